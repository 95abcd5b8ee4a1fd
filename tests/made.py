"""Documents with statements made by hand, one for each shape that statements take."""

import dataclasses

from selon.records import Actor, Document, Figure, Form, Origin, Reason, Span, Statement, When


def at(text: str, words: str, nth: int = 1) -> Span:
    """Where the words stand in the text for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def statement(
    text: str,
    number: int,
    source: str | None,
    cue: str | None,
    *content: str,
    form: Form = "indirect",
    parent: int | None = None,
    confidence: float = 0.75,
) -> Statement:
    """A statement whose spans are where its words stand first."""
    return Statement(
        id=number,
        source=None if source is None else at(text, source),
        cue=None if cue is None else at(text, cue),
        content=tuple(at(text, words) for words in content),
        form=form,
        parent=parent,
        confidence=confidence,
    )


def document(text: str, *statements: Statement, **fields: object) -> Document:
    """A document that has been read."""
    made = Document(text, statements=statements, read_by=Origin("by-hand", "1"))
    return dataclasses.replace(made, **fields)


_NESTED = "Kirby said that Austin thinks the talks will fail.\n\nNobody knows when."
NESTED = document(
    _NESTED,
    statement(_NESTED, 1, "Kirby", "said", "that Austin thinks the talks will fail", confidence=0.912345),
    statement(_NESTED, 2, "Austin", "thinks", "the talks will fail", parent=1, confidence=0.4),
    statement(_NESTED, 3, "Nobody", "knows", "when", confidence=1.0),
    id="nested",
    language="en",
    title="Talks",
    outlet="The Paper",
    authors=("Ann Lee", "Bo Li"),
    published="2024-05-01",
    url="https://paper.example/talks",
)

_SPLIT = "« Nous irons »,\na dit Léa, « et nous\nresterons »."
SPLIT = document(
    _SPLIT,
    statement(_SPLIT, 1, "Léa", "a dit", "« Nous irons »", "« et nous\nresterons »", form="direct"),
    id="split",
    language="fr",
)

_CROSSING = "The bank expects, its chief said, growth in May, analysts added, and in June."
CROSSING = document(
    _CROSSING,
    statement(_CROSSING, 1, "its chief", "said", "The bank expects, its chief said, growth in May"),
    statement(_CROSSING, 2, "analysts", "added", "growth in May, analysts added, and in June"),
    id="crossing",
    language="en",
)

_BARE = "“Never again.”"
BARE = document(_BARE, statement(_BARE, 1, None, None, "“Never again.”", form="direct"), id="bare")

_TWO_AT_ONE_PLACE = "Rain will come, said Ed, said Al."
TWO_AT_ONE_PLACE = document(
    _TWO_AT_ONE_PLACE,
    statement(_TWO_AT_ONE_PLACE, 4, "Al", "said", "Rain will come, said Ed"),
    statement(_TWO_AT_ONE_PLACE, 9, "Ed", "said", "Rain will come", parent=4, form="mixed"),
    id="two",
    language="en",
)

NOTHING = document("Rien ne s’est passé ce jour-là.", id="nothing", language="fr")

SHAPES = (NESTED, SPLIT, CROSSING, BARE, TWO_AT_ONE_PLACE, NOTHING)

_READ = "On Wednesday Ann Lee denied that up to 300 jobs a year should go from Thursday."
READ = document(
    _READ,
    dataclasses.replace(
        statement(_READ, 1, "Ann Lee", "denied", "that up to 300 jobs a year should go from Thursday"),
        actor=Actor(None, "Ann Lee", "person", "spokeswoman", "The Works", True),
        act="say",
        certainty="probable",
        distance="distanced",
        denied=True,
        said_on=When(at(_READ, "Wednesday"), "2024-05-01", "2024-05-01", "day"),
        times=(When(at(_READ, "from Thursday"), "2024-05-02", None, "day"),),
        figures=(Figure(at(_READ, "up to 300 jobs a year"), None, 300.0, False, "job", "jobs", (), "year"),),
        reasons=(
            Reason("denied", at(_READ, "denied"), "en/reporting.toml: den~", 0.9),
            Reason("figures[0].high", at(_READ, "up to"), "en/bounds.toml: at_most"),
            Reason("said_on", at(_READ, "Wednesday"), "en/times.toml: {weekday}"),
        ),
    ),
    id="read",
    language="en",
)
"""A statement with everything that the reader fills in."""
