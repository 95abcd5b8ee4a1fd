"""The board of a story: what is known, disputed, told by one source alone, unknown and expected, as things stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selon.records import Relation, Told
from selon.relate.disputes import Pair, disputed
from selon.relate.expected import is_ahead
from selon.relate.standing import Standing, same_source

# An unanswered question is left out where the documents after it, times the doubt about relations, are more than this:
# by then it has likely been answered unseen. Of old questions one in eight was still open in the stories looked at.
_STALE = 1.2


@dataclass(frozen=True, slots=True)
class Board:
    """Ids of statements, column by column, in the order of publication; `disputed` holds pairs, the later first.

    A statement may be known and disputed: somebody confirms it while somebody else still denies it.
    """

    known: tuple[str, ...] = ()
    disputed: tuple[Pair, ...] = ()
    single_source: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    expected: tuple[str, ...] = ()


def board(told: Sequence[Told], relations: Sequence[Relation]) -> Board:
    """The board of a story's statements and the relations between them; neither's order matters.

    *known*: confirmed by another source, and what confirms it. *disputed*: pairs of which no side has given way.
    *unknown*: asked and not answered. *expected*: announced, and neither come, failed nor changed. *single_source*: the
    rest that is certain, stands and is told first here.
    """
    standing = Standing(told, relations)
    pairs = disputed(standing)
    known = {name for name in standing.told if _is_confirmed(standing, name)}
    unknown = {name for name in standing.told if _is_unknown(standing, name)}
    expected = {name for name in standing.told if name not in unknown and _is_expected(standing, name)}
    elsewhere = known | unknown | expected | {name for pair in pairs for name in pair}
    alone = {name for name in standing.told if name not in elsewhere and _is_single_source(standing, name)}
    return Board(
        known=_in_order(standing, known),
        disputed=tuple(sorted(pairs, key=lambda pair: (standing.place(pair[0]), standing.place(pair[1])))),
        single_source=_in_order(standing, alone),
        unknown=_in_order(standing, unknown),
        expected=_in_order(standing, expected),
    )


def _in_order(standing: Standing, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=standing.place))


def _is_confirmed(standing: Standing, name: str) -> bool:
    """Whether it confirms or is confirmed, itself or where its source says it again, and was not taken back."""
    if standing.done_to_itself(name, "corrects"):
        return False
    return any(other in standing.confirmed and _says_again(standing, other, name) for other in standing.same[name])


def _says_again(standing: Standing, later: str, earlier: str) -> bool:
    """Whether one is the other, or its source's later word."""
    is_later = standing.published(later) > standing.published(earlier)
    return later == earlier or (is_later and same_source(standing.told[later], standing.told[earlier]))


def _is_unknown(standing: Standing, name: str) -> bool:
    """Whether its source does not know or does not tell, and nobody who knows has spoken to it since."""
    if standing.told[name].statement.certainty != "unknown":
        return False
    answers = standing.done_to_content(name, "settles", "corrects", "updates", "confirms", "contradicts")
    is_answered = any(standing.told[answer].statement.certainty != "unknown" for answer in answers)
    return not is_answered and standing.documents_after(name) * standing.doubt <= _STALE


def _is_expected(standing: Standing, name: str) -> bool:
    """Whether it tells what is to come, and it has not come, failed or been put off."""
    ended = standing.done_to_content(name, "settles", "updates", "corrects", "contradicts")
    return not ended and standing.is_own(name) and is_ahead(standing.told[name], standing.last)


def _is_single_source(standing: Standing, name: str) -> bool:
    """Whether it is told for certain, by nobody before, and nobody has withdrawn or renewed it since."""
    is_certain = standing.told[name].statement.certainty in (None, "certain")
    is_open = not standing.is_withdrawn(name) and not standing.is_superseded(name)
    return is_certain and is_open and name not in standing.relays and standing.is_own(name)
