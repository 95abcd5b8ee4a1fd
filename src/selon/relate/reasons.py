"""Why two statements are related, in words that a reader can check against the two texts."""

from collections.abc import Iterator

from selon.records import Because, Figure, RelationType
from selon.relate.scene import Pair
from selon.relate.sides import cue_words

_SHOWN = 4
_CUE_OF: dict[RelationType, str] = {
    "repeats": "repeats",
    "confirms": "confirms",
    "contradicts": "denies",
    "updates": "updates",
    "corrects": "corrects",
    "settles": "settles",
}
_ALIKE = 0.55  # cosine from which two contents are said to mean much the same


def reasons(pair: Pair, kind: RelationType) -> tuple[Because, ...]:
    """The reasons for a relation of this type, the weightiest first; at least one."""
    found = [*_of_state(pair), *_of_figures(pair), *_of_source(pair), *_of_cue(pair, kind), *_of_words(pair)]
    return tuple(found) or (Because("alike", (("percent", _percent(pair)),)),)


def _of_state(pair: Pair) -> Iterator[Because]:
    m = pair.measures
    if m["unknown_before"]:
        yield Because("still_unknown" if m["unknown"] else "was_unknown")
    elif m["plan_before"]:
        yield Because("was_expected")


def _of_figures(pair: Pair) -> Iterator[Because]:
    best = pair.figures
    if best is None or best.alike < 0.4:
        return
    counted = best.later.figure.counted or best.earlier.figure.counted or best.later.concept or ""
    before, after = shown(best.earlier.figure), shown(best.later.figure)
    values = (("counted", counted), ("before", before), ("after", after), ("days", f"{pair.measures['days']:.0f}"))
    if best.is_equal:
        yield Because("same_figure", (("counted", counted), ("figure", after)))
    else:
        yield Because("compatible_figures" if best.is_compatible else "other_figure", values)


def _of_source(pair: Pair) -> Iterator[Because]:
    m = pair.measures
    later, earlier = pair.later.party.who, pair.earlier.party.who
    if m["own_report"]:
        yield Because("own_report", (("outlet", pair.earlier.outlet),))
    elif m["one_source"]:
        yield Because("same_source", (("source", later),))
    elif m["independent"] and later and earlier:
        yield Because("other_source", (("later", later), ("earlier", earlier)))


def _of_cue(pair: Pair, kind: RelationType) -> Iterator[Because]:
    side = pair.later
    section = _CUE_OF[kind]
    if section in side.in_cue | side.in_content:
        text = f"{side.cue} … {side.content}"
        words = cue_words(text, side.told.document.language, section)
        if words is not None:
            yield Because("cue", (("words", words),))


def _of_words(pair: Pair) -> Iterator[Because]:
    shared = [w for w in pair.later.words if w in pair.earlier.words]
    shared += sorted(pair.later.names & pair.earlier.names - set(shared))
    if shared:
        yield Because("shared_words", (("words", ", ".join(shared[:_SHOWN])),))
    if pair.measures["content_content"] >= _ALIKE:
        yield Because("alike", (("percent", _percent(pair)),))


def _percent(pair: Pair) -> str:
    return f"{100 * max(0.0, min(1.0, pair.measures['content'])):.0f}"


def shown(figure: Figure) -> str:
    """The bounds of a figure as short text: `12`, `≥ 12`, `8–12`, `≈ 400`."""
    low, high = (None if bound is None else f"{bound:g}" for bound in (figure.low, figure.high))
    if low is None or high is None:
        return f"≥ {low}" if low is not None else f"≤ {high}"
    return f"{'≈ ' if figure.about else ''}{low if low == high else f'{low}–{high}'}"
