"""What is measured of two statements by themselves: numbers that a reader of the news could check."""

from datetime import date
from math import log

from selon.relate.parties import body_stems, names_it, same_body, same_person
from selon.relate.quantities import Comparison
from selon.relate.sides import CUES, Side
from selon.relate.words import stem

Measures = dict[str, float]
_PLANS = frozenset({"want", "order"})
_FAR = 30  # days after which it no longer matters how many
_ONE_SOURCE, _OTHER_SOURCE = 0.65, 0.5  # likeness of two sources from which they are one, up to which they are two


def measured(later: Side, earlier: Side, core: frozenset[str], figures: Comparison | None) -> Measures:
    """Names, sources, figures, times and cues of two statements; `core` are the names that all of the story has."""
    return {
        **_of_names(later, earlier, core),
        **_of_sources(later, earlier),
        **_of_figures(later, earlier, figures),
        **_of_numbers(later, earlier),
        **_of_times(later, earlier),
        **_of_labels(later, earlier),
        **_of_cues(later, earlier),
    }


def _of_names(later: Side, earlier: Side, core: frozenset[str]) -> Measures:
    a, b = later.names - core, earlier.names - core
    return {
        "names_shared": len(a & b) / max(1, min(len(a), len(b))),
        "names_strange": float(len(later.names & core) == 0),
        "names_strange_before": float(len(earlier.names & core) == 0),
    }


def _of_sources(later: Side, earlier: Side) -> Measures:
    a, b = later.party, earlier.party
    outlet = later.party.who
    return {
        "same_person": float(same_person(a, b)),
        "same_source": float(same_person(a, b) or same_body(a, b) > 0.7),
        "same_body": same_body(a, b),
        "person_and_person": float(a.last_name is not None and b.last_name is not None),
        "own_report": float(_same_outlet(outlet, earlier.outlet)),
        "relayed": float(later.parent is not None and _same_outlet(later.parent.party.who, earlier.outlet)),
        "same_outlet": float(_same_outlet(later.outlet, earlier.outlet)),
        "names_source": float(names_it(later.stems | frozenset(map(stem, later.sentence_words)), b)),
        "named_in_content": float(names_it(later.stems, b)),
        "nested": float(later.parent is not None),
        "nested_before": float(earlier.parent is not None),
        "media": float(a.is_media),
        "document": float(a.is_document),
        "document_before": float(b.is_document),
        "nobody": float(a.is_nobody or b.is_nobody),
    }


def add_source(m: Measures) -> None:
    """Whether both come from one source: by names, or by names that mean the same in two languages (`body`)."""
    meant = max(0.0, min(1.0, (m["body"] - 0.45) / 0.4)) if not m["person_and_person"] else 0.0
    m["source_alike"] = max(m["same_person"], m["same_body"], meant, 0.9 * m["same_body_words"])
    m["one_source"] = float(m["source_alike"] >= _ONE_SOURCE or m["own_report"] == 1)
    m["independent"] = float(m["source_alike"] < _OTHER_SOURCE and not m["nobody"] and not m["own_report"])
    m["plan_before"] = float(
        m["probable_before"] or m["planned_before"] or m["expects_content_before"] or m["expects_cue_before"]
    )


def _same_outlet(who: str, outlet: str) -> bool:
    a, b = body_stems(who, None), body_stems(outlet, None)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) > 0.6


def _of_figures(later: Side, earlier: Side, best: Comparison | None) -> Measures:
    both = bool(later.quantities and earlier.quantities)
    return {
        "figures_alike": best.alike if best else 0.0,
        "figures_equal": float(best.is_equal) * best.alike if best else 0.0,
        "figures_compatible": float(best.is_compatible) * best.alike if best else 0.0,
        "figures_differ": float(not best.is_compatible) * best.alike if best else 0.0,
        "figures_change": max(-2.0, min(2.0, best.change)) if best else 0.0,
        "figures_rise": float(best.change > 0) * best.alike if best else 0.0,
        "figures_far": float(abs(best.change) > 2) if best else 0.0,
        "figures_none": float(not later.quantities and not earlier.quantities),
        "figures_one": float(bool(later.quantities) != bool(earlier.quantities)),
        "figures_apart": float(both and best is None),
        "figures_percent": float(best is not None and best.later.kind == "percent"),
        "figures_money": float(best is not None and best.later.kind == "money"),
    }


