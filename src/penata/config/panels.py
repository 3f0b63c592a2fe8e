"""What pages show of rooms above their own: named places, filled here.

A page writes `{% panels "catalog.service" page %}`; each function listed under that name is called with the request
and the record, and gives HTML (`render_to_string`) or nothing. Places that exist: see docs/house.md.
"""

PANELS: dict[str, tuple[str, ...]] = {}
"""Place → dotted names of functions `(request, record) -> str`; the order is that of the page."""
