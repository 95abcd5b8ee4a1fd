"""Any document at all: odd texts, and statements whose spans lie, cross and nest anyhow."""

from hypothesis import strategies as st

from selon.records import Document, Span, Statement
from tests.made import document

ODD = st.text(
    st.sampled_from("ab \n\té«»\"'&<>;…") | st.characters(exclude_categories=[]),  # lone surrogates and NUL too
    min_size=1,
    max_size=40,
)


@st.composite
def documents(draw: st.DrawFn, text: st.SearchStrategy[str] = ODD) -> Document:
    words = draw(text)
    places = st.tuples(st.integers(0, len(words)), st.integers(0, len(words)))
    spans = places.filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Span(min(pair), max(pair)))
    statements = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        statements.append(
            Statement(
                id=number,
                source=draw(st.none() | spans),
                cue=draw(st.none() | spans),
                content=tuple(sorted(draw(st.lists(spans, min_size=1, max_size=3)))),
                form=draw(st.sampled_from(["direct", "mixed", "indirect"])),
                parent=draw(st.none() | st.integers(1, number - 1)) if number > 1 else None,
                confidence=draw(st.floats(0, 1)),
            )
        )
    return document(words, *statements, id=draw(ODD), title=draw(st.none() | ODD), outlet=draw(st.none() | ODD))
