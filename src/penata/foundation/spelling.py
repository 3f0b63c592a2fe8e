"""Anyone's words as a search: normalized, without the words that say nothing, with spelling forgiven. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

MOST_CHARACTERS = 400  # of one search; nobody reads results for more
MOST_WORDS = 12
MOST_CORRECTED = 6  # keeps any search under 2 ms
SHORTEST_CORRECTED = 4

# Words that stand in any sentence. The database drops the same ones (migration `words`).
_STOP_WORDS = """
    ada adalah agar akan aku anda antara apa apakah atas atau bagaimana bagi bahwa banget bapak bagian beberapa belum
    berapa biar bila bisa boleh buat bu bukan cara cuma dalam dan dapat dari dengan di dia dong gak ga gimana hal halo
    hanya harus hari hingga ia ini itu jadi jangan jika juga kah kalau kalo kami kamu kan kapan karena kata kayak
    ke kenapa kepada ketika kita kok lagi lah lalu lebih mana maka mau masih mau melalui memang mengapa menjadi min
    mohon mungkin namun nih nya oleh pada pak para per pernah pun saat saja sampai sangat saya sebagai sebelum secara
    sedang segera sehingga sejak selalu selamat semua seperti serta si siapa siang sih sini situ sore suatu sudah supaya
    tapi telah tentang terhadap terima terus tersebut tetapi tidak tolong tsb tuh untuk utk udah wa yaitu yang yg
    assalamualaikum kasih pagi dgn dr tdk sdh krn pd jg sy klo aja deh kak admin
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

# How people shorten words when they type; only what means one thing (SMP is a school, mtr a motorcycle or a meter).
_SHORT = """
    jalan jl jln jlan; gang gg; jembatan jmbtn jbtn; trotoar trtr; saluran slrn; lubang lbg lbng; lampu lmp lmpu;
    rusak rsk; padam pdm; gelap glp; bocor bcr; banjir bnjr; macet mct mcet; sampah smph smpah; rumah rmh;
    perumahan prmhn; kampung kmpg kmpng; kelurahan kel klrhn; kecamatan kec kcmtn; kabupaten kab; desa ds; dusun dsn;
    warga wrg; tetangga ttgga; anak ank; orang org; petugas ptgs; kantor ktr kntr; sekolah sklh; pasar psr; taman tmn;
    tempat tmpt; mobil mbl; surat srt; nomor nmr; telepon tlp tlpn telp; bayar byr; sakit skt; obat obt; depan dpn;
    belakang blkg; dekat dkt; bawah bwh; besar bsr; kecil kcl; panjang pjg; banyak byk bnyk; sering srg; kurang krg;
    malam mlm; tahun thn; bulan bln; tanggal tgl; sekarang skrg; kemarin kmrn; besok bsk; langsung lgsg; padahal pdhl;
    belum blm; masih msh; sampai smpe; mohon mhn; tolong tlg; minta mnt; bagaimana bgmn gmn; kenapa knp; kapan kpn;
    dalam dlm; sebelum sblm; setelah stlh; harus hrs; dapat dpt; terus trs; tapi tp; lagi lg; banget bgt; hari hr
"""
SHORT = {short: word for word, *shorts in map(str.split, _SHORT.split(";")) for short in shorts}

_WORD = re.compile(r"[a-z0-9]+")
_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
_PREFIXES = (
    "meng",
    "meny",
    "peng",
    "peny",
    "mem",
    "men",
    "pem",
    "pen",
    "per",
    "ber",
    "ter",
    "me",
    "pe",
    "di",
    "ke",
    "se",
)
_SUFFIXES = ("kan", "an", "i")


def normalized(text: str) -> str:
    """Lower case, accents off, anything but letters and digits to one space; cut at a sensible length."""
    return " ".join(_words(text[:MOST_CHARACTERS]))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).lower()
    return _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))


def words_of(text: str) -> list[str]:
    """The first words of a search that say something, each once."""
    said = dict.fromkeys(word[:60] for word in normalized(text).split() if SHORT.get(word, word) not in STOP_WORDS)
    return list(said)[:MOST_WORDS]


