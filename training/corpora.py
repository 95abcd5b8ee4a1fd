"""Corpora to windows: what the network sees, with the answers."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import markup
from selon.reader.decode import OUTSIDE, ROLES, tag
from selon.reader.pieces import BEGIN, END, Vocabulary
from selon.reader.words import Word, sentence_starts, split_words

CUE, CONTENT = 1, 2  # kinds of anchor
LEFT_ALONE = -100  # a word of which the corpus does not say whether it is an anchor


@dataclass
class Example:
    """One window: words cut into pieces, and the answers."""

    pieces: list[int]
    firsts: list[int]
    breaks: list[bool]
    kinds: list[int]  # per word: 0 no anchor, CUE, CONTENT, or LEFT_ALONE
    roles: list[tuple[int, int, int]]  # per word: in a source, cue, content; LEFT_ALONE where unknown
    links: list[tuple[int, int, list[int]]] = field(default_factory=list)  # anchor, kind, tags


@dataclass
class Prepared:
    """A document cut into words, its statements as word spans."""

    words: list[Word]
    starts: list[int]
    statements: list[dict[str, list[tuple[int, int]]]]
    nested_marked: bool
    language: str
    unsure: frozenset[int] = frozenset()  # words that may or may not be anchors


def read_corpus(path: Path) -> list[dict]:
    """Documents of a JSON-lines file, or of every marked-up text in a folder."""
    if path.is_dir():
        return [document for file in sorted(path.glob("*.txt")) for document in markup.read_file(file)]
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def prepare(document: dict, nested_marked: bool) -> Prepared:
    """Cut a document into words and bring its spans to word edges; spans that no word begins or ends are widened."""
    words = split_words(document["text"])
    first = {}
    for i, word in enumerate(words):
        for position in range(word.start, word.end):
            first[position] = i
    statements = []
    for statement in document["statements"]:
        spans: dict[str, list[tuple[int, int]]] = {}
        for role in ROLES:
            spans[role] = _word_spans(statement.get(role) or [], document["text"], first)
        if spans["content"]:
            statements.append(spans)
    unsure = frozenset(first[place] for place in document.get("unsure", ()) if place in first)
    return Prepared(words, sentence_starts(words), statements, nested_marked, document["lang"], unsure)


def _word_spans(spans: list, text: str, first: dict[int, int]) -> list[tuple[int, int]]:
    out = []
    for start, end in spans:
        covered = [first[p] for p in range(start, end) if p in first and text[p] != "\n"]
        if covered:
            out.append((covered[0], covered[-1]))
    return out


def anchor(statement: dict[str, list[tuple[int, int]]]) -> tuple[int, int]:
    """The anchor's word and kind."""
    if statement["cue"]:
        return statement["cue"][0][0], CUE
    return statement["content"][0][0], CONTENT


def extent(statement: dict[str, list[tuple[int, int]]]) -> tuple[int, int]:
    """First and last word of a statement."""
    spans = [span for role in ROLES for span in statement[role]]
    return min(s for s, _ in spans), max(e for _, e in spans)


