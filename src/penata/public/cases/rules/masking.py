"""Hides in a text what leads to a person: numbers, addresses of any kind, plates, and names that we know.

Errs to the safe side: a hidden price is a nuisance, a published telephone number is a harm. A person reviews the
result before anything is published.
"""

from __future__ import annotations

import re
import unicodedata

EMAIL, LINK, NUMBER, IDENTITY = "[surel]", "[tautan]", "[nomor telepon]", "[nomor identitas]"
PLATE, HOUSE, NAME = "[pelat nomor]", "[nomor rumah]", "[nama]"

_AT = r"(?:\s{0,2}@\s{0,2}|\s{0,2}[\(\[{]\s?(?:at|et|a)\s?[\)\]}]\s{0,2})"
_DOT = r"(?:\s?\.\s?|\s{0,2}[\(\[{]\s?(?:dot|titik)\s?[\)\]}]\s{0,2}|\s(?:dot|titik)\s)"
_EMAIL = re.compile(
    rf"[\w.+-]{{1,64}}(?:@[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,24}}){{0,4}}|{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{2,24}}){{1,4}})"
    rf"|[\w.+-]{{1,64}} (?:at|et) (?:gmail|yahoo|ymail|hotmail|outlook|icloud)(?:{_DOT}[\w-]{{2,24}}){{0,3}}",
    re.IGNORECASE,
)
_TOP = r"(?:com|net|org|id|info|biz|me|ly|gl|be|co|io|app|site|xyz|my|sg|tv|link|page|web|shop|online)"
_LINK = re.compile(
    r"(?:https?|ftp|hxxps?)\s?:\s?/\s?/\s?[^\s<>\[\]]{1,500}"
    r"|\bwww\s?\.\s?[^\s<>\[\]]{1,500}"
    rf"|\b[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{0,4}}\.{_TOP}\b(?:/[^\s<>\[\]]{{0,500}})?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w.@])@[A-Za-z0-9_][\w.]{2,29}")

_GAP = r"[\s.,\-–—_/()\[\]*:;|·•\u200b-\u200d\u2060\ufeff]"
_DIGIT = r"[\doOlI]"
# A run of digits (or letters that stand for them) with at most three marks between two of them.
_RUN = re.compile(rf"(?<![A-Za-z\d])(?:\+{_GAP}?)?\(?{_DIGIT}(?:{_GAP}{{0,3}}{_DIGIT}){{6,40}}(?![A-Za-z])")
_SPELLED = (
    r"(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan"
    r"|zero|one|two|three|four|five|six|seven|eight|nine|\d{1,4})"
)
_SPELLED_RUN = re.compile(rf"\b{_SPELLED}(?:{_GAP}{{1,3}}{_SPELLED}){{5,30}}\b", re.IGNORECASE)
_SPELLED_ONE = re.compile(r"[^\W\d]{3,}")

_DATE = re.compile(r"(?:\d{1,2}([/.\- ])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([/.\-])\d{1,2}\2\d{1,2})")
_TIMES = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d\s?(?:-|–|s/d)\s?(?:[01]?\d|2[0-4])[.:][0-5]\d")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
_MONEY_BEFORE = re.compile(r"(?:rp|idr)\.?\s{0,2}$", re.IGNORECASE)
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,2}|,-)?")

_REGIONS = "A[ABDEG]?|B[ABDEGHKLMNPR]?|D[ABCDEGHKLMNPRSTW]?|E[ABD]?|F|G|H|K[BHTU]?|L|M|N|P[ABGTY]?|R|S|T|W|Z"
_PLATE = re.compile(
    rf"(?<![\w])(?:{_REGIONS})[ .-]{{0,2}}\d{{1,4}}[ .-]{{0,2}}[A-Z]{{1,3}}(?![\w])"
    rf"|(?<![\w])(?i:{_REGIONS})[ .-]?\d{{3,4}}[ .-]?[A-Za-z]{{1,3}}(?![\w])"
)
_STREET = (
    r"(?:jl|jln|jalan|gg|gang|perum|perumahan|komplek|kompleks|komp|rumah|kos|kost|kontrakan|toko|ruko|lorong|dusun)"
)
_HOUSE_NUMBER = r"(?:no|nomor|nomer|nmr|num|number|#)\s?[.:]?\s?\d{1,4}(?:\s?[a-z]\b)?(?:\s?[/-]\s?\d{1,4}\s?[a-z]?\b)?"
_HOUSE = re.compile(rf"(\b{_STREET}\b\.?[^.!?\n]{{0,60}}?[\s,(]){_HOUSE_NUMBER}(?![\d])", re.IGNORECASE)
_HOUSE_AFTER_ABBREVIATION = re.compile(
    rf"(\b(?:jl|jln|gg)\s?\.\s?[^.!?\n]{{0,60}}?[\s,(]){_HOUSE_NUMBER}(?![\d])", re.IGNORECASE
)
_BLOCK = re.compile(
    r"\bblok\s{1,2}[a-z]{1,2}\s?[.\-/]?\s?\d{0,3}(?:\s?[/\-]\s?\d{1,3})?(?:\s?,?\s?(?:no|nomor)\s?[.:]?\s?\d{1,4}[a-z]?\b)?(?!\w)",
    re.IGNORECASE,
)