@dataclass(frozen=True)
class Lexicon:
    """The words of a catalog, with the number of texts that hold each; grouped by length for a fast search."""

    counts: Mapping[str, int]
    total: int
    by_length: Mapping[int, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Lexicon:
        by_length: dict[int, list[str]] = {}
        for word in counts:
            if len(word) >= SHORTEST_CORRECTED and word.isalpha():
                by_length.setdefault(len(word), []).append(word)
        return cls(counts, max(counts.values(), default=1), by_length)

    @classmethod
    def of_texts(cls, texts: Iterable[str]) -> Lexicon:
        return cls.of(Counter(word for text in texts for word in set(_words(text)) if 2 <= len(word) <= 40))

    def rarity(self, word: str) -> float:
        """How much a word tells: from about 0.7 for one that is everywhere up to log(total) + 1 for a rare one."""
        return math.log((self.total + 1) / (self.counts.get(word, 0) + 1)) + 0.7

    def knows(self, word: str) -> bool:
        """Whether the word, or the word without its Indonesian affixes, stands in the catalog."""
        return any(form in self.counts for form in _forms(word))


@dataclass(frozen=True, slots=True)
class Correction:
    """The words to search for, and whether a spelling was changed."""

    words: tuple[str, ...]
    is_changed: bool

    @property
    def text(self) -> str:
        return " ".join(self.words)


def corrected(words: list[str], lexicon: Lexicon) -> Correction:
    """Each unknown word becomes the most likely known one: one slip up to six letters, two above; "jln" is "jalan".

    Other words of three letters or fewer, and words with digits, stay; so do those after the first six unknown ones.
    """
    words, typed = [SHORT.get(word, word) for word in words], words
    unknown = [word for word in words if _may_be_misspelled(word, lexicon)][:MOST_CORRECTED]
    meant = {word: _nearest(word, lexicon) for word in unknown}
    found = tuple(dict.fromkeys(meant.get(word, word) for word in words))
    return Correction(found, found != tuple(typed))


def terms(words: tuple[str, ...] | list[str], *, is_typing: bool = False) -> list[str]:
    """Words as terms for `to_tsquery`: only letters and digits, so nothing of its syntax comes through.

    `is_typing`: the last word may be unfinished.
    """
    safe = [word for word in words if _WORD.fullmatch(word)]
    if is_typing and safe and len(safe[-1]) >= 3:
        safe[-1] += ":*"
    return safe


def _may_be_misspelled(word: str, lexicon: Lexicon) -> bool:
    return len(word) >= SHORTEST_CORRECTED and word.isalpha() and not lexicon.knows(word)


def _nearest(word: str, lexicon: Lexicon) -> str:
    slips = 1 if len(word) <= 6 else 2
    best, best_score = word, math.inf
    for length in range(len(word) - slips, len(word) + slips + 1):
        near = extract(word, lexicon.by_length.get(length, []), scorer=OSA.distance, score_cutoff=slips, limit=None)
        for candidate, distance, _ in near:
            score = _unlikeliness(word, candidate, distance, lexicon)
            if score < best_score:
                best, best_score = candidate, score
    return best


def _unlikeliness(word: str, candidate: str, distance: float, lexicon: Lexicon) -> float:
    other_start = 0.5 if word[0] != candidate[0] else 0.0  # people seldom miss the first letter
    return distance + other_start - 0.1 * math.log1p(lexicon.counts[candidate])


def _forms(word: str) -> set[str]:
    """The word and what may be its base; generous, since it only protects a word from being changed."""
    forms = {word}
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) >= 3:
            forms.add(word.removesuffix(clitic))
    for prefix in _PREFIXES:
        forms |= {form.removeprefix(prefix) for form in set(forms) if len(form) - len(prefix) >= 4}
    for suffix in _SUFFIXES:
        forms |= {form.removesuffix(suffix) for form in set(forms) if len(form) - len(suffix) >= 4}
    return forms
