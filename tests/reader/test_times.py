"""Time expressions: every entry's example, what is no time, what counts from what, and any text at all."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.languages import words
from selon.reader.time_phrases import LAYERS
from selon.reader.times import published_at, times
from selon.records import LANGUAGES, Language, When
from tests.marked import unmark
from tests.reader.odd_texts import ODD_TEXT

PUBLISHED = "2024-10-24"  # a Thursday
ENTRIES = [
    pytest.param(language, entry, id=f"{language}: {entry['words']}")
    for language in LANGUAGES
    for layer in LAYERS
    for entry in words(language, "times").get(layer, ())
]


def found(text: str, language: Language, published: str | None = PUBLISHED) -> list[tuple[str, str | None, str | None]]:
    return [(t.when.span.of(text), t.when.start, t.when.end) for t in times(text, language, published)]


def starts(text: str, language: Language, published: str | None = PUBLISHED) -> list[str | None]:
    return [start for _, start, _ in found(text, language, published)]


@pytest.mark.parametrize(("language", "entry"), ENTRIES)
def test_every_entry_reads_its_example(language: Language, entry: dict[str, str]) -> None:
    text, marks = unmark(entry["example"])
    read = {t.when.span: t for t in times(text, language, PUBLISHED)}
    assert set(read) == {span for span, _ in marks}
    for span, values in marks:
        assert {name: str(getattr(read[span].when, name)) for name in values} == values
    assert f"{language}/times.toml: {entry['words']}" in {t.by for t in read.values()}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le texte a été adopté par 1 200 voix."),
        ("fr", "Quelque 2000 personnes ont défilé pendant trois mois."),
        ("fr", "La planète Mars attire les sondes ; Avril Lavigne chante."),
        ("fr", "Chaque jour, il faut 35 heures de travail et 3,5 % de plus."),
        ("fr", "Or il est né une seconde fois, dit-elle."),
        ("en", "He may march on. Theresa May said so."),
        ("en", "More than 2,000 people sat in the sun for three months."),
        ("en", "The second man lost 1,998 dollars and $1998."),
        ("en", "She was in a state of some disrepair."),
    ],
)
def test_what_is_no_time_is_left_alone(language: Language, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le musée rouvrira vendredi.", "2024-10-25"),
        ("fr", "Il a promis de revenir lundi.", "2024-10-28"),
        ("fr", "Il a promis lundi de revenir.", "2024-10-21"),
        ("fr", "Il l'a dit jeudi.", "2024-10-24"),
        ("en", "The board will meet on Tuesday.", "2024-10-29"),
        ("en", "The board agreed to meet on Tuesday.", "2024-10-29"),
        ("en", "The board agreed on Tuesday to meet.", "2024-10-22"),
        ("en", "Two people died in Wednesday’s flood.", "2024-10-23"),
    ],
)
def test_tense_tells_past_from_future(language: Language, text: str, expected: str) -> None:
    assert starts(text, language) == [expected]


def test_an_anaphor_counts_from_the_date_before_it() -> None:
    text = "Il fut élu le 3 mars 2019. La veille, il doutait encore."
    second = times(text, "fr", PUBLISHED)[1]
    assert second.when.start == "2019-03-02"
    assert second.anchor is not None and second.anchor.of(text) == "le 3 mars 2019"


def test_without_an_antecedent_it_counts_from_the_publication() -> None:
    (only,) = times("Il doutait encore la veille.", "fr", PUBLISHED)
    assert (only.when.start, only.anchor) == ("2024-10-23", None)


@pytest.mark.parametrize(
    ("language", "text", "offset"),
    [
        ("fr", "Il l'a dit hier.", "-P1D"),
        ("fr", "Il l'a dit mercredi.", None),
        ("fr", "Le mois prochain, il partira.", "P1M"),
        ("en", "He left two weeks ago.", "-P2W"),
        ("en", "He left yesterday evening.", "-P1D"),
    ],
)
@pytest.mark.parametrize("published", [None, "", "soon", "2024-99-99"])
def test_without_a_publication_the_relative_stays_relative(
    language: Language, text: str, offset: str | None, published: str | None
) -> None:
    (only,) = times(text, language, published)
    assert (only.when.start, only.when.end, only.when.offset) == (None, None, offset)


def test_a_dateline_is_marked_and_may_tell_the_publication() -> None:
    text = "METZ, 15 jan 2026 (AEP) - L'usine va fermer, a annoncé jeudi sa direction."
    dateline, day = times(text, "fr", None)
    assert dateline.dateline and not day.dateline
    assert day.when.start == "2026-01-15"
    text = "MONTREAL, Oct 7 (Northern Wire) - A group said on Tuesday it had the files."
    assert [t.dateline for t in times(text, "en", "2025-10-07")] == [True, False]


@pytest.mark.parametrize(
    "published",
    ["2025-10-07T16:20:00-04:00", "2025-10-07", "October 7, 2025", "7 octobre 2025", "Tue, 07 Oct 2025 16:20:00 -0400"],
)
def test_published_may_be_written_loosely(published: str) -> None:
    moment = published_at(published)
    assert moment is not None and moment.date().isoformat() == "2025-10-07"


def test_english_digits_have_the_month_first_unless_the_document_shows_otherwise() -> None:
    assert starts("Filed on 03/04/2024.", "en") == ["2024-03-04"]
    assert starts("Filed on 03/04/2024, heard on 25/04/2024.", "en") == ["2024-04-03", "2024-04-25"]
    assert starts("Déposé le 03/04/2024.", "fr") == ["2024-04-03"]


def test_spaces_and_apostrophes_of_print_are_read() -> None:
    assert starts("L’accord du 3\u00a0mars\u202f2022, dit aujourd’hui caduc.", "fr") == ["2022-03-03", "2024-10-24"]
    assert starts("Le train part à 14\u00a0h\u00a030.", "fr") == ["2024-10-24T14:30"]


def sound(text: str, language: Language, published: str | None) -> list[When]:
    read = [t.when for t in times(text, language, published)]
    for when in read:
        assert 0 <= when.span.start < when.span.end <= len(text)
        assert not (when.start and when.end) or when.start <= when.end
    assert all(a.span.end <= b.span.start for a, b in pairwise(read))
    return read


PIECES = st.sampled_from(
    [
        *re.findall(r"\w+|[^\w\s]", " ".join(e.values[1]["example"] for e in ENTRIES)),
        *["31", "0", "99", "2100", "29 février", "9999", "\n", "«", "\x00", "’", "10000"],
    ]
)


@given(
    st.lists(PIECES, max_size=30).map(" ".join),
    st.sampled_from(LANGUAGES),
    st.sampled_from([PUBLISHED, None, "0001-01-01"]),
)
def test_any_row_of_words_is_survived(text: str, language: Language, published: str | None) -> None:
    assert sound(text, language, published) == sound(text, language, published)


@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from(LANGUAGES))
def test_without_a_publication_only_what_tells_its_own_date_is_resolved(text: str, language: Language) -> None:
    read = times(text, language, None)
    if not any(t.dateline for t in read):
        known = [t for t in read if (t.when.start or t.when.end) and t.anchor is None]
        assert all(re.search(r"\d|si[eè]cle|century", t.when.span.of(text), re.IGNORECASE) for t in known)


@given(ODD_TEXT, st.sampled_from(LANGUAGES))
def test_any_text_is_survived(text: str, language: Language) -> None:
    sound(text, language, PUBLISHED)


@pytest.mark.parametrize(
    "text", ["1" * 200_000, "mardi" * 40_000, "mardi " * 40_000, "le 3 " * 40_000, "\x00" * 200_000]
)
def test_long_texts_are_survived(text: str) -> None:
    for language in LANGUAGES:
        sound(text, language, PUBLISHED)
