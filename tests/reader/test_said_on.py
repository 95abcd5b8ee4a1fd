"""When statements were made: their own words, those they go on with, and what tells nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.reader.said_on import said_on, said_on_all
from selon.reader.sentences import sentences
from selon.reader.times import times
from selon.records import LANGUAGES, Language, Span, Statement
from tests.marked import unmark
from tests.reader.odd_texts import ODD_TEXT

PUBLISHED = "2024-10-24"  # a Thursday


def statements_of(marks: list[tuple[Span, dict[str, str]]]) -> list[Statement]:
    """Marks named `s`, `c`, `k` with a number are source, cue and content of the statement with that number."""
    spans: dict[tuple[str, int], list[Span]] = {}
    parents: dict[int, int] = {}
    for span, values in marks:
        for name, value in values.items():
            if name == "in":
                parents[next(int(v) for n, v in values.items() if n == "k")] = int(value)
            else:
                spans.setdefault((name, int(value)), []).append(span)
    ids = sorted({number for _, number in spans})
    return [
        Statement(
            i,
            *(next(iter(spans.get((part, i), [])), None) for part in "sc"),
            tuple(spans.get(("k", i), [])),
            "direct",
            parents.get(i),
            1.0,
        )
        for i in ids
    ]


def told(marked: str, language: Language, published: str | None = PUBLISHED) -> list[str | None]:
    text, marks = unmark(marked)
    found = times(text, language, published)
    read = said_on_all(text, statements_of(marks), found, sentences(text))
    return [when.start[:10] if when and when.start else None for when, _ in read]


@pytest.mark.parametrize(
    ("language", "marked", "expected"),
    [
        ("fr", "[Le pont est fermé]{k=1}, [a annoncé]{c=1} mercredi [la mairie]{s=1}.", ["2024-10-23"]),
        ("fr", "Mardi soir, [le maire]{s=1} [a promis]{c=1} [de revenir]{k=1}.", ["2024-10-22"]),
        ("fr", "Jointe lundi, [la direction]{s=1} [n'a pas commenté]{c=1} [ce chiffre]{k=1}.", ["2024-10-21"]),
        ("fr", "[Le pont a cédé mardi]{k=1}, [a dit]{c=1} [la mairie]{s=1}.", [None]),
        ("fr", "[Le plan est prêt]{k=1}, [selon]{c=1} [ce texte daté du 19 septembre]{s=1}.", ["2024-09-19"]),
        ("fr", "[Le maire]{s=1}, qui est rentré lundi, [a dit]{c=1} [que tout va bien]{k=1}.", [None]),
        ("fr", "M. Roy, [le maire]{s=1}, [a dit]{c=1} mardi à M. Dumas [que tout va bien]{k=1}.", ["2024-10-22"]),
        ("en", "[The bridge is shut]{k=1}, [the mayor]{s=1} [said]{c=1} on Wednesday.", ["2024-10-23"]),
        ("en", "On Tuesday [the mayor]{s=1} again [said]{c=1} [the bridge was safe]{k=1}.", ["2024-10-22"]),
        ("en", "[She]{s=1} [put]{c=1} [the cost at 3 million francs]{k=1} on Friday.", ["2024-10-18"]),
        ("en", "[The mayor]{s=1} [said]{c=1} [the bridge had failed on Tuesday]{k=1}.", [None]),
        ("en", "[The board]{s=1}, which meets on Monday, [said]{c=1} [it was ready]{k=1}.", [None]),
    ],
)
def test_its_own_words(language: Language, marked: str, expected: list[str | None]) -> None:
    assert told(marked, language) == expected


@pytest.mark.parametrize(
    ("language", "marked", "expected"),
    [
        (
            "fr",
            "[C'est fermé]{k=1}, [a dit]{c=1} mercredi [la mairie]{s=1}. [Rien]{k=2}, a-t-[elle]{s=2} [ajouté]{c=2}.",
            ["2024-10-23", "2024-10-23"],
        ),
        (
            "fr",
            "[C'est fermé]{k=1}, [a dit]{c=1} mercredi [la mairie]{s=1}. [Elle]{s=2} [estime]{c=2} [que oui]{k=2}.",
            ["2024-10-23", None],
        ),
        (
            "fr",
            "[C'est fermé]{k=1}, [a dit]{c=1} mercredi [la mairie]{s=1}. [Faux]{k=2}, [a dit]{c=2} [Léa Morin]{s=2}.",
            ["2024-10-23", None],
        ),
        (
            "en",
            "[The mayor]{s=1} [said]{c=1} on Tuesday [it was shut]{k=1}. [No harm]{k=2}, [she]{s=2} [added]{c=2}.",
            ["2024-10-22", "2024-10-22"],
        ),
        (
            "en",
            "The mayor faced reporters on Tuesday. [“It is shut,”]{k=1} [she]{s=1} [said]{c=1}.",
            ["2024-10-22"],
        ),
    ],
)
def test_the_words_of_the_utterance_it_goes_on_with(
    language: Language, marked: str, expected: list[str | None]
) -> None:
    assert told(marked, language) == expected


def test_a_nested_statement_does_not_take_the_day_of_the_outer_one() -> None:
    marked = "[La mairie]{s=1} [a dit]{c=1} mercredi [que [l'État]{s=2} [avait refusé]{c=2} [de payer]{k=2 in=1}]{k=1}."
    assert told(marked, "fr") == ["2024-10-23", None]


def test_a_dateline_tells_no_utterance() -> None:
    marked = "METZ, 23 octobre (AEP) - [Le pont est fermé]{k=1}, [a dit]{c=1} [la mairie]{s=1}."
    assert told(marked, "fr") == [None]


def test_the_reason_is_the_words() -> None:
    text, marks = unmark("[Le pont est fermé]{k=1}, [a annoncé]{c=1} mercredi [la mairie]{s=1}.")
    (statement,) = statements_of(marks)
    when, (reason,) = said_on(text, statement, [statement], times(text, "fr", PUBLISHED), sentences(text))
    assert when is not None and reason.span == when.span and reason.span is not None
    assert (reason.field, reason.span.of(text)) == ("said_on", "mercredi")
    assert "fr/times.toml" in reason.by


def test_without_a_publication_it_stays_relative() -> None:
    text, marks = unmark("[Le pont est fermé]{k=1}, [a annoncé]{c=1} hier [la mairie]{s=1}.")
    ((when, _),) = said_on_all(text, statements_of(marks), times(text, "fr", None), sentences(text))
    assert when is not None and (when.start, when.offset) == (None, "-P1D")


@given(ODD_TEXT, st.data(), st.sampled_from(LANGUAGES))
def test_any_statements_of_any_text_are_survived(text: str, data: st.DataObject, language: Language) -> None:
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda p: Span(min(p), max(p)))
    made = [
        Statement(i, data.draw(places), data.draw(st.none() | places), (data.draw(places),), "direct", parent, 1.0)
        for i, parent in enumerate(data.draw(st.lists(st.none() | st.integers(0, 3), max_size=4)))
    ]
    read = said_on_all(text, made, times(text, language, PUBLISHED), sentences(text))
    assert len(read) == len(made)
