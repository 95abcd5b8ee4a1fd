"""From a text to its statements: anchors, their spans, nesting, confidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from selon.reader.decode import (
    ROLES,
    Floats,
    Integers,
    best_paths,
    constrain,
    segments,
)
from selon.reader.form import form_of
from selon.reader.label_features import joined
from selon.reader.network import Network
from selon.reader.pieces import BEGIN, END
from selon.reader.windows import Window, plan_windows
from selon.reader.words import Word, split_words
from selon.records import Span, Statement

_DECODED_TOGETHER = 16  # windows; enough to make numpy's steps worth their price
STRETCH = 60_000  # characters read at once; keeps the memory of a huge document bounded


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement before it is numbered and nested; the two scores are log-probabilities.

    `label_scores` are what its vectors say of its labels, None from a network that does not read them.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    anchor_score: float
    path_score: float
    label_scores: Floats | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Linked:
    """A window's anchors with the scores of its words as seen from each; `vectors` are those of its words."""

    window: Window
    vectors: Floats
    anchors: Integers
    kinds: Integers
    anchor_scores: Floats
    emissions: Floats


def extract(network: Network, text: str) -> tuple[Statement, ...]:
    """The statements of a text, in the order of their first words."""
    return number(text, find(network, text), network.settings.calibration)


def find(network: Network, text: str) -> list[Candidate]:
    """The candidates of a text, each cue once, in the order of their first words."""
    found: list[Candidate] = []
    for start, end in stretches(text):
        found.extend(candidates(network, split_words(text, start, end)))
    kept = _distinct(found)
    kept.sort(key=lambda c: (min(_anchor(c).start, c.content[0].start), _anchor(c).start))
    return believed(kept, network.settings.anchor_threshold, network.settings.nested_threshold)


def believed(kept: list[Candidate], threshold: float, nested_threshold: float) -> list[Candidate]:
    """The candidates whose anchors are likely enough; one inside another's content has to be likelier."""
    likely = [c for c in kept if c.anchor_score > np.log(threshold)]
    parents = _parents(likely)
    least = np.log(nested_threshold)
    return [c for c, parent in zip(likely, parents, strict=True) if parent is None or c.anchor_score > least]


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text at line breaks, or at spaces where a line is endless."""
    start = 0
    while len(text) - start > STRETCH:
        limit = start + STRETCH
        cut = (
            text.rfind("\n", start + STRETCH // 2, limit) + 1
            or text.rfind(" ", start + STRETCH // 2, limit) + 1
            or limit
        )
        yield start, cut
        start = cut
    if start < len(text):
        yield start, len(text)


def candidates(network: Network, words: list[Word]) -> list[Candidate]:
    """What the network finds in a run of words."""
    cuts = [network.vocabulary.cut(word) for word in words]
    windows = plan_windows(words, [len(cut) for cut in cuts])
    linked = (item for window in windows if (item := link_window(network, cuts, window)) is not None)
    found: list[Candidate] = []
    while group := list(islice(linked, _DECODED_TOGETHER)):
        found.extend(_decode(network, words, group))
    return found


def link_window(network: Network, cuts: list[tuple[int, ...]], window: Window) -> Linked | None:
    """Run the network on one window; None where it has no anchor."""
    pieces, firsts = [BEGIN], []
    for cut in cuts[window.start : window.end]:
        firsts.append(len(pieces))
        pieces.extend(cut)
    pieces.append(END)
    vectors, scores = network.encode(np.array(pieces, dtype=np.int64), np.array(firsts, dtype=np.int64))
    core = slice(window.core_start - window.start, window.core_end - window.start)
    strength = np.logaddexp(scores[:, 1], scores[:, 2])
    chosen = np.flatnonzero(strength[core] > np.log(network.settings.anchor_threshold)) + core.start
    chosen = chosen[[cuts[window.start + i] != (END,) for i in chosen]]  # a line break begins nothing
    if not len(chosen):
        return None
    kinds = scores[chosen, 1:].argmax(1) + 1
    emissions = network.link(vectors, chosen)
    return Linked(window, vectors, chosen, kinds, strength[chosen].astype(np.float32), emissions)


def _decode(network: Network, words: list[Word], group: Sequence[Linked]) -> list[Candidate]:
    width = max(item.emissions.shape[1] for item in group)
    count = sum(len(item.anchors) for item in group)
    emissions = np.zeros((count, width, group[0].emissions.shape[2]), dtype=np.float32)
    breaks: NDArray[np.bool_] = np.ones((count, width), dtype=bool)
    lengths = np.zeros(count, dtype=np.int64)
    row = 0
    for item in group:
        n, length, _ = item.emissions.shape
        emissions[row : row + n, :length] = item.emissions
        breaks[row : row + n, :length] = [w.is_break for w in words[item.window.start : item.window.end]]
        lengths[row : row + n] = length
        row += n
    anchors = np.concatenate([item.anchors for item in group])
    constrain(emissions, anchors, np.concatenate([item.kinds for item in group]), breaks)
    paths = best_paths(emissions, network.settings.transitions, lengths)
    found, row = [], 0
    for item in group:
        for j in range(len(item.anchors)):
            made = _candidate(network, words, item, j, paths.tags[row], float(paths.log_probability[row]))
            if made is not None:
                found.append(made)
            row += 1
    return found


def _candidate(
    network: Network, words: list[Word], item: Linked, j: int, tags: Integers, path_score: float
) -> Candidate | None:
    """A statement from one tag sequence, that of the window's anchor `j`; None where it has no content."""
    places: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    for role, a, b in segments(tags):
        places[ROLES[role]].append((a, b))
    if not places["content"]:
        return None
    anchor = int(item.anchors[j])
    places["source"] = sorted(places["source"], key=lambda s: min(abs(s[0] - anchor), abs(s[1] - anchor)))[:1]
    places["cue"] = places["cue"][:1]
    first = item.window.start
    spans = {role: [Span(words[first + a].start, words[first + b].end) for a, b in places[role]] for role in ROLES}
    return Candidate(
        source=spans["source"][0] if spans["source"] else None,
        cue=spans["cue"][0] if spans["cue"] else None,
        content=tuple(spans["content"]),
        anchor_score=float(item.anchor_scores[j]),
        path_score=path_score,
        label_scores=network.labels.dense(joined(item.vectors, places)) if network.labels else None,
    )


