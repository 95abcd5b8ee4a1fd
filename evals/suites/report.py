"""The tables: ours beside each library, by kind, language and suite."""

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from evals.suites import ours
from evals.suites.cases import all_cases
from evals.suites.records import KINDS, Case
from evals.suites.score import Score, is_right, score
from selon.records import LANGUAGES

FORMS = Path(__file__).parent / "forms.toml"
PEERS = Path(__file__).parent / "peers.json"
_SHORT = {"Recognizers-Text": "Recognizers", "Duckling + previous": "+ previous", "number-parser": "number-pars."}
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
    """Our scores by name, for the floors: `range, French`, `date, English`; none where the suites are not at hand."""
    return {name: _ours(cases) for name, cases in held().items()}


def held() -> dict[str, list[Case]]:
    """The cases that floors are held on, by name.

    Of dates those of news in all suites; of bounds all of Recognizers-Text, those with nothing to find too; of other
    kinds those of news in Recognizers-Text.
    """
    found = {}
    for kind in KINDS:
        for language in LANGUAGES:
            cases = [c for c in all_cases() if c.kind == kind and c.language == language]
            if kind != "date":
                cases = [c for c in cases if c.suite == "Recognizers-Text"]
            if kind != "range":
                cases = [c for c in cases if c.wanted and not c.left_out]
            if cases:
                found[f"{kind}, {_LANGUAGE[language]}"] = cases
    return found


def summary() -> str:
    """Ours beside the best library on the cases that floors are held on, as a table in Markdown."""
    lines = ["| | cases | ours | the best library |", "|---|---|---|---|"]
    for name, cases in held().items():
        kind = f"{cases[0].kind} {cases[0].language}"
        theirs = {n: _theirs(cases, r, with_any=False) for n, r in peers().items() if kind in r["kinds"]}
        best = max(theirs, key=lambda n: theirs[n].right, default=None)
        shown = f"{theirs[best].percent:.1f} % {best}" if best else "none"
        own = "no reader" if not ours.reads(cases[0].kind) else f"{_ours(cases).percent:.1f} %"
        lines.append(f"| {name} | {len(cases)} | {own} | {shown} |")
    return "\n".join(lines)


def _ours(cases: Iterable[Case]) -> Score:
    verdicts = our_verdicts()
    return score(cases, lambda case: verdicts[case.id])


def _theirs(cases: Iterable[Case], results: dict[str, Any], *, with_any: bool) -> Score:
    """A library's score on these cases."""
    right = set(results["right"].split())
    if with_any:
        right |= set(results["right with any"].split())
    return score(cases, lambda case: case.id in right)


def tables() -> str:
    """All tables as text."""
    parts = [
        "Right answers, and in percent, of the cases that a news text can hold, and of all. One answer an expression:",
        "the latest that is not after the reference, or the first; (any): one of the answers of a library is right.",
    ]
    for kind in KINDS:
        for language in LANGUAGES:
            cases = [c for c in all_cases() if c.kind == kind and c.language == language]
            if cases:
                parts += ["", _table(kind, language, cases)]
    return "\n".join(parts)


def _table(kind: str, language: str, cases: list[Case]) -> str:
    libraries = [name for name, results in peers().items() if f"{kind} {language}" in results["kinds"]]
    names = ["ours", *(_SHORT.get(name, name) for name in libraries)]
    lines = [f"{f'{kind}, {_LANGUAGE[language]}':<48}cases" + "".join(f"{name:>14}" for name in names)]
    for name, group in _groups(kind, cases):
        news = [c for c in group if not c.left_out]
        lines.append(_line(f"{name}: news", news, libraries))
        if kind == "date" and name == "all suites":
            lines.append(_line(f"{name}: news (any)", news, libraries, with_any=True))
            lines += [_line(f"  news, without {s}", [c for c in news if c.suite != s], libraries) for s in _homes(news)]
        if len(group) > len(news):
            lines.append(_line(f"{name}: all", group, libraries))
    return "\n".join(lines)


def forms_table() -> str:
    """What each library does with each form of date, of the cases of news in both languages, in percent."""
    cases = [c for c in all_cases() if c.kind == "date" and c.wanted and not c.left_out]
    forms = tomllib.loads(FORMS.read_text(encoding="utf-8"))["form"]
    patterns = {entry["name"]: re.compile(entry["pattern"], re.IGNORECASE) for entry in forms}
    groups: dict[str, list[Case]] = {name: [] for name in patterns}
    for case in cases:
        name = next((name for name, pattern in patterns.items() if pattern.search(case.expressions)), None)
        groups.setdefault(name or "other", []).append(case)
    libraries = [name for name, results in peers().items() if "date fr" in results["kinds"]]
    head = "".join(f"{_SHORT.get(name, name):>14}" for name in ("ours", *libraries))
    return "\n".join(
        [
            f"{'dates of news by form':<48}cases{head}",
            *(_line(name, group, libraries) for name, group in groups.items()),
        ]
    )


def _homes(cases: Iterable[Case]) -> list[str]:
    """The suites that one of the libraries comes from."""
    return [suite for suite in dict.fromkeys(c.suite for c in cases) if suite in peers()]


def _line(name: str, cases: Sequence[Case], libraries: Sequence[str], *, with_any: bool = False) -> str:
    scores = [_ours(cases), *(_theirs(cases, peers()[library], with_any=with_any) for library in libraries)]
    return f"  {name:<46}{len(cases):>5}" + "".join(f"{s.right:7} {s.percent:5.1f}%" for s in scores)


def _groups(kind: str, cases: list[Case]) -> list[tuple[str, list[Case]]]:
    """The parts of a table: all suites, each of them, what is live in Recognizers-Text, what must not be found."""
    wanting = [c for c in cases if c.wanted]
    suites = list(dict.fromkeys(c.suite for c in wanting))
    groups = [("all suites", wanting)] if len(suites) > 1 else []
    groups += [(suite, [c for c in wanting if c.suite == suite]) for suite in suites]
    recognizers = [c for c in wanting if c.suite == "Recognizers-Text"]
    if 0 < len(live := [c for c in recognizers if c.is_live]) < len(recognizers):
        groups.append(("Recognizers-Text, live for Python", live))
    if kind == "range":
        groups.append(("Recognizers-Text, with empty ones", cases))
    empty = [c for c in cases if not c.wanted]
    return [*groups, ("nothing to be found", empty)] if empty else groups
