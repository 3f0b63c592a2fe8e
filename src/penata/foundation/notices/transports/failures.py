class Unreachable(Exception):
    """The channel itself does not answer: not this notice's fault, and no use to try the next one now."""


class Undeliverable(Exception):
    """This notice will never arrive: the address does not exist or may not be used."""