def windows(document: Prepared, generator: random.Random, sizes: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Cut a document at sentence beginnings into windows of random sizes (in words) that cover it once."""
    start, total = 0, len(document.words)
    begins = [*document.starts, total]
    while start < total:
        size = generator.randint(*sizes)
        paragraph_end = generator.random() < 0.35
        candidates = [b for b in begins if start < b <= start + size]
        if paragraph_end:  # a window of whole paragraphs, often a single one
            at_break = [b for b in candidates if b == total or document.words[b - 1].is_break]
            candidates = at_break[:1] or candidates
        end = candidates[-1] if candidates else min(start + size, total)
        yield start, end
        start = end


def example(
    document: Prepared, start: int, end: int, vocabulary: Vocabulary, words: list[Word] | None = None
) -> Example:
    """The window from word `start` to word `end` (exclusive) with its answers; `words` replaces the document's."""
    seen = (words or document.words)[start:end]
    pieces, firsts = [BEGIN], []
    for word in seen:
        firsts.append(len(pieces))
        pieces.extend(vocabulary.cut(word))
    pieces.append(END)
    count = end - start
    kinds, roles = [0] * count, [[0, 0, 0] for _ in range(count)]
    made = Example(pieces, firsts, [w.is_break for w in seen], kinds, [], [])
    for at in document.unsure:
        if start <= at < end:
            kinds[at - start] = LEFT_ALONE
    anchors = {}
    for statement in document.statements:
        at, kind = anchor(statement)
        for number, role in enumerate(ROLES):
            for a, b in statement[role]:
                for i in range(max(a, start), min(b, end - 1) + 1):
                    roles[i - start][number] = 1
                    if number == 2 and not document.nested_marked:
                        kinds[i - start] = LEFT_ALONE
                        roles[i - start][0] = roles[i - start][1] = LEFT_ALONE
        if start <= at < end:
            anchors[at] = kind
            low, high = extent(statement)
            if (low >= start and high < end) or high - low > 120:
                made.links.append((at - start, kind, _tags(statement, start, end)))
    for at, kind in anchors.items():
        kinds[at - start] = kind
    made.roles = [tuple(r) for r in roles]  # type: ignore[misc]
    return made


def _tags(statement: dict[str, list[tuple[int, int]]], start: int, end: int) -> list[int]:
    tags = [OUTSIDE] * (end - start)
    for number in (2, 0, 1):  # where spans of one statement overlap, the cue wins, then the source
        for a, b in statement[ROLES[number]]:
            first, last = max(a, start) - start, min(b, end - 1) - start
            if first > last:
                continue
            tags[first : last + 1] = [tag(number, 1)] * (last - first + 1)
            tags[first], tags[last] = tag(number, 0), tag(number, 2)
            if first == last:
                tags[first] = tag(number, 3)
    return _mended(tags)


def _mended(tags: list[int]) -> list[int]:
    """Make spans that another span cut into pieces whole again as separate spans."""
    role = [-1 if t == OUTSIDE else (t - 1) // 4 for t in tags]
    place = [3 if t == OUTSIDE else (t - 1) % 4 for t in tags]
    out = list(tags)
    for i, r in enumerate(role):
        if r < 0:
            continue
        opens = i == 0 or role[i - 1] != r or place[i] in (0, 3)
        closes = i + 1 == len(tags) or role[i + 1] != r or place[i + 1] in (0, 3)
        out[i] = tag(r, 3 if opens and closes else 0 if opens else 2 if closes else 1)
    return out


_OPENING = "“«‘‹"


def retyped(words: list[Word], language: str, generator: random.Random) -> list[Word] | None:
    """The same words as another typesetter would have them, or None to leave them as they are.

    English with PTB-style spacing and `` '' as CofeNet's files have it; other quotation marks; capitals.
    The words stay as many, so that the answers keep their places.
    """
    chance = generator.random()
    if language == "en" and chance < 0.35:
        return _tokenised(words)
    if chance > 0.75:
        table = str.maketrans(generator.choice(_RETYPINGS))
        return [Word(w.start, w.end, w.text.translate(table), w.spaced) for w in words]
    if chance > 0.73:
        return [Word(w.start, w.end, w.text.upper(), w.spaced) for w in words]
    return None


_RETYPINGS = (
    {"“": '"', "”": '"', "’": "'", "«": '"', "»": '"'},
    {"“": "«", "”": "»"},
    {"«": "“", "»": "”", "'": "’"},
    {"'": "’"},
    {"’": "'"},
)


def _tokenised(words: list[Word]) -> list[Word]:
    out = []
    open_straight = False
    for i, word in enumerate(words):
        text, spaced = word.text, True
        if text in '“”"«»':
            opening = text in _OPENING or (text == '"' and not open_straight)
            open_straight = opening if text == '"' else open_straight
            text = "``" if opening else "''"
        elif text == "’":
            text = "'"
        if not word.spaced and i and not word.is_break:
            joined = words[i - 1].text in "'’" or (text == "'" and i + 1 < len(words) and words[i + 1].text in ("t",))
            spaced = not joined and words[i - 1].text not in "-/" and text not in "-/" and not _in_number(words, i)
        if word.is_break:
            open_straight = False
        out.append(Word(word.start, word.end, text, spaced))
    return out


def _in_number(words: list[Word], i: int) -> bool:
    before, here = words[i - 1].text, words[i].text
    return bool(
        re.fullmatch(r"[.,]", here) and i + 1 < len(words) and words[i + 1].text[0].isdigit() and before[-1].isdigit()
    ) or (here[0].isdigit() and before in ".," and i > 1 and words[i - 2].text[-1].isdigit())
