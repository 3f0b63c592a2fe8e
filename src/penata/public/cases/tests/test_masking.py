"""What the public may read. Every spelling here is one that residents use; the numbers are made up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..rules.masking import EMAIL, HOUSE, IDENTITY, LINK, NAME, NUMBER, PLATE, mask

PHONES = [
    "081234567890",
    "0812-3456-7890",
    "0812 3456 7890",
    "0812.3456.7890",
    "0812 - 3456 - 7890",
    "+62 812-3456-7890",
    "+6281234567890",
    "62812 3456 7890",
    "(0812) 3456 7890",
    "(021) 765 4321",
    "021-7654321",
    "O812 3456 789O",
    "08l2 3456 7890",
    "0 8 1 2 3 4 5 6 7 8 9 0",
    "0812/3456/7890",
    "0812_3456_7890",
    "0812\u200b3456\u200b7890",
    "०८१२३४५६७८९०",
    "0812३४५६७८९०",
    "nol delapan satu dua tiga empat lima enam tujuh delapan",
    "nol-delapan-satu-dua-tiga-empat-lima-enam",
    "kosong lapan satu dua 3456 7890",
    "08 dua belas 34567890",
]


@pytest.mark.parametrize("phone", PHONES)
def test_a_telephone_number_is_hidden_however_it_is_spelled(phone):
    shown = mask(f"Lampu mati, hubungi {phone} ya pak")
    assert NUMBER in shown
    assert not re.search(r"\d{4}", shown)


@pytest.mark.parametrize(
    "number", ["3271015708900001", "32.71.01.57.0890.0001", "198609262015051001", "19860926 201505 1 001"]
)
def test_numbers_of_identity_are_hidden(number):
    assert mask(f"NIK saya {number} mohon dicek") == f"NIK saya {IDENTITY} mohon dicek"


@pytest.mark.parametrize(
    "address",
    [
        "budi@example.com",
        "budi.s @ example . co.id",
        "budi(at)example(dot)com",
        "budi [at] example.com",
        "budi at gmail.com",
    ],
)
def test_mail_addresses_are_hidden(address):
    shown = mask(f"Balas ke {address} segera")
    assert EMAIL in shown
    assert "budi" not in shown
    assert "example" not in shown


@pytest.mark.parametrize(
    "link",
    ["https://contoh.id/a?b=1", "www.contoh.com", "wa.me/6281234567890", "bit.ly/3xYz", "contoh.go.id", "@budi_kota"],
)
def test_links_and_handles_are_hidden(link):
    assert mask(f"lihat {link} ya") == f"lihat {LINK} ya"


@pytest.mark.parametrize("plate", ["B 1234 XYZ", "D1234AB", "AB-1234-CD", "b 1234 xyz", "DK 12 A"])
def test_number_plates_are_hidden(plate):
    assert mask(f"angkot {plate} ngetem") == f"angkot {PLATE} ngetem"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rumah saya di Jl. Mawar No. 12 banjir", f"rumah saya di Jl. Mawar {HOUSE} banjir"),
        ("jalan melati nomor 7A rusak", f"jalan melati {HOUSE} rusak"),
        ("gang kenanga no.3/5", f"gang kenanga {HOUSE}"),
        ("Perum Asri Blok C3 No. 5 gelap", f"Perum Asri {HOUSE} gelap"),
        ("depan blok A-12", f"depan {HOUSE}"),
    ],
)
def test_house_numbers_are_hidden_and_the_street_stays(text, shown):
    assert mask(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Sejak 24/11/2026 lampu mati",
        "Sejak 2026-11-24 lampu mati",
        "Loket buka 08.00-16.00 saja",
        "Biaya Rp 1.500.000 terlalu mahal",
        "diminta Rp. 15.000.000,-",
        "RT 03 RW 05 Kelurahan Sukamaju",
        "Sudah 3 hari, 12 rumah kebanjiran, 200 kk",
        "antrean no 12 belum dipanggil",
        "anggaran 2024-2025",
        "Perwali Nomor 12 Tahun 2026",
        "jalan rusak sepanjang 200 m di dekat SD 5",
        "Di sana ada 2 tiang. Saya di rumah.",
    ],
)
def test_dates_hours_prices_and_places_stay(text):
    assert mask(text) == text


def test_known_names_are_hidden_whole_and_in_part():
    shown = mask("Saya Zubaidah Wulandari, panggil saja Wulandari.", ("Zubaidah Wulandari",))
    assert shown == f"Saya {NAME}, panggil saja {NAME}."


@given(
    digits=st.lists(st.integers(0, 9), min_size=7, max_size=11),
    gaps=st.lists(st.sampled_from(["", "", " ", "-", ".", " - ", ". ", "/"]), min_size=12, max_size=12),
    start=st.sampled_from(["08", "+628", "628", "(08", "0 8"]),
    before=st.sampled_from(["wa ", "hp:", "hub. ", "telp=", "\n", "no hp saya "]),
    after=st.sampled_from([" terima kasih", ".", "", "\nwassalam", ", pak"]),
)
def test_no_mobile_number_survives_any_spacing(digits, gaps, start, before, after):
    number = start + "".join(gap + str(digit) for gap, digit in zip(gaps, digits, strict=False))
    shown = mask(f"{before}{number}{after}")
    assert sum(c.isdigit() for c in shown) == 0, shown


@given(st.text(max_size=400))
def test_masking_anything_ends_and_masking_twice_changes_nothing(text):
    once = mask(text)
    assert mask(once) == once


@given(
    st.lists(
        st.sampled_from(
            ["08", "12", "no", ".", " ", "jl", "blok a", "B", "@", "at", "nol", "satu", "-", "com", "Rp", "1.000", "x"]
        ),
        max_size=60,
    )
)
def test_masking_twice_changes_nothing_with_the_parts_of_addresses_either(parts):
    once = mask("".join(parts))
    assert mask(once) == once


def test_a_text_as_long_as_anyone_sends_is_masked_without_end_of_patience():
    """A pattern that backtracks without end would hang here."""
    for piece in ("jl mawar ", "0812 ", "a@", "nol satu ", "blok a ", "((((", "1.1.1.", "www."):
        assert mask(piece * (20_000 // len(piece)))
