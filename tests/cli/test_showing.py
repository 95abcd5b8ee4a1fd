import io
import json
import re
import shlex
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from selon.cli.charting import Scale, bounds, counted, standing
from selon.cli.page import print_out, table_of
from selon.relate.series import Point, Series
from tests.cli.conftest import ARTICLES, ids, line

Run = Callable[..., Result]

TOLL, DENIAL, AGAIN, DOUBT = "4b48fa7a", "f43dad20", "eb261b7c", "8500abe8"
RAISED, HIGHER = "159b276b", "01c9b3ce"
VIEWS = (
    ["search"], ["show", TOLL], ["actors"], ["actor", "ruiz"], ["figures", "ferry"], ["stories"], ["board", "ferry"],
    ["judge", "list"],
)  # fmt: skip


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes lines as wide as those of such a terminal."""

    def wide(columns: int) -> None:
        monkeypatch.setattr("selon.cli.page.width", lambda: columns)
        monkeypatch.setattr("selon.cli.charting.width", lambda: columns)

    return wide


def lines(result: Result) -> list[str]:
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_what_a_column_tells_the_facts_do_not_repeat(selon: Run, ledger: Path):
    assert lines(selon("search", "people", "died", "--limit", "9")) == [
        " Id         Day          Outlet             Who          Content",
        "─" * 101,
        f" {HIGHER}   2024-03-05   Le Quotidien       Tom Barlow   18 people died on the Morning Star",
        "                                                         thinks · 18 people",
        f" {RAISED}   2024-03-05   Le Quotidien       Ana Ruiz     15 people died on the Morning Star",
        "                                                         Said on 2024-03-04 · 15 people",
        f" {TOLL}   2024-03-04   The Harbour Post   Ana Ruiz     at least 12 people died on the Morning Star",
        "                                                         ≥ 12 people",
    ]


def test_a_statement_is_shown_with_its_parts_and_all_that_is_known_of_it(selon: Run, ledger: Path):
    selon("judge", "edit", AGAIN, "certainty=probable", "--why", "he hesitates")
    key = ids(selon, "overloaded")[0]
    told = lines(selon("show", AGAIN))
    assert told[0] == "Nobody knows why the Morning Star burned · The Valley Times · 2024-03-06"
    assert told[2].startswith("│ Jan Holm denied that the Morning Star was overloaded. Jan Holm said that it perhaps ")
    assert key in told[3]
    rows = [re.split(r"  +", row.strip(), maxsplit=1) for row in told[4:]]
    assert [row[0] for row in rows if len(row) == 2] == [
        "Source", "Cue", "Content", "Chain", "Facts", "State", "Article", "Story", "repeats", "Judgement",
    ]  # fmt: skip
    values = {row[0]: row[1] for row in rows if len(row) == 2}
    assert values["Chain"] == "Jan Holm ← The Valley Times"
    assert values["Facts"] == "indirect · Jan Holm · says · probable · denied"
    assert values["State"] == "mended by a person"
    assert values["repeats"] == (
        f"{DENIAL} · 2024-03-04 · The Harbour Post · Jan Holm: the Morning Star was overloaded"
    )  # fmt: skip
    assert ["75%"] in rows
    assert values["Judgement"].endswith(f" · Ann · mends {AGAIN} certainty=probable · he hesitates")
    assert "repeated by  " in selon("show", DENIAL).stdout


def test_what_stands_no_longer_says_so(selon: Run, ledger: Path):
    (ledger / "news.jsonl").write_text(line((*ARTICLES[0][:4], ARTICLES[0][4].replace("12", "13"))) + "\n")
    selon("add", "news.jsonl")
    assert "as read · stands no longer" in selon("show", TOLL).stdout
    selon("judge", "reject", AGAIN)
    assert re.search(r"^ State +rejected by a person$", selon("show", AGAIN).stdout, re.M)


def test_relations_that_people_judged_say_so(selon: Run, ledger: Path):
    selon("judge", "relate", RAISED, "updates", TOLL)
    assert re.search(r"^ +added by a person$", selon("show", RAISED).stdout, re.M)
    assert "updated by" in selon("show", TOLL).stdout and "100%" not in selon("show", TOLL).stdout
    selon("judge", "unrelate", AGAIN, DENIAL)
    assert "rejected · 75%" in selon("show", AGAIN).stdout


def test_figures_are_drawn_and_the_range_names_what_stands(selon: Run, ledger: Path):
    selon("judge", "relate", RAISED, "corrects", TOLL)
    told = lines(selon("figures", "ferry"))
    assert told[0] == "people"
    assert told[1].split() == ["Day", "Who", "Outlet", "Figure", "State", "Chart", "Id"]
    assert [row.split("  ")[0].strip() for row in told[3:6]] == ["2024-03-04", "2024-03-04", "2024-03-05"]
    assert [re.sub(" +", " ", row).strip() for row in told[3:6]] == [
        f"2024-03-04 Ana Ruiz The Harbour Post ≥ 12 taken back ●→ {TOLL}",
        f"2024-03-04 Ana Ruiz Le Quotidien 15 ● {RAISED}",
        f"2024-03-05 Tom Barlow Le Quotidien 18 ● {HIGHER}",
    ]
    assert told[6] == "  Range of what stands: 15–18"
    assert told[8] == "litres" and "State" not in told[9]


def test_a_board_tells_each_column_with_its_statements(selon: Run, ledger: Path):
    told = lines(selon("board", "ferry"))
    assert told[:3] == [
        "Ferry fire off Port Ellis",
        f"{json.loads(selon('stories', '--json').stdout)[0]['id'][:8]} · Articles: 3 · Statements: 7 · "
        "2024-03-04 – 2024-03-06",
        "",
    ]
    assert [row for row in told if re.match(r"(Known|Disputed|One source|Unknown|Expected)", row)] == [
        "Known: –", "Disputed (1)", "One source alone (2)", "Unknown (1)", "Expected: –",
    ]  # fmt: skip
    assert len({row for row in told if row.startswith(" Id ")}) == 1


def test_actors_of_one_name_are_told_apart(selon: Run, ledger: Path):
    (ledger / "more.jsonl").write_text(line(("m", "Wire", "2024-03-09", "More", "Bo Ruiz said that it is over.")))
    selon("add", "more.jsonl")
    one, two = selon("actor", "ana", "ruiz").stdout, selon("actor", "ruiz").stdout
    assert one.count("Who") == 1 and two.count("Who") == 2


def test_pictures_are_french_where_people_are(selon: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch):
    selon("judge", "accept", TOLL)
    monkeypatch.setenv("SELON_LANGUAGE", "fr")
    assert "« " not in selon("search").stdout
    assert "Établi : –" in selon("board", "ferry").stdout
    assert "Articles : 3 · Énoncés : 7" in selon("board", "ferry").stdout
    assert " personne " in selon("actors").stdout
    assert "accepté par une personne" in selon("show", TOLL).stdout
    assert "Fourchette de ce qui tient : 15–18" in selon("figures", "ferry").stdout
    assert selon("search", "zeppelin").stdout == "Rien n’a été trouvé.\n"
    english = {"State", "Story", "Content", "Chain", "Facts", "Outlet", "Day", "Statements", "From", "Judgement", "Why"}
    for view in VIEWS:
        assert not english & set(re.findall(r"\w+", selon(*view).stdout)) - {"Why"}, view


@pytest.mark.parametrize("view", VIEWS, ids=" ".join)
def test_no_line_is_longer_than_its_terminal_or_ends_in_spaces(
    selon: Run, ledger: Path, screen: Callable[[int], None], view: list[str]
):
    selon(
        "judge",
        "edit",
        TOLL,
        "who=The honorary president of the association of the friends of the ferry",
        "role=x" * 90,
    )
    for result in (selon(*view), selon(*view)):
        assert all(len(row) <= 120 and row == row.rstrip() for row in result.stdout.splitlines())
    screen(70)
    assert max(len(row) for row in selon(*view).stdout.splitlines()) <= 70


def test_an_article_does_not_command_the_terminal(selon: Run, tmp_path: Path):
    bad = "\x1b[31m\x07\u202egnp"
    text = f"Ana Ruiz said that {bad} is\u2028safe\twith 12 people. Ana Ruiz denied that {bad} rose."
    article = json.loads(line(("a", f"Wire{bad}", f"2024{bad}", f"Talks{bad}", text))) | {"url": f"http://a.b/{bad}"}
    (tmp_path / "a.jsonl").write_text(json.dumps(article))
    selon("add", "a.jsonl")
    (first, second) = ids(selon)
    selon("judge", "accept", first, "--why", bad, "--who", bad)
    selon("judge", "name", json.loads(selon("stories", "--json").stdout)[0]["id"], bad)
    key = json.loads(selon("search", "--json").stdout)[0]["document"]["id"]
    story = json.loads(selon("stories", "--json").stdout)[0]["id"]
    views = [
        ["actors"],
        ["actor", "ruiz"],
        ["search"],
        ["show", first],
        ["show", second],
        ["stories"],
        ["judge", "list"],
        ["board", story],
    ]
    views += [["figures", story], ["versions", key], ["judge", "accept", second, "--who", bad]]
    for view in views:
        result = selon(*view)
        assert result.exit_code == 0
        assert {unicodedata.category(c) for c in result.stdout} & {"Cc", "Cs", "Cf", "Zl"} <= {"Cc"}, view
        assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f]", result.stdout), view


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of bash, with `selon` in it for the program."""
    program = f'selon() {{ {shlex.join([sys.executable, "-m", "selon"])} "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", program], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, cwd=folder
    )


