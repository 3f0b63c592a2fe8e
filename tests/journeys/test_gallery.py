import pytest


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_axe_finds_nothing_in_the_gallery(open_page, axe, size, language, scheme):
    page = open_page(size, language=language, scheme=scheme)
    for address in ("/ui/", "/ui/?desk=1", "/tidak-ada/"):
        page.goto(address)
        axe(page)
