"""The tables: ours beside each library, by kind, language and suite."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from evals.suites import ours
from evals.suites.cases import all_cases
from evals.suites.records import KINDS, Case
from evals.suites.score import Score, is_right, score
from selon.records import LANGUAGES

PEERS = Path(__file__).parent / "peers.json"
_LANGUAGE = {"fr": "French", "en": "English"}


@cache
def our_verdicts() -> dict[str, bool]:
    """Whether we are right, by the id of the case."""
    return {case.id: is_right(case, ours.answers(case)) for case in all_cases()}


@cache
def peers() -> dict[str, Any]:
    """The recorded results of other libraries, by name; see `peers.py`."""
    return json.loads(PEERS.read_text(encoding="utf-8"))["libraries"] if PEERS.exists() else {}


def suite_measures() -> dict[str, Score]:
    """Our scores by name, for the floors: `range, French`, `date, English`: cases of news, all suites together.

    The 85 cases of bounds count all, those with nothing to find too; numbers, currency and dimension are those of
    Recognizers-Text. Empty where the suites are not at hand.
    """
    found = {}
    for kind in KINDS:
        for language in LANGUAGES:
            cases = [c for c in all_cases() if c.kind == kind and c.language == language]
            if kind == "range":
                cases = [c for c in cases if c.suite == "Recognizers-Text"]
            else:
                cases = [c for c in cases if c.wanted and not c.left_out]
                cases = cases if kind == "date" else [c for c in cases if c.suite == "Recognizers-Text"]
            if cases:
                found[f"{kind}, {_LANGUAGE[language]}"] = _ours(cases)
    return found


def _ours(cases: Iterable[Case]) -> Score:
    verdicts = our_verdicts()
    return score(cases, lambda case: verdicts[case.id])


def _theirs(cases: Sequence[Case], results: dict[str, Any], which: str) -> Score | None:
    """A library's score on these cases; None where it was not run on any of them."""
    right, asked = set(results[which].split()), set(results["kinds"])
    cases = [case for case in cases if f"{case.kind} {case.language}" in asked]
    return score(cases, lambda case: case.id in right) if cases else None


def tables() -> str:
    """All tables as text."""
    parts = [
        "Right, of the cases that a news text can hold / of all cases. One answer an expression: the latest that is",
        "not after the reference, or the first; (any): one of a library's answers is right.",
    ]
    for kind in KINDS:
        for language in LANGUAGES:
            cases = [c for c in all_cases() if c.kind == kind and c.language == language]
            if cases:
                parts += ["", _table(kind, language, cases)]
    return "\n".join(parts)


def _table(kind: str, language: str, cases: list[Case]) -> str:
    libraries = [name for name, results in peers().items() if f"{kind} {language}" in results["kinds"]]
    lines = [f"{kind}, {_LANGUAGE[language]}"]
    for name, group in _groups(kind, cases):
        if group:
            lines.append(f"  {name} ({len([c for c in group if not c.left_out])} / {len(group)})")
            lines += _rows(kind, libraries, group)
    return "\n".join(lines)


def _groups(kind: str, cases: list[Case]) -> list[tuple[str, list[Case]]]:
    wanting = [c for c in cases if c.wanted]
    suites = list(dict.fromkeys(c.suite for c in cases))
    groups = [("all suites", wanting)] if len(suites) > 1 else []
    groups += [(suite, [c for c in wanting if c.suite == suite]) for suite in suites]
    live = [c for c in wanting if c.suite == "Recognizers-Text" and c.is_live]
    if live and len(live) < len([c for c in wanting if c.suite == "Recognizers-Text"]):
        groups.append(("Recognizers-Text, live for Python", live))
    if kind == "range":
        groups.append(("Recognizers-Text, with those where nothing is to be found", cases))
    groups.append(("where nothing is to be found", [c for c in cases if not c.wanted]))
    return groups


def _rows(kind: str, libraries: Sequence[str], cases: list[Case]) -> list[str]:
    news = [c for c in cases if not c.left_out]
    rows = [_row("ours", _ours(news), _ours(cases))]
    for name in libraries:
        results = peers()[name]
        rows.append(_row(name, _theirs(news, results, "right"), _theirs(cases, results, "right")))
        if kind == "date" and results["any"] != results["right"]:
            rows.append(_row(f"{name} (any)", _theirs(news, results, "any"), _theirs(cases, results, "any")))
    return rows


def _row(name: str, news: Score | None, every: Score | None) -> str:
    shown = [f"{s.right:5} {s.percent:5.1f} %" if s else " " * 13 for s in (news, every)]
    return f"    {name:<28} {shown[0]}  / {shown[1]}"