def number(text: str, kept: list[Candidate], calibration: tuple[float, ...]) -> tuple[Statement, ...]:
    """Number the candidates and give each its parent, form and confidence."""
    parents = _parents(kept)
    return tuple(
        Statement(
            id=i + 1,
            source=c.source,
            cue=c.cue,
            content=c.content,
            form=form_of(text, c.content),
            parent=parent + 1 if (parent := parents[i]) is not None else None,
            confidence=confidence(c, calibration),
        )
        for i, c in enumerate(kept)
    )


def _anchor(candidate: Candidate) -> Span:
    return candidate.cue or candidate.content[0]


def _distinct(found: list[Candidate]) -> list[Candidate]:
    """Leave out a candidate whose cue begins in the cue of a likelier one, and a second one without cue but alike."""
    cued: list[Candidate] = []
    cueless: dict[tuple[Span, ...], Candidate] = {}
    for candidate in sorted(found, key=lambda c: (_anchor(c).start, -c.anchor_score)):
        if candidate.cue is None:
            cueless.setdefault(candidate.content, candidate)
        elif not cued or candidate.cue.start >= cued[-1].cue.end:  # type: ignore[union-attr]
            cued.append(candidate)
        elif candidate.anchor_score > cued[-1].anchor_score:
            cued[-1] = candidate
    return [*cued, *cueless.values()]


def _parents(kept: list[Candidate]) -> list[int | None]:
    """For each candidate the index of the innermost other one whose content holds its anchor.

    A sweep over content segments and anchors by place. That nobody becomes their own ancestor is told by the root
    each has so far (union-find, Tarjan 1975), so that deep nests and long chains stay fast.
    """
    pieces = sorted((segment.start, -segment.end, i) for i, c in enumerate(kept) for segment in c.content)
    parents: list[int | None] = [None] * len(kept)
    roots = list(range(len(kept)))
    open_pieces: list[tuple[int, int]] = []  # (end, index), by start
    at = 0
    for i in sorted(range(len(kept)), key=lambda i: _anchor(kept[i]).start):
        anchor = _anchor(kept[i])
        while at < len(pieces) and pieces[at][0] <= anchor.start:
            start, end, owner = pieces[at][0], -pieces[at][1], pieces[at][2]
            _drop_ended(open_pieces, start)
            open_pieces.append((end, owner))
            at += 1
        _drop_ended(open_pieces, anchor.start)
        for end, owner in reversed(open_pieces):
            if end >= anchor.end and owner != i and _root(roots, owner) != i:
                parents[i] = roots[i] = owner
                break
    return parents


def _drop_ended(open_pieces: list[tuple[int, int]], place: int) -> None:
    while open_pieces and open_pieces[-1][0] <= place:
        open_pieces.pop()


def _root(roots: list[int], node: int) -> int:
    while roots[node] != node:
        roots[node] = roots[roots[node]]  # halve the way for the next one
        node = roots[node]
    return node


def confidence(candidate: Candidate, calibration: tuple[float, ...]) -> float:
    """Probability that a statement is right: a logistic model of how sure the network was (Platt 1999)."""
    return round(float(0.5 + 0.5 * np.tanh(np.dot(calibration, features(candidate)) / 2)), 3)


def features(candidate: Candidate) -> tuple[float, ...]:
    """What the confidence is judged by; one, for the constant, comes first."""
    no_source, split = float(candidate.source is None), float(len(candidate.content) > 1)
    return 1.0, candidate.anchor_score, candidate.path_score, no_source, split
