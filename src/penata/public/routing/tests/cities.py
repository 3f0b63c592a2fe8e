"""A small city for the tests of the router: deterministic, with places, topics, days and some mistakes."""

import random
from datetime import date, timedelta

from penata.public.routing.rules.facts import Example

TOPICS = {
    "Lampu jalan": ("Dinas Perhubungan", "lampu jalan mati gelap padam tiang penerangan"),
    "Jalan rusak": ("Dinas Pekerjaan Umum", "jalan lubang rusak aspal becek berlubang"),
    "Sampah": ("Dinas Lingkungan Hidup", "sampah menumpuk bau truk tps diangkut"),
    "KTP": ("Dinas Kependudukan", "ktp kartu keluarga akta nik cetak"),
    "Surat keterangan": ("Kelurahan", "surat keterangan domisili pengantar rt stempel"),
    "Izin keramaian": ("Kecamatan", "izin keramaian hajatan panggung tenda"),
}
AREAS = [(f"Melati{n}", f"Raja{n % 4}") for n in range(12)]


def closed_cases(count: int, *, seed: int = 1, mistakes: float = 0.05, since: date = date(2026, 1, 1)) -> list[Example]:
    chance = random.Random(seed)
    cases = []
    for number in range(count):
        topic, (owner, words) = chance.choice(list(TOPICS.items()))
        area, parent = chance.choice(AREAS)
        unit = {"Kelurahan": f"Kelurahan {area}", "Kecamatan": f"Kecamatan {parent}"}.get(owner, owner)
        if chance.random() < mistakes:
            unit = "Dinas Perhubungan"
        text = " ".join(
            ["mohon", *chance.choices(words.split(), k=4), *chance.choices(["pak", "bu", "segera", "warga"], k=3)]
        )
        day = since + timedelta(days=number * 180 // count)
        cases.append(Example(text, unit, area, parent, topic, day))
    return cases
