"""What holds of any reading of any text, whatever the model finds."""

import itertools

from selon.reader.words import split_words
from selon.records import Span, Statement


def assert_sound(text: str, statements: tuple[Statement, ...]) -> None:
    """Fail unless the statements are a well-formed reading of the text."""
    by_id = {statement.id: statement for statement in statements}
    assert [statement.id for statement in statements] == list(range(1, len(statements) + 1))
    for statement in statements:
        spans = _spans(statement)
        for span in spans:
            _assert_proper(text, span)
        assert statement.content
        for before, after in zip(statement.content, statement.content[1:], strict=False):
            assert before.end <= after.start
        ordered = sorted(spans)
        for before, after in itertools.pairwise(ordered):
            assert before.end <= after.start, "two roles share a word"
        assert statement.form in ("direct", "mixed", "indirect")
        assert 0 <= statement.confidence <= 1
        assert type(statement.confidence) is float
        _assert_nested(statement, by_id)


def assert_at_word_edges(text: str, statements: tuple[Statement, ...]) -> None:
    """Fail unless every span begins and ends where a word does."""
    words = split_words(text)
    starts, ends = {word.start for word in words}, {word.end for word in words}
    for statement in statements:
        for span in _spans(statement):
            assert span.start in starts
            assert span.end in ends


def _spans(statement: Statement) -> list[Span]:
    return [span for span in (statement.source, statement.cue, *statement.content) if span is not None]


def _assert_proper(text: str, span: Span) -> None:
    assert type(span.start) is int
    assert type(span.end) is int
    assert 0 <= span.start < span.end <= len(text)
    words = span.of(text)
    assert not words[0].isspace()
    assert not words[-1].isspace()
    assert "\n" not in words, "a span never runs over a line break"


def _assert_nested(statement: Statement, by_id: dict[int, Statement]) -> None:
    if statement.parent is None:
        return
    anchor = statement.cue or statement.content[0]
    assert any(segment.holds(anchor) for segment in by_id[statement.parent].content)
    passed = {statement.id}
    step: int | None = statement.parent
    while step is not None:
        assert step not in passed, "a statement lies inside itself"
        passed.add(step)
        step = by_id[step].parent
