"""What the labels of a statement are judged by: vectors of its words, entries of the word files, its words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np

from selon.reader.decode import Floats
from selon.reader.lexicon import Found, lexicon
from selon.records import Language, Span, Statement
from selon.text import without_accents

BUCKETS = 16_384  # sparse features share this many weights, by a hash of their names
PARTS = 5  # vectors of a statement, joined
ACTS = ("say", "think", "want", "order", "show")
_CONDITIONAL_STEM = 4  # « aura|it », « pour|rait »: singular and plural alike
_CONTENT_HEAD, _SOURCE_HEAD, _WHO_HEAD, _STEM = 4, 6, 3, 6
_WORD = re.compile(r"[^\W_]+|[«»“”\"?!:]")
_CONDITIONAL = re.compile(r"\w+r(?:ais|ait|aient)")
_FRENCH_FUTURE = re.compile(r"\w+r(?:a|ont)")


def joined(vectors: Floats, places: Mapping[str, Sequence[tuple[int, int]]]) -> Floats:
    """One vector of a statement, [PARTS × width], from those of its words, [words, width]; zeros for what it lacks.

    `places` are its spans by role as word indices, both ends inclusive: the mean of its cue, the last word of the cue,
    the means of source and content, the content's first word.
    """
    cue, source, content = (_rows(vectors, places[role]) for role in ("cue", "source", "content"))
    parts = [_mean(cue), _mean(cue[-1:]), _mean(source), _mean(content), _mean(content[:1])]
    return np.concatenate(parts).astype(np.float32)


def _rows(vectors: Floats, places: Sequence[tuple[int, int]]) -> Floats:
    return np.concatenate([vectors[first : last + 1] for first, last in places] or [vectors[:0]])


def _mean(rows: Floats) -> Floats:
    return rows.mean(0) if len(rows) else np.zeros(rows.shape[1], dtype=np.float32)


def entries(text: str, language: Language, statement: Statement) -> tuple[list[Found], list[Found]]:
    """The entries of `reporting.toml` in the cue of a statement, and those of `hedges.toml` in its content."""
    cue = statement.cue
    reporting, hedges = lexicon(language, "reporting"), lexicon(language, "hedges")
    in_cue = _outermost(list(reporting.found(text, cue.start, cue.end))) if cue else []
    return in_cue, [found for span in statement.content for found in hedges.found(text, span.start, span.end)]


def _outermost(found: list[Found]) -> list[Found]:
    """Entries without those inside a longer one: « savoir » in « fait savoir »."""
    return [f for f in found if not any(o.span.holds(f.span) and o.span != f.span for o in found)]


def buckets(names: Iterable[str]) -> list[int]:
    """The weights of sparse features, each once."""
    return sorted({crc32(name.encode("utf-8", "replace")) % BUCKETS for name in names})


def sparse(text: str, language: Language, statement: Statement, own: Sequence[Span]) -> Iterator[str]:
    """The names of the sparse features of a statement; `own` is its content without nested ones."""
    in_cue, in_content = entries(text, language, statement)
    who = statement.actor.who_type if statement.actor else "none"
    yield from ("bias", f"who={who}", f"form={statement.form}", f"who={who} form={statement.form}")
    yield f"cue={statement.cue is not None} source={statement.source is not None} nested={statement.parent is not None}"
    yield from _cue(text, statement, in_cue, who)
    yield from _content(text, statement, in_content, own)
    actor = statement.actor
    if actor and actor.who and not actor.named:
        for word in _plain_words(actor.who)[:_WHO_HEAD]:
            yield f"who {word[:_STEM]}"
            yield f"who {word[:_STEM]} cue:{_act(in_cue)}"
    if statement.source:
        for word in _words(text, statement.source)[:_SOURCE_HEAD]:
            yield f"source {word[:_STEM]}"


def _cue(text: str, statement: Statement, found: list[Found], who: str) -> Iterator[str]:
    sections = sorted({f.section for f in found})
    act = _act(found)
    for section in sections:
        yield f"cue:{section}"
        yield f"cue:{section} who={who}"
        yield f"cue:{section} form={statement.form}"
    yield f"cue:{'+'.join(sections)}"
    words = _words(text, statement.cue) if statement.cue else []
    first = _words(text, statement.content[0])[:1]
    for word in words:
        yield f"cue {word[:_STEM]}"
        yield f"cue {word[:_STEM]} who={who}"
        yield f"cue {word[:_STEM]} content {first}"
        yield f"cue {word}"
        if _CONDITIONAL.fullmatch(word):
            yield "cue conditional"
    for before, behind in pairwise(words):
        yield f"cue {before[:_STEM]} {behind[:_STEM]}"
    yield f"cue starts {words[:1]}"
    yield f"cue:{act} content {first} who={who}"
    yield f"cue:{act} content {first}"
    yield f"first={bool(statement.cue and statement.cue.start < statement.content[0].start)} form={statement.form}"


def _act(found: list[Found]) -> str:
    """The act that the longest of the entries stands for."""
    acts = [f for f in found if f.section in ACTS]
    return max(acts, key=lambda f: f.span.end - f.span.start).section if acts else "none"


def _content(text: str, statement: Statement, found: list[Found], own: Sequence[Span]) -> Iterator[str]:
    for entry in found:
        mine = any(span.holds(entry.span) for span in own)
        yield f"content:{entry.section} own={mine}"
        yield f"content:{entry.section} {entry.key} own={mine}"
        yield f"content:{entry.section} form={statement.form} own={mine}"
    head = _words(text, statement.content[0])[:_CONTENT_HEAD]
    for at, word in enumerate(head):
        yield f"content {word[:_STEM]}"
        yield f"content {at} {word}"
    words = [word for span in own for word in _words(text, span)]
    cue = _words(text, statement.cue) if statement.cue else []
    for word in words:
        if _CONDITIONAL.fullmatch(word):
            yield f"content conditional {statement.form}"
            yield f"content {word}"
            yield f"conditional {word[:_CONDITIONAL_STEM]}"
            yield f"conditional {word[:_CONDITIONAL_STEM]} cue {cue[:1]}"
        elif _FRENCH_FUTURE.fullmatch(word):
            yield "content future"
    if "?" in words:
        yield "content question"


def _words(text: str, span: Span) -> list[str]:
    """The words of a span in small letters, without accents; marks of quotation and questions too."""
    return _plain_words(span.of(text))


def _plain_words(words: str) -> list[str]:
    return _WORD.findall(without_accents(words.lower()))
