"""The ledger at 100,000 statements beside an empty one: how long a search and adding one article take.

The articles are made from sentences of our own with names, places and figures drawn by a fixed seed; statements are put
at their known places, so that no reading is needed to fill the ledger. What is measured is the real thing: `search`
with every kind of question, `add` with reading, linking and commit.
"""

import dataclasses
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from selon.desk.adding import add
from selon.desk.asking import search
from selon.desk.linking import describe
from selon.importers import find_sources
from selon.ledger import Ledger
from selon.ledger import linking as kept
from selon.ledger.adding import keep
from selon.ledger.asking import Question
from selon.reader.pipeline import shipped_reader
from selon.records import Actor, Document, Figure, Language, Origin, Span, Statement
from selon.relate.vectors import SentenceVectors

STATEMENTS = 100_000
IN_STORY = 8  # articles
IN_ARTICLE = 10  # statements
_BATCH = 500  # articles a transaction while filling
ADDED = 30  # articles added while the clock runs

_SYLLABLES = (
    "ba bre ca cor da del e fa gri hal i jo ka lam lu ma mor na nor o pel qui ra ros sa tor u val ver vi wan ze"
)
_SAYINGS: dict[Language, tuple[str, ...]] = {
    "fr": (
        "{n} habitants de {place} ont été évacués après la crue",
        "les secours de {place} manquent de {n} lits",
        "l’usine de {place} supprimera {n} postes",
        "personne ne sait quand rouvrira le pont de {place}",
        "{n} manifestants ont défilé à {place} contre le projet",
        "la réparation du barrage de {place} coûtera {n} millions d’euros",
    ),
    "en": (
        "{n} people from {place} were moved out after the flood",
        "hospitals in {place} are short of {n} beds",
        "the plant at {place} will cut {n} jobs",
        "nobody knows when the bridge at {place} will open again",
        "{n} protesters marched through {place} against the plan",
        "mending the dam at {place} will cost {n} million euros",
    ),
}
_ROLES: dict[Language, tuple[str, ...]] = {
    "fr": ("le maire", "la préfète", "le porte-parole", "la ministre"),
    "en": ("mayor", "prefect", "spokeswoman", "minister"),
}
_QUESTIONS = (
    Question("évacués crue"),
    Question("jobs plant"),
    Question("pont"),
    Question('"moved out"'),
    Question("barrage millions", language="fr"),
    Question("protesters", has_figure=True),
    Question("usine", certainty="certain", since="2024-03-01", until="2024-06-30"),
    Question("hospitals beds", outlet="Wire"),
    Question("", denied=False, has_figure=True),
    Question("", language="en", act="say"),
)


def articles(count: int, seed: int = 7) -> Iterator[tuple[str, Document]]:
    """Made-up articles with their statements, each with the name of its story."""
    draw = random.Random(seed)
    for number in range(count):
        if number % IN_STORY == 0:
            place, names = _name(draw), [f"{_name(draw)} {_name(draw)}" for _ in range(6)]
            day = datetime(2024, 1, 1, 8, tzinfo=UTC) + timedelta(hours=number)
        language: Language = "fr" if number % 2 else "en"
        yield (
            f"{place} {number // IN_STORY}",
            _article(draw, language, place, names, day + timedelta(hours=9 * (number % IN_STORY))),
        )


def _article(draw: random.Random, language: Language, place: str, names: list[str], at: datetime) -> Document:
    text, statements = "", []
    for number in range(1, IN_ARTICLE + 1):
        saying, name = draw.choice(_SAYINGS[language]), draw.choice(names)
        content = saying.format(n=draw.randrange(20, 900), place=place)
        begin = len(text)
        cue = "a déclaré" if language == "fr" else "said"
        who = (
            f"{draw.choice(_ROLES[language])} {name}"
            if language == "fr"
            else f"{draw.choice(_ROLES[language]).title()} {name}"
        )
        text += f"{content[0].upper()}{content[1:]}, {cue} {who}.\n"
        cue_at = begin + len(content) + 2
        source = Span(cue_at + len(cue) + 1, cue_at + len(cue) + 1 + len(who))
        actor = Actor(f"person:{name.lower().replace(' ', '-')}", name, "person", named=True)
        statements.append(
            Statement(
                number, source, Span(cue_at, cue_at + len(cue)), (Span(begin, begin + len(content)),), "indirect", None,
                0.9, actor, "say", "certain", "neutral", False, figures=tuple(_figures(text, begin, content)),
            )
        )  # fmt: skip
    title = f"{place} : le point" if language == "fr" else f"What we know about {place}"
    outlet = draw.choice(("Nordic Wire", "La Voix des Rives", "The Harbour Gazette", "Agence du Littoral"))
    return Document(
        text, language=language, title=title, outlet=outlet, published=at.isoformat(), statements=tuple(statements),
        read_by=Origin("bench", "0"),
    )  # fmt: skip