# Most texts hold none of these: a cheap look before the costly patterns (a hundredfold on an ordinary report).
_EMAIL_HINT = re.compile(
    r"@|[\(\[{]\s?(?:at|et|a)\s?[\)\]}]| (?:at|et) (?:gmail|yahoo|ymail|hotmail|outlook|icloud)", re.I
)
_LINK_HINT = re.compile(r"\.[a-z0-9]|:\s?/|www", re.IGNORECASE)
_DIGIT_HINT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SPOKEN = frozenset(
    "nol kosong satu dua tiga empat lima enam tujuh delapan lapan sembilan"  # noqa: SIM905
    " zero one two three four five six seven eight nine".split()
)
_BLOCK_HINT = re.compile(r"blok", re.IGNORECASE)


def mask(text: str, names: tuple[str, ...] = ()) -> str:
    """The text with personal numbers, addresses and the given names hidden. Masking twice changes nothing more."""
    text = unicodedata.normalize("NFKC", text) if not text.isascii() else text
    for name in names:
        text = _without_name(text, name)
    if _EMAIL_HINT.search(text):
        text = _HANDLE.sub(LINK, _EMAIL.sub(EMAIL, text))
    if _LINK_HINT.search(text):
        text = _LINK.sub(LINK, text)
    if _DIGIT_HINT.search(text):
        text = _PLATE.sub(PLATE, _RUN.sub(_number, text))
    if sum(word in _SPOKEN for word in _WORD.findall(text.lower())) >= 2:
        text = _SPELLED_RUN.sub(_spelled, text)
    if _BLOCK_HINT.search(text):
        text = _BLOCK.sub(HOUSE, text)
    if _DIGIT_HINT.search(text):
        text = _HOUSE_AFTER_ABBREVIATION.sub(rf"\1{HOUSE}", _HOUSE.sub(rf"\1{HOUSE}", text))
    return text


def hides(text: str) -> bool:
    """Whether masking would hide anything: such a text is looked at before it is published."""
    return mask(text) != text


def _number(match: re.Match[str]) -> str:
    found = match.group()
    digits = sum(c.isdigit() for c in found)
    letters = sum(c.isalpha() for c in found)
    if digits < 7 or letters > digits:
        return found
    bare = found.strip(" .,-/()[]*:;|_")
    if _DATE.fullmatch(bare) or _TIMES.fullmatch(bare) or _YEARS.fullmatch(bare):
        return found
    if _MONEY.fullmatch(bare) and (
        _MONEY_BEFORE.search(match.string, 0, match.start()) or (bare[0] != "0" and digits <= 10)
    ):
        return found
    tail = found[len(found.rstrip()) :]
    return (IDENTITY if digits >= 15 else NUMBER) + tail


def _spelled(match: re.Match[str]) -> str:
    found = match.group()
    spoken = len(_SPELLED_ONE.findall(found))
    digits = spoken + sum(c.isdigit() for c in found)
    return NUMBER if spoken >= 2 and digits >= 7 else found


def _without_name(text: str, name: str) -> str:
    """Hides a known name, whole and by each of its parts of at least four letters."""
    parts = [part for part in re.split(r"\W+", name) if part]
    if not parts or not any(len(part) >= 3 for part in parts):
        return text
    said = text.lower()
    if not any(part.lower() in said for part in parts):
        return text
    whole = r"\W{1,3}".join(re.escape(part) for part in parts)
    text = re.sub(rf"\b{whole}\b", NAME, text, flags=re.IGNORECASE)
    for part in parts:
        if len(part) >= 4:
            text = re.sub(rf"\b{re.escape(part)}\b(?!\])", NAME, text, flags=re.IGNORECASE)
    return text