@pytest.mark.parametrize("view", ["search", "search --json", "export", "judge list"])
def test_a_reader_that_has_had_enough_is_no_error(selon: Run, ledger: Path, view: str):
    told = shell(f"selon {view} | head -c 3; exit ${{PIPESTATUS[0]}}", ledger)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("view", ["search", "search --csv", "board ferry", "judge list", "export"])
def test_a_full_disk_behind_stdout_is_told(selon: Run, ledger: Path, view: str):
    told = shell(f"selon {view} > /dev/full", ledger)
    assert (told.returncode, told.stderr) == (2, "selon: stdout: cannot be written (No space left on device).\n")


def test_what_is_printed_is_utf_8_whatever_the_locale(selon: Run, ledger: Path):
    told = shell("LC_ALL=C PYTHONIOENCODING=ascii selon board ferry", ledger)
    assert told.returncode == 0 and "–" in told.stdout


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_first_sentence_of_help_is_whole(selon: Run, language: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SELON_LANGUAGE", language)
    for group in ([], ["judge"]):
        told = selon(*group, "--help").stdout
        assert "..." not in told.replace("[ARGS]...", "")
    assert re.findall(r"^  ([a-z]+)  ", selon("--help").stdout, re.M)[:3] == ["read", "add", "reread"]


@pytest.mark.parametrize(
    ("low", "high", "about", "told"),
    [
        (12, 12, False, "12"),
        (1200, 1500, False, "1,200–1,500"),
        (3, None, False, "≥ 3"),
        (None, 0, False, "≤ 0"),
        (None, 40, True, "≈ ≤ 40"),
        (None, None, False, "–"),
        (-2.5, 0.1, True, "≈ -2.5–0.1"),
    ],
)
def test_bounds_are_told_as_news_would(low: float | None, high: float | None, about: bool, told: str):
    assert bounds(low, high, about) == told


def point(low: float | None, high: float | None, is_standing: bool = True) -> Point:
    return Point("0" * 16, None, None, low, high, False, None, None, False, is_standing)


def series(*points: Point, **told: object) -> Series:
    known = {"counted": None, "unit": None, "per": None, "low": None, "high": None}
    return Series(points=points, **{**known, **told})


def test_where_both_sides_are_open_the_range_is_what_stands():
    assert standing(series(point(None, 40), point(60, None), point(12, 12, False))) == "≤ 40; ≥ 60"
    assert standing(series(point(60, None), low=60)) == "≥ 60"
    assert standing(series(point(12, 12, False))) == "–"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"counted": "people", "unit": "person"}, "people"),
        ({"counted": "jobs", "unit": "job"}, "jobs"),
        ({"counted": "rock", "unit": "m³"}, "rock · m³"),
        ({"unit": "%"}, "%"),
        ({}, "Figure"),
        ({"counted": "litres", "unit": "l", "per": "day"}, "litres / day"),
        ({"counted": "cases", "per": "hectare"}, "cases / hectare"),
    ],
)
def test_what_is_counted_is_told_once(told: dict[str, str], words: str):
    assert counted(series(point(1, 1), **told)) == words


