"""What a statement says beside its words, in short phrases for people, in the interface's language."""

from collections.abc import Iterator

from selon.languages import interface_language, message, messages
from selon.records import Document, Figure, Reason, Statement, When

_NARROW = "\N{NARROW NO-BREAK SPACE}"
_LEAST, _MOST = 0.1, 1e15  # numbers between them are shown with two decimals at most
_SAME = 4  # letters
_MONEY = {"EUR": "€", "USD": "$", "GBP": "£"}


def who(statement: Statement) -> str | None:
    """The actor with role and whom they speak for; None where nobody is known."""
    actor = statement.actor
    if actor is None or actor.who is None:
        return None
    extra = [actor.role, message("for_body", body=actor.on_behalf_of) if actor.on_behalf_of else None]
    details = ", ".join(part for part in extra if part)
    return f"{actor.who} ({details})" if details else actor.who


def labels(statement: Statement) -> Iterator[str]:
    """The act, and what is not plain about the rest: doubt, distance, denial."""
    if statement.act:
        yield message(f"act_{statement.act}")
    if statement.certainty and statement.certainty != "certain":
        yield message(f"certainty_{statement.certainty}")
    if statement.distance == "distanced":
        yield message("distanced")
    if statement.denied:
        yield message("denied")


def facts(statement: Statement, text: str) -> list[str]:
    """Actor, day, labels and figures, each a phrase."""
    found = [who(statement), when(statement.said_on, text) if statement.said_on else None, *labels(statement)]
    return [fact for fact in (*found, *map(figure, statement.figures)) if fact]


def when(time: When, text: str) -> str:
    """The interval, one day where it is one; the words alone where there is nothing to count from."""
    if time.start is None and time.end is None:
        return f"« {time.span.of(text)} »" if interface_language() == "fr" else f"“{time.span.of(text)}”"
    sides = [side or "…" for side in (time.start, time.end)]
    told = sides[0] if sides[0] == sides[1] else "–".join(sides)
    return f"≈ {told}" if time.about else told


def figure(found: Figure) -> str:
    """A figure as news would set it: « ≤ 3 000 soldats », "≈ 1,200 / day"."""
    told = " ".join(word for word in (_amount(found), _unit(found), found.counted) if word)
    return f"{told} / {_named('per', found.per)}" if found.per else told


def _named(kind: str, unit: str) -> str:
    """A unit by its name in the interface's language, where it has one: `per_day`, `unit_day`."""
    return messages(interface_language()).get(f"{kind}_{unit}", unit)


def _unit(found: Figure) -> str | None:
    """The unit, unless what is counted says the same: job, jobs."""
    if found.unit is None or found.counted is None:
        return found.unit and _MONEY.get(found.unit, _named("unit", found.unit))
    is_same = found.unit == "person" or found.unit[:_SAME] in found.counted.lower()
    return None if is_same else _MONEY.get(found.unit, found.unit)


def _amount(found: Figure) -> str:
    low, high = (None if side is None else number(side) for side in (found.low, found.high))
    about = "≈ " if found.about else ""
    if low == high and low is not None:
        return about + low
    if high is None:
        return f"{about}≥ {low}"
    return f"{about}≤ {high}" if low is None else f"{about}{low}–{high}"


def number(value: float) -> str:
    """A number with the separators of the interface's language."""
    told = f"{round(value, 2):,.10g}" if _LEAST < abs(value) < _MOST or not value else f"{value:g}"
    return told.replace(",", _NARROW).replace(".", ",") if interface_language() == "fr" else told


def explained(document: Document, statement: Statement) -> Iterator[tuple[str, str, str, str]]:
    """For every reason: the field, its value, the words that decided, the rule or model."""
    for reason in statement.reasons:
        words = " ".join(reason.span.of(document.text).split()) if reason.span else ""
        yield reason.field, _value(document, statement, reason), words, by(reason)


def by(reason: Reason) -> str:
    """The rule or model, with the model's probability."""
    return reason.by if reason.sure is None else f"{reason.by} ({reason.sure:.0%})"


def _value(document: Document, statement: Statement, reason: Reason) -> str:
    """The value of the field that a reason is for: `actor.who`, `figures[0].high`."""
    value: object = statement
    for name in reason.field.replace("]", "").replace("[", ".").split("."):
        value = value[int(name)] if isinstance(value, tuple) else getattr(value, name, None)
    if isinstance(value, When):
        return when(value, document.text)
    if isinstance(value, Figure):
        return figure(value)
    if isinstance(value, bool):
        return message("yes") if value else message("no")
    if isinstance(value, int | float):
        return number(value)
    if reason.field in ("source", "cue", "content"):
        return " ".join(f"{span.start}–{span.end}" for span in (value if isinstance(value, tuple) else (value,)))
    return ", ".join(value) if isinstance(value, tuple) else str(value)