def _of_numbers(later: Side, earlier: Side) -> Measures:
    shared = later.numbers & earlier.numbers
    return {
        "number_shared": float(bool(shared - later.years)),
        "names_number": float(_names_number(later, earlier)),
        "other_than_named": float(_names_number(later, earlier) and _has_other(later, earlier)),
        "answers_how_many": float(bool(earlier.concepts & {q.concept for q in later.quantities})),
        "quantities": float(min(3, len(later.quantities))),
        "quantities_before": float(min(3, len(earlier.quantities))),
        "concepts_shared": float(bool(later.concepts & earlier.concepts)),
        "year_strange": float(_strange_year(later)),
        "year_strange_before": float(_strange_year(earlier)),
    }


def _names_number(later: Side, earlier: Side) -> bool:
    """Whether a later sentence names a number that is an earlier figure."""
    said = later.numbers | {f"{q.middle:.10g}" for q in later.quantities}
    return any(f"{bound:.10g}" in said for q in earlier.quantities for bound in (q.figure.low, q.figure.high) if bound)


def _has_other(later: Side, earlier: Side) -> bool:
    values = {q.middle for q in earlier.quantities}
    return any(q.middle not in values for q in later.quantities)


def _strange_year(side: Side) -> bool:
    """Whether a sentence names a year well before the article's: another event, mostly."""
    published = side.told.document.published
    return published is not None and any(int(year) < int(published[:4]) for year in side.years)


def _of_times(later: Side, earlier: Side) -> Measures:
    a, b = later.told.document.published, earlier.told.document.published
    days = (date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days if a and b else 0
    told, told_before = _days(later), _days(earlier)
    due = _due(earlier)
    late = (date.fromisoformat(a[:10]) - due).days if a and due else None
    return {
        "has_due": float(due is not None),
        "due_passed": float(late is not None and late >= 0),
        "due_near": float(late is not None and -1 <= late <= 3),
        "due_meant": float(due is not None and due.isoformat() in told),
        "due_differs": float(due is not None and (mine := _due(later)) is not None and mine != due),
        "days": float(min(days, _FAR)),
        "same_day_meant": float(bool(told & told_before)),
        "other_day_meant": float(bool(told and told_before and not told & told_before)),
    }


def _due(side: Side) -> date | None:
    """The last day that a statement names, where it lies ahead of its article."""
    published = side.told.document.published
    ends = [end[:10] for when in side.statement.times if (end := when.end or when.start)]
    ahead = [end for end in ends if published and end >= published[:10]]
    return date.fromisoformat(max(ahead)) if ahead else None


def _days(side: Side) -> frozenset[str]:
    return frozenset(when.start[:10] for when in side.statement.times if when.start)


def _of_labels(later: Side, earlier: Side) -> Measures:
    a, b = later.statement, earlier.statement
    return {
        "unknown": float(a.certainty == "unknown"),
        "unknown_before": float(b.certainty == "unknown"),
        "probable": float(a.certainty in ("probable", "possible")),
        "probable_before": float(b.certainty in ("probable", "possible")),
        "planned_before": float(b.act in _PLANS),
        "denied": float(bool(a.denied)),
        "denied_before": float(bool(b.denied)),
        "distanced": float(a.distance == "distanced"),
        "distanced_before": float(b.distance == "distanced"),
        "length": log(1 + len(later.words)),
        "length_before": log(1 + len(earlier.words)),
        "same_language": float(later.told.document.language == earlier.told.document.language),
    }


def _of_cues(later: Side, earlier: Side) -> Measures:
    above = later.parent.in_cue if later.parent is not None else frozenset()
    made = {
        "negation_differs": float(("negation" in later.in_content) != ("negation" in earlier.in_content)),
        "corrects_parent": float("corrects" in above),
        "denies_parent": float("denies" in above),
    }
    for name in CUES:
        made[f"{name}_cue"] = float(name in later.in_cue)
        made[f"{name}_content"] = float(name in later.in_content)
        made[f"{name}_sentence"] = float(name in later.in_sentence)
    for name in ("expects", "unknown", "negation", "aside"):
        made[f"{name}_cue_before"] = float(name in earlier.in_cue)
        made[f"{name}_content_before"] = float(name in earlier.in_content)
    return made