def _figures(text: str, begin: int, content: str) -> Iterator[Figure]:
    digits = "".join(char for char in content if char.isdigit())
    if digits:
        at = text.index(digits, begin)
        yield Figure(Span(at, at + len(digits)), float(digits), float(digits), unit="person", counted="people")


def _name(draw: random.Random) -> str:
    return "".join(draw.choice(_SYLLABLES.split()) for _ in range(3)).capitalize()


def fill(ledger: Ledger, count: int) -> None:
    """Put that many articles in, with their stories, words and marks; in large transactions."""
    waiting = list(articles(count))
    stories: dict[str, str] = {}
    for first in range(0, len(waiting), _BATCH):
        with ledger.writing() as connection:
            for name, document in waiting[first : first + _BATCH]:
                key = keep(connection, document, name).document
                describe(connection, dataclasses.replace(document, id=key))
                known = [stories[name]] if name in stories else []
                stories[name] = kept.place_in_story(connection, key, known)[0]
        print(f"\r{min(first + _BATCH, count):,} articles", end="", file=sys.stderr)
    print(file=sys.stderr)


def new_articles(folder: Path) -> list[tuple[Path, Path]]:
    """Two articles each for some stories of the ledger: one comes before the clock runs, one while it does."""
    made = []
    for number, (_, document) in enumerate(articles(ADDED * IN_STORY, seed=7)):
        if number % IN_STORY == IN_STORY - 1:
            told = {"title": document.title, "published": document.published, "language": document.language}
            paths = (folder / f"before-{number}.jsonl", folder / f"new-{number}.jsonl")
            for path, outlet, line in zip(paths, ("The Early Post", "The Late Post"), ("One", "And one"), strict=True):
                text = f"{document.text}{line} more line.\n"
                path.write_text(json.dumps({**told, "text": text, "outlet": outlet}))
            made.append(paths)
    return made


def searched(ledger: Ledger, turns: int = 5) -> list[float]:
    """Milliseconds of each search."""
    return [_milliseconds(lambda q=question: search(ledger, q)) for _ in range(turns) for question in _QUESTIONS]


def added(ledger: Ledger, paths: list[tuple[Path, Path]]) -> list[float]:
    """Milliseconds of each article, read, linked and committed; another came to its story in the same way before."""
    reader, vectors = shipped_reader(), SentenceVectors()

    def put(path: Path) -> None:
        list(add(find_sources([str(path)]), ledger, reader=reader, vectors=vectors))

    times = []
    for before, new in paths:
        put(before)
        times.append(_milliseconds(lambda path=new: put(path)))
    return times


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def p95(times: list[float]) -> float:
    """The time that 95 of 100 stay below."""
    return statistics.quantiles(times, n=20)[-1]


def main(statements: int = STATEMENTS) -> None:
    """Fill, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        paths = new_articles(Path(folder))
        with Ledger(f"{folder}/empty.db", create=True) as empty, Ledger(f"{folder}/full.db", create=True) as full:
            fill(full, statements // IN_ARTICLE)
            times = {"search": (searched(full), searched(empty)), "add": (added(full, paths), added(empty, paths))}
        size = Path(f"{folder}/full.db").stat().st_size
    print(
        f"\nThe ledger with {statements:,} statements ({size / 1e6:.0f} MB), beside an empty one; p95 in milliseconds"
    )
    for name, (in_full, in_empty) in times.items():
        ratio = p95(in_full) / p95(in_empty)
        print(f"{name:8} {p95(in_full):8.1f}   empty {p95(in_empty):8.1f}   ratio {ratio:5.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS)
