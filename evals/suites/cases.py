"""All cases of all suites, each told whether a news text could hold it.

That is decided by the kind of case and by patterns on its words (`news.toml`), never by who gets it right.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

from evals.corpora import SHARED
from evals.suites import phrases, recognizers
from evals.suites.conventions import accepted
from evals.suites.records import Case, Kind, Wanted

SUITES = SHARED / "suites"
_RULES = Path(__file__).parent / "news.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that no news text would hold in a case of these kinds; `unless` takes cases out of the rule."""

    why: str
    kinds: frozenset[str]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    on_text: bool
    language: str | None
    suite: str | None
    label: str | None

    def leaves_out(self, case: Case) -> bool:
        """Whether the case falls under the rule."""
        if case.kind not in self.kinds or self.language not in (None, case.language):
            return False
        if self.suite not in (None, case.suite) or self.label not in (None, case.label):
            return False
        words = case.text if self.on_text else case.expressions
        return self.pattern.search(words) is not None and not (self.unless and self.unless.search(words))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of `news.toml`, in their order."""
    data = tomllib.loads(_RULES.read_text(encoding="utf-8"))
    shared = data["words"]
    return tuple(_rule(entry, shared) for entry in data["rule"])


def _rule(entry: dict, shared: dict[str, str]) -> Rule:
    return Rule(
        why=entry["why"],
        kinds=frozenset(entry["kinds"]),
        pattern=_compiled(entry["pattern"], shared),
        unless=_compiled(entry["unless"], shared) if "unless" in entry else None,
        on_text=entry.get("on") == "text",
        language=entry.get("language"),
        suite=entry.get("suite"),
        label=entry.get("label"),
    )


def _compiled(pattern: str, shared: dict[str, str]) -> re.Pattern[str]:
    """A pattern in which `{name}` stands for the shared words of that name."""
    for name, words in shared.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?:{words})")
    return re.compile(pattern, re.IGNORECASE)


def left_out(case: Case) -> str | None:
    """Why no news text would hold this case; None where one would."""
    return next((rule.why for rule in rules() if rule.leaves_out(case)), None)


@cache
def all_cases(folder: Path = SUITES) -> tuple[Case, ...]:
    """Every case once; none where the suites are not at hand."""
    if not folder.exists():
        return ()
    readers = (recognizers.cases, phrases.duckling, phrases.chrono, phrases.dateparser, phrases.text2num)
    found: dict[str, Case] = {}
    for case in chain.from_iterable(read(folder) for read in readers):
        found.setdefault(case.id, replace(case, left_out=left_out(case), wanted=_by_all_conventions(case)))
    return tuple(found.values())


def _by_all_conventions(case: Case) -> tuple[Wanted, ...]:
    """What the case wants, by the conventions of all the suites."""
    if case.kind != "date":
        return case.wanted
    has_sides = case.suite == recognizers.NAME
    found = []
    for wanted in case.wanted:
        words = case.words_of(wanted)
        meant = (m for one in wanted.meant for m in accepted(words, one, case.reference, has_sides=has_sides))
        found.append(replace(wanted, meant=tuple(meant)))
    return tuple(found)


def chosen(kind: Kind, language: str, *, news_only: bool = True) -> Iterator[Case]:
    """Cases of one kind and language that want something found."""
    for case in all_cases():
        if case.kind == kind and case.language == language and not (news_only and case.left_out):
            yield case
