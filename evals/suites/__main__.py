"""Our numbers, units, bounds and dates on other projects' suites: `python -m evals.suites`.

`--errors KIND` lists our wrong cases with their gold (`--language`, `--suite`, `--all` narrow or widen); `--rules`
counts what each rule leaves out; `--summary` is short. What no news text would hold is left out, unless `--all`.
"""

import argparse
from collections import Counter

from evals.suites import ours
from evals.suites.cases import SUITES, all_cases, chosen
from evals.suites.records import KINDS, Case
from evals.suites.report import forms_table, summary, tables
from evals.suites.score import is_right


def gold(case: Case) -> str:
    """What a case wants, on one line."""
    if case.kind == "date":
        return " + ".join(
            " or ".join(f"{m.start}…{'?' if m.ends is None else '/'.join(map(str, m.ends))}" for m in w.meant)
            for w in case.wanted
        )
    return " + ".join(f"{w.low}…{w.high} {w.unit or ''}".strip() for w in case.wanted) or "nothing"


def found(case: Case) -> str:
    """What we answer, on one line."""
    shown = []
    for answer in ours.answers(case):
        words = case.text[answer.start : answer.end]
        value = ", ".join(f"{i.start}…{i.end}" for i in answer.intervals)
        shown.append(f"{words!r} {value or f'{answer.low}…{answer.high} {answer.unit}'}")
    return " + ".join(shown) or "nothing"


def print_errors(options: argparse.Namespace) -> None:
    """Our wrong cases of one kind, with gold and answer."""
    languages = (options.language,) if options.language else ("fr", "en")
    for language in languages:
        for case in chosen(options.errors, language, news_only=not options.all):
            if options.suite and options.suite.lower() not in case.suite.lower():
                continue
            if not is_right(case, ours.answers(case)):
                now = f" @ {case.reference[:16]}" if case.reference else ""
                live = "" if case.is_live else ", off"
                print(f"[{case.suite}, {language}{live}] {case.text}{now}\n    gold: {case.expressions!r} {gold(case)}")
                print(f"    ours: {found(case)}")


def print_rules() -> None:
    """How many cases each rule leaves out, with three of them."""
    left = [case for case in all_cases() if case.left_out and case.wanted]
    for why, count in Counter(case.left_out for case in left).most_common():
        examples = [case.expressions for case in left if case.left_out == why][:: max(count // 3, 1)][:3]
        print(f"{count:5}  {why}\n       {' | '.join(examples)}")


def main() -> None:
    """Print the tables, or the errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", metavar="KIND", choices=KINDS, help=f"one of {', '.join(KINDS)}")
    parser.add_argument("--language", choices=("fr", "en"))
    parser.add_argument("--suite", help="only suites whose name holds this")
    parser.add_argument("--all", action="store_true", help="also the cases that no news text would hold")
    parser.add_argument("--rules", action="store_true", help="what is left out, and why")
    parser.add_argument("--summary", action="store_true", help="ours beside the best library, in Markdown")
    options = parser.parse_args()
    if not SUITES.exists():
        print("The suites (../shared/data/suites) are not here: nothing to measure.")
    elif options.rules:
        print_rules()
    elif options.summary:
        print(summary())
    elif options.errors:
        print_errors(options)
    else:
        print(tables(), forms_table(), sep="\n\n")


if __name__ == "__main__":
    main()
