"""Words that speak of danger to life. A simple rule on purpose: it can be explained, and it errs to the safe side."""

from __future__ import annotations

import re

# What residents write when someone may die today. A word more is cheap: a person looks at each.
_URGENT = (
    r"kabel (?:listrik )?(?:yang )?(?:putus|menjuntai|terkelupas|jatuh)",
    r"(?:kesetrum|tersetrum|tersengat listrik|kesengat listrik|nyetrum|korsleting|konslet)",
    r"(?:pohon|tiang|baliho|reklame|tembok|dinding|atap|bangunan|jembatan) \w{0,12} ?(?:mau|hampir|akan|nyaris)"
    r" (?:tumbang|roboh|rubuh|ambruk|jatuh|runtuh)",
    r"pohon (?:\w+ )?tumbang",
    r"(?:kebakaran|terbakar|kobaran api|asap tebal)",
    r"(?:bau gas|gas bocor|kebocoran gas|tabung gas meledak|ledakan)",
    r"(?:longsor|tanah ambles|jalan ambles|jembatan (?:putus|ambruk|roboh))",
    r"(?:banjir bandang|terseret arus|hanyut|tenggelam|terjebak banjir)",
    r"(?:kecelakaan|tabrakan|ketabrak|tertabrak|korban jiwa|meninggal di tempat)",
    r"(?:pingsan|tidak sadarkan diri|sesak napas|keracunan|kejang|serangan jantung|butuh ambulans|pendarahan)",
    r"(?:mau bunuh diri|bunuh diri|gantung diri)",
    r"(?:dipukuli|penganiayaan|disekap|penculikan|diculik|pemerkosaan|diperkosa|tawuran|begal|bawa senjata|kdrt)",
    r"(?:anak|bayi) (?:hilang|dibuang|ditelantarkan)",
    r"(?:ular kobra|ular masuk rumah|anjing gila|digigit anjing|sarang tawon)",
    r"(?:lubang|got|manhole|sumur) (?:\w+ )?(?:menganga|tanpa tutup|tidak ada tutup)",
)
# Each such phrase holds one of these rarer words: a report without any of them is not looked at further.
_TELLING = frozenset(
    "kabel kesetrum tersetrum tersengat kesengat nyetrum korsleting konslet tumbang roboh rubuh ambruk jatuh runtuh"  # noqa: SIM905
    " kebakaran terbakar kobaran asap gas ledakan longsor ambles putus bandang terseret hanyut tenggelam terjebak"
    " kecelakaan tabrakan ketabrak tertabrak korban meninggal pingsan sadarkan sesak keracunan kejang serangan"
    " ambulans pendarahan bunuh gantung dipukuli penganiayaan disekap penculikan diculik pemerkosaan diperkosa"
    " tawuran begal senjata kdrt hilang dibuang ditelantarkan ular gila digigit tawon menganga tutup".split()
)
_WORD = re.compile(r"[a-z]{2,}")
_PATTERN = re.compile(r"\b(?:" + "|".join(_URGENT) + r")\b", re.IGNORECASE)


def urgent_words(words: str) -> tuple[str, ...]:
    """The words that make a report urgent, as written, each once; empty when none speaks of danger to life."""
    if _TELLING.isdisjoint(_WORD.findall(words.lower())):
        return ()
    found: dict[str, str] = {}
    for match in _PATTERN.finditer(" ".join(words[:20_000].split())):
        found.setdefault(match.group().lower(), match.group())
    return tuple(found.values())
