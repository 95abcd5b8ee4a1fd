"""Figures over time as tables with bars, for people at a terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.text import Text

from selon.cli.page import line, named, print_out, safe, table_of, width
from selon.cli.showing import ID
from selon.exporters.facts import number
from selon.languages import interface_language, message, messages
from selon.relate.series import Point, Series

_BAR = (12, 36)  # letters of the widest bar, in narrow terminals and in wide ones
_OTHERS = 84  # letters that the other columns take


def show_figures(found: Sequence[Series]) -> None:
    """For each quantity a table, with a bar for each figure from its low to its high bound."""
    for one in found:
        has_fallen = not all(point.is_standing for point in one.points)
        states = ("state",) if has_fallen else ()
        made = table_of("day", "who", "outlet", "figure", *states, "chart", "id", title=safe(counted(one)))
        scale = Scale.of(one.points)
        for point in one.points:
            made.add_row(*_cells(point, scale, has_fallen))
        print_out(made, Text(f"  {named(message('range'), standing(one))}", "bold"), "")
    if not found:
        print_out(message("no_figures"))


def counted(one: Series) -> str:
    """What a series counts: the words for it, its unit where they do not say it, per what."""
    is_said = one.unit is None or one.unit == "person" or one.unit[:4] in (one.counted or "").lower()
    names = [one.counted, None if one.counted and is_said else one.unit]
    told = " · ".join(name for name in names if name) or message("figure")
    per = one.per and messages(interface_language()).get(f"per_{one.per}", one.per)
    return f"{told} / {per}" if per else told


def standing(one: Series) -> str:
    """The range of what stands; the figures that stand themselves where both its sides are open."""
    if one.low is not None or one.high is not None:
        return bounds(one.low, one.high)
    told = dict.fromkeys(bounds(point.low, point.high, point.about) for point in one.points if point.is_standing)
    return "; ".join(told) or "–"


def bounds(low: float | None, high: float | None, about: bool = False) -> str:
    """A figure as news would set it.

    >>> bounds(12, None), bounds(4, 6, True)
    ('≥ 12', '≈ 4–6')
    """
    sides = [None if side is None else number(side) for side in (low, high)]
    if sides[0] is None or sides[1] is None:
        told = f"≥ {sides[0]}" if sides[0] is not None else f"≤ {sides[1]}" if sides[1] is not None else "–"
    else:
        told = sides[0] if sides[0] == sides[1] else f"{sides[0]}–{sides[1]}"
    return f"≈ {told}" if about else told


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a figure stands on a line of so many letters that begins at nought, or at the lowest where that is less."""

    least: float
    most: float
    letters: int

    @classmethod
    def of(cls, points: Iterable[Point]) -> "Scale":
        """The scale on which all these figures have room."""
        sides = [side for point in points for side in (point.low, point.high) if side is not None]
        letters = min(max(width() - _OTHERS, _BAR[0]), _BAR[1])
        return cls(min(sides, default=0.0) if min(sides, default=0) < 0 else 0.0, max(0.0, *sides, 0.0), letters)

    def place(self, side: float) -> int:
        """The letter at which a number stands."""
        return round((side - self.least) / ((self.most - self.least) or 1) * (self.letters - 2))

    def bar(self, point: Point) -> str:
        """From low to high: `├──┤` a range, `●` one value, an arrow where a side is open."""
        low, high = (None if side is None else self.place(side) for side in (point.low, point.high))
        if low is not None and high is not None:
            return " " * low + ("●" if low == high else "├" + "─" * (high - low - 1) + "┤")
        if low is not None:
            return " " * low + "●→"
        return "" if high is None else " " * max(high - 1, 0) + "←●"


def _cells(point: Point, scale: Scale, has_fallen: bool) -> list[Text]:
    style = "strike" if point.is_corrected else "" if point.is_standing else "dim"
    day = line((point.said_on or point.published or "–")[:10])
    who, outlet = line(point.who or message("nobody")), line(point.outlet or "–")
    figure = line(bounds(point.low, point.high, point.about), style)
    bar = Text(scale.bar(point), style="" if point.is_standing else "dim")
    return [
        day,
        who,
        outlet,
        figure,
        *([line(_state(point), style)] if has_fallen else []),
        bar,
        Text(point.statement[:ID]),
    ]


def _state(point: Point) -> str:
    """What became of a figure, nothing where it stands."""
    if point.is_standing:
        return ""
    return message("point_corrected" if point.is_corrected else "point_replaced")
