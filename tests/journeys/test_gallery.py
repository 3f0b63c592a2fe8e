import pytest


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [("phone", "id", "light"), ("phone", "en", "dark"), ("desktop", "en", "light"), ("desktop", "id", "dark")],
)
def test_axe_finds_nothing_in_the_gallery(open_page, axe, size, language, scheme):
    page = open_page(size, language=language, scheme=scheme)
    for address in ("/ui/", "/ui/?frame=desk", "/ui/?frame=one_thing", "/tidak-ada/"):
        page.goto(address)
        axe(page)


def test_a_faulty_form_comes_back_with_its_words_and_leads_to_the_faults(phone, axe):
    phone.goto("/ui/?frame=one_thing")
    phone.get_by_label("Cerita lengkap").fill("Sudah dua malam gelap.")
    phone.get_by_role("button", name="Lanjutkan").click()
    axe(phone)
    assert phone.locator(".error-summary").count() == 1
    assert phone.evaluate("() => document.activeElement.className") == "error-summary"
    assert phone.get_by_label("Cerita lengkap").input_value() == "Sudah dua malam gelap."
    phone.get_by_role("link", name="Pokok laporan").click()
    assert phone.evaluate("() => document.activeElement.id") == "id_subject"


def test_a_tap_on_the_map_chooses_in_the_list(phone):
    phone.goto("/ui/")
    phone.locator(".map-area").nth(1).click()
    assert phone.locator("#id_map_area").input_value() == "2"
    assert float(phone.locator("[data-latitude]").input_value()) < 0


def test_a_chart_keeps_its_numbers_one_tap_away(desktop):
    desktop.goto("/ui/")
    summary = desktop.locator("city-chart summary")
    summary.click()
    assert desktop.locator("city-chart").get_by_text("341").is_visible()
    assert desktop.locator("city-chart canvas").is_visible()


def test_the_keys_of_the_desk_walk_and_can_be_switched_off(desktop):
    desktop.goto("/ui/?frame=desk")
    desktop.keyboard.press("j")
    focused = "() => document.activeElement.textContent"
    assert "KL-2026-04119" in desktop.evaluate(focused)
    desktop.keyboard.press("?")
    switch = desktop.get_by_label("Pakai tombol pintas di peramban ini")
    switch.uncheck()
    desktop.locator("[data-row]").first.focus()
    desktop.keyboard.press("j")
    assert "KL-2026-04127" in desktop.evaluate(focused)


def test_the_gallery_works_without_scripts_on_a_phone(open_page):
    page = open_page("phone", scripts=False)
    page.goto("/ui/?frame=desk")
    page.locator("summary", has_text="Menu").click()
    page.locator(".top-drawer button", has_text="English").click()
    assert page.locator("h1").text_content() == "Gallery"
