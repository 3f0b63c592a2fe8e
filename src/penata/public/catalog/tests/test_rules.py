import time
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation import spelling
from penata.public.catalog import rules

WORDS = {
    "lampu": 4,
    "jalan": 20,
    "kelahiran": 3,
    "akta": 6,
    "sampah": 5,
    "perizinan": 2,
    "ktp": 3,
    "banjir": 2,
    "puskesmas": 2,
}


@pytest.fixture
def lexicon() -> spelling.Lexicon:
    return spelling.Lexicon.of(WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kelahirn", "kelahiran"),
        ("kelahrian", "kelahiran"),
        ("smapah", "sampah"),
        ("lamp", "lampu"),
        ("pusksmas", "puskesmas"),
        ("bnajir", "banjir"),
    ],
)
def test_a_missing_or_transposed_letter_is_forgiven(lexicon, typed, meant):
    assert spelling.corrected([typed], lexicon) == spelling.Correction((meant,), True)


@pytest.mark.parametrize("word", ["ktp", "kt", "lampunya", "jalannya", "perjalanan", "lampu", "gelandangan", "a1b2c3"])
def test_short_known_affixed_and_far_words_stay(lexicon, word):
    assert spelling.corrected([word], lexicon) == spelling.Correction((word,), False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jln rsk", "jalan rusak"),
        ("lmp mati dpn rmh", "lampu mati depan rumah"),
        ("urus srt di kel", "urus surat kelurahan"),
    ],
)
def test_usual_abbreviations_are_read_as_their_words(lexicon, typed, meant):
    assert spelling.corrected(spelling.words_of(typed), lexicon).text == meant


def test_an_abbreviation_of_a_word_that_says_nothing_says_nothing():
    assert spelling.words_of("tlg dong blm pd diangkut yg") == ["diangkut"]
    assert not set(spelling.SHORT) & spelling.STOP_WORDS


def test_correcting_a_long_search_takes_milliseconds():
    syllables = ["ba", "ci", "du", "fe", "go", "ka", "li", "mu", "ne", "po", "ra", "si", "tu"]
    many = {f"{a}{b}{c}{d}": 1 for a in syllables for b in syllables for c in syllables for d in syllables[:3]}
    lexicon = spelling.Lexicon.of(many)
    words = [f"{word[:3]}x{word[4:]}" for word in list(many)[: spelling.MOST_WORDS]]
    spelling.corrected(words, lexicon)
    times = []
    for _ in range(5):
        started = time.thread_time()
        spelling.corrected(words, lexicon)
        times.append(time.thread_time() - started)
    assert len(many) > 6_000
    assert min(times) < 0.02, min(times)  # 2 ms on a quiet machine


def test_words_that_say_nothing_are_left_out():
    assert spelling.words_of("Tolong dong pak, lampu di jalan yang mati!") == ["lampu", "jalan", "mati"]


def test_the_database_drops_the_same_words():
    migration = import_module("penata.public.catalog.migrations.0002_words")
    assert set(migration.STOP_WORDS.split()) == spelling.STOP_WORDS


@given(st.text(max_size=2_000))
def test_any_text_becomes_terms_of_letters_and_digits_only(text):
    for term in spelling.terms(spelling.words_of(text), is_typing=True):
        assert term.removesuffix(":*").isalnum()
        assert term.isascii()


@given(st.text(alphabet="abcdefghij", min_size=1, max_size=30))
def test_correction_keeps_the_number_of_words(word):
    assert len(spelling.corrected([word], spelling.Lexicon.of(WORDS)).words) == 1


def test_the_law_has_fourteen_components_of_which_six_are_published():
    assert len(rules.COMPONENTS) == 14
    assert len(rules.DELIVERY) == 6
    assert "".join(part.letter for part in rules.COMPONENTS) == "abcdefghijklmn"


def test_components_are_tidied_into_the_laws_order():
    assert list(rules.tidied({"staff": " 3 orang\x00 ", "requirements": "KTP", "safety": "  "})) == [
        "requirements",
        "staff",
    ]
    with pytest.raises(KeyError):
        rules.tidied({"nonsense": "x"})


def test_promise_and_cost_stand_in_for_their_components():
    assert "duration" not in rules.missing({})
    assert "cost" not in rules.missing({})
    assert len(rules.missing({})) == 12


def test_lines_lose_their_bullets_and_numbers():
    assert rules.lines("1. Isi formulir\n2) Serahkan\n\n- KTP\n3 orang") == (
        "Isi formulir",
        "Serahkan",
        "KTP",
        "3 orang",
    )


def test_questions_are_read_and_written_one_on_a_line():
    text = "tiang; Nomor tiang; string\njenis; Jenis lampu; singlevaluelist; wajib; LED, Merkuri"
    questions = rules.questions_from_text(text)
    assert [q["code"] for q in questions] == ["tiang", "jenis"]
    assert questions[1]["values"] == [{"key": "led", "name": "LED"}, {"key": "merkuri", "name": "Merkuri"}]
    assert rules.questions_to_text(questions) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a b; x; string", "bad_code"),
        ("a; ; string", "no_question"),
        ("a; x; bool", "bad_datatype"),
        ("a; x; singlevaluelist; ; satu", "too_few_choices"),
        ("a; x; string\na; y; string", "code_twice"),
    ],
)
def test_a_question_that_cannot_be_read_names_its_line(text, reason):
    with pytest.raises(rules.BadQuestion) as refused:
        rules.questions_from_text(text)
    assert (refused.value.reason, refused.value.line) == (reason, text.count("\n") + 1)