NUMBERS = st.none() | st.floats(-1e12, 1e12) | st.integers(-5, 5).map(float)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1))
def test_every_bar_has_room(pairs: list[tuple[float | None, float | None]]):
    def ordered(low: float | None, high: float | None) -> Point:
        return point(*sorted((low, high))) if low is not None and high is not None else point(low, high)

    points = [ordered(*pair) for pair in pairs]
    scale = Scale.of(points)
    for one in points:
        bar = scale.bar(one)
        assert len(bar) <= scale.letters
        assert bool(bar) == (one.low is not None or one.high is not None)


def test_bars_grow_with_their_numbers():
    points = [point(0, 0), point(5, 10), point(10, 10), point(5, None), point(None, 5), point(None, None)]
    scale = Scale(0, 10, 12)
    assert [scale.bar(one) for one in points] == [
        "●", "     ├────┤", "          ●", "     ●→", "    ←●", "",
    ]  # fmt: skip


def test_colours_are_for_terminals_alone(monkeypatch: pytest.MonkeyPatch):
    shown = []
    for kind in (io.TextIOWrapper, Terminal):
        made = io.BytesIO()
        monkeypatch.setattr("sys.stdout", kind(made, write_through=True))
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        print_out(table_of("id", title="Title"))
        shown.append(made.getvalue())
    monkeypatch.undo()
    assert [b"\x1b[" in each for each in shown] == [False, True]
