"""The documentation says what the code does."""

import ast
import dataclasses
import doctest
import re
import shlex
import tomllib
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from itertools import dropwhile
from pathlib import Path
from typing import get_args

import click
import pytest
from sqlalchemy import create_engine, inspect

import selon.errors
import selon.languages
from selon.cli import main
from selon.desk.asking import Related, Shown, StoryBoard, Version
from selon.desk.data import board_data, hit_data, shown_data
from selon.exporters import FORMATS
from selon.exporters.annotations import annotation_data
from selon.exporters.rows import COLUMNS, document_data, span_data, statement_data
from selon.importers.rows import field_names
from selon.importers.sources import SUFFIXES, Source
from selon.ledger import Ledger
from selon.ledger.adding import Added
from selon.ledger.asking import Hit, KnownActor, KnownStory, Question
from selon.ledger.changes import Change
from selon.ledger.judging import Judgement
from selon.ledger.linking import Held
from selon.ledger.schema import metadata
from selon.records import (
    Actor,
    Because,
    Document,
    Figure,
    Origin,
    Reason,
    Relation,
    Span,
    Statement,
    Told,
    When,
)
from selon.relate.board import Board
from selon.relate.series import Point, Series
from selon.settings import ReadSettings
from tests import made

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("src/**/*.md")])
EVERY_PAGE = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


def page(name: str | Path) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, beginning: str, end: str) -> str:
    return text.split(beginning, 1)[1].split(end, 1)[0]


def examples(path: Path, language: str) -> list[str]:
    """The fenced examples of a page in that language."""
    return [code for name, code in FENCED.findall(page(path)) if name == language]


def called(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words behind `selon` call, and its arguments; a pipe or redirection ends them."""
    command: click.Command = main
    ends = [at for at, word in enumerate(words) if word in (">", ">>", "<", "&&", ";")]
    words = words[: min(ends, default=len(words))]
    while isinstance(command, click.Group) and words and words[0] in command.commands:
        command, words = command.commands[words[0]], words[1:]
    return command, words


def commands(path: Path) -> list[list[str]]:
    """The words behind each `selon` in the page's shell examples."""
    lines = "\n".join(examples(path, "sh")).replace("\\\n", " ").splitlines()
    calls = [words for line in lines for call in line.split("|") if (words := shlex.split(call, comments=True))]
    calls = [[*dropwhile(lambda word: re.match(r"[A-Z_]+=", word), words)] for words in calls]
    return [words[1:] for words in calls if words[:1] == ["selon"]]


def every_command(group: click.Group = main, path: str = "selon") -> Iterator[tuple[str, click.Command]]:
    """Each command with the words that call it, groups before what is in them."""
    yield path, group
    for name, command in group.commands.items():
        yield from (
            every_command(command, f"{path} {name}")
            if isinstance(command, click.Group)
            else [(f"{path} {name}", command)]
        )


COMMANDS = dict(every_command())
ROOT_CONTEXT = click.Context(main, **main.context_settings)
PARTS = re.split(r"^#+ ", page("docs/reference/cli.md"), flags=re.M)


def part(path: str) -> str:
    """What the page about commands says under the heading of a command; its beginning for `selon` itself."""
    if path == "selon":
        return PARTS[1]
    (found,) = (part for part in PARTS if re.match(rf"`{path}(?: (?![a-z])[^`]*)?`\n", part))
    return found


def described(path: str) -> set[str]:
    """The options in the first cells of the tables under a command's heading."""
    cells = " ".join(re.findall(r"^\| (`-.+?`) \|", part(path), re.M))
    return set(re.findall(r"(?<![\w-])--?[a-zA-Z][a-z-]*", cells)) - {"--help", "-h"}


def options(command: click.Command) -> set[str]:
    found = [option for option in command.params if isinstance(option, click.Option)]
    return {name for option in found for name in (*option.opts, *option.secondary_opts)}


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_a_section_headed_by_its_usage(path: str):
    command = COMMANDS[path]
    if not isinstance(command, click.Group):
        usage = command.collect_usage_pieces(click.Context(command, ROOT_CONTEXT))
        assert part(path).startswith(f"`{' '.join([path, *usage[1:]])}`\n")


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_is_described_where_its_command_is_and_no_other(path: str):
    """What many commands take is told once, where their group is described."""
    command = COMMANDS[path]
    words = path.split()
    groups = [described(" ".join(words[:count])) for count in range(1, len(words))]
    if isinstance(command, click.Group):
        inner = [options(c) for other, c in COMMANDS.items() if other.startswith(path)]
        assert described(path) <= {name for each in inner for name in each}
    else:
        assert described(path) <= options(command) <= described(path).union(*groups)


def test_no_section_is_about_a_command_that_there_is_not():
    headed = [found.group(1) for part in PARTS if (found := re.match(r"`(selon(?: [a-z]+)*)", part))]
    assert sorted(headed) == sorted(set(COMMANDS) - {"selon"})


def test_every_format_is_described_and_no_other():
    table = section(page("docs/reference/cli.md"), "| format | for |", "\n\n")
    assert set(re.findall(r"`(\w+)`", table)) == set(FORMATS)
    written = section(page("docs/reference/formats.md"), "## Out", "\n# ")
    assert set(re.findall(r"\*\*(\w+)\*\*", written)) == set(FORMATS)


def test_every_ending_is_described():
    endings = {f"`{suffix}`" for suffix in SUFFIXES}
    assert endings <= set(re.findall(r"`[^`]+`", page("docs/reference/cli.md")))


def test_every_field_can_be_named():
    names = re.search(r"holds ((?:`\w+`(?:, | or )?)+)", page("docs/reference/cli.md"))
    assert names is not None
    assert set(re.findall(r"`(\w+)`", names.group(1))) == set(field_names())


def test_every_column_and_key_is_described_and_no_other():
    statement = Statement(1, None, None, (Span(0, 1),), "direct", None, 0.5)
    document = Document("a", statements=(statement,), read_by=Origin("reader", "1"))
    data = document_data(document)
    text = section(page("docs/reference/formats.md"), "## Out", "\n# ")
    rows = {
        name.strip(): set(re.findall(r"`(\w+)`", row)) for name, row in re.findall(r"^\| (.+?) \| (.+) \|$", text, re.M)
    }
    assert rows["a document"] == set(data)
    assert rows["`read_by`"] == set(data["read_by"])
    assert rows["a statement"] == set(statement_data(statement, "a"))
    assert rows["a span"] == set(span_data(Span(0, 1), "a"))
    table = section(text, "| column | |", "\n\n")
    first_cells = " ".join(re.findall(r"^\| (`.+?`) \|", table, re.M))
    assert re.findall(r"`(\w+)`", first_cells) == list(COLUMNS)
    lines = section(text, "**annotations**", "\n\n")
    assert {*annotation_data(document), *annotation_data(document)["statements"][0]} <= set(
        re.findall(r"`(\w+)`", lines)
    )


def test_every_key_of_the_commands_data_is_described_and_no_other():
    told = Told("0" * 16, made.READ.statements[0], made.READ)
    hit = Hit(told, None, "read", None, "0" * 16)
    held = Held(Relation("1" * 16, "0" * 16, "repeats", 0.5), "proposed")
    shown = shown_data(Shown(hit, Span(0, 1), (), (Related(held, hit),), (), True, None))
    (data,) = (part for part in PARTS if part.startswith("Data\n"))
    rows = dict(re.findall(r"^\| (.+?) \| (.+) \|$", data, re.M))
    keys = {name: set(re.findall(r"`(\w+)`", row)) for name, row in rows.items()}
    statement = hit_data(hit)
    plain = set(statement_data(made.READ.statements[0], made.READ.text)) - {"reasons"}
    assert set(statement) - plain <= keys["a statement"] <= set(statement) | {"reasons"}
    assert keys["its `document`"] == set(statement["document"])
    assert keys["`show`"] == set(shown) - set(statement)
    relation = set(re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", rows["one of its `relations`"])))
    assert relation == set(shown["relations"][0])
    board = board_data(StoryBoard(KnownStory("0" * 16, None, 0, 0, None, None), Board(), {}))
    assert keys["`board`"] - {"stories"} == set(board)
    for name, record in {
        "actors": KnownActor,
        "figures": Series,
        "stories": KnownStory,
        "judge list": Judgement,
    }.items():
        assert keys[f"`{name}`"] == {field.name for field in dataclasses.fields(record)}
    assert keys["one of its `points`"] == {field.name for field in dataclasses.fields(Point)}
    assert keys["`versions`"] - set(get_args(Change)) == {field.name for field in dataclasses.fields(Version)}


RECORDS = [
    Document, Statement, Actor, When, Figure, Reason, Span, Origin, ReadSettings, Told, Because, Relation, Added,
    Question, Hit, KnownActor, KnownStory, Judgement, Held, Shown, Related, Version, StoryBoard, Board, Series, Point,
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_of_a_record_is_described(record: type):
    text = page("docs/reference/records.md")
    table = next(part for part in text.split("\n\n") if re.match(rf"\| `(?:[\w.]*\.)?{record.__name__}` \|", part))
    cells = " ".join(re.findall(r"^\| (`.+?`) \|", table, re.M))
    assert {field.name for field in dataclasses.fields(record)} <= set(re.findall(r"`(\w+)`", cells))


def test_every_error_is_described_with_its_codes_and_no_other():
    rows = dict(re.findall(r"\| `(\w+)` \| (\d \| \d+) \|", page("docs/reference/errors.md")))
    classes = [c for c in vars(selon.errors).values() if isinstance(c, type) and issubclass(c, selon.errors.SelonError)]
    assert rows == {c.__name__: f"{c.exit_code} | {c.http_status}" for c in classes}


def test_every_key_of_an_error_is_described_and_no_other():
    messages = page(Path(selon.languages.__file__).parent / "en/messages.toml")
    keys = set(tomllib.loads(section(messages, "# errors", "# command line")))
    assert set(re.findall(r"`(\w+)`", section(page("docs/reference/errors.md"), "| about | keys |", "\n\n"))) == keys


def test_every_table_view_and_column_of_a_ledger_is_described_and_no_other(tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path}/empty.db")
    Ledger(str(tmp_path / "empty.db"), create=True).close()
    views = {name: [c["name"] for c in inspect(engine).get_columns(name)] for name in inspect(engine).get_view_names()}
    tables = {name: table.c.keys() for name, table in metadata.tables.items()}
    parts = re.findall(r"^### `(\w+)`\n(.*?)(?=^##)", page("docs/reference/ledger.md"), re.M | re.S)
    described = {name: re.findall(r"^\| `(\w+)` \|", part.split("\n\n| verdict")[0], re.M) for name, part in parts}
    assert described == {**tables, **views}


@EVERY_PAGE
def test_every_link_leads_somewhere(path: Path):
    for target in re.findall(r"\]\(([^)#\s]+)", FENCED.sub("", page(path))):
        if "://" not in target:
            assert (path.parent / target).exists(), target


@EVERY_PAGE
def test_every_page_is_in_the_index(path: Path):
    reached = {(ROOT / "docs" / target).resolve() for target in re.findall(r"\]\(([^)#\s]+)", page("docs/index.md"))}
    assert path.resolve() in reached or path.name in ("index.md", "README.md", "README.fr.md")


@EVERY_PAGE
def test_every_command_is_understood(path: Path):
    for words in commands(path):
        command, arguments = called(words)
        if {"-h", "--help", "--version"} & set(words):
            continue
        assert not isinstance(command, click.Group), words
        params = command.make_context(command.name, list(arguments), ROOT_CONTEXT).params
        assert params.get("sources", True), words


def test_commands_are_found_at_all():
    assert sum(len(commands(path)) for path in PAGES) > 30


def test_every_make_target_is_there():
    targets = set(re.findall(r"^(\w+):", page("Makefile"), re.M))
    named = {
        name for path in PAGES for name in re.findall(r"`make (\w+)`|^make (\w+)", page(path), re.M) for name in name
    }
    assert named - {""} <= targets


@EVERY_PAGE
def test_no_placeholder_is_left(path: Path):
    assert re.findall(r"<!--.*?-->", page(path)) == []


@EVERY_PAGE
def test_python_examples_are_python(path: Path):
    for code in examples(path, "python"):
        if ">>>" not in code:
            ast.parse(code)


def test_the_python_examples_run(reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(ROOT / "docs/how-to/use-from-python.md"), module_relative=False)
    assert result.attempted > 10
    assert result.failed == 0


def test_the_example_in_both_readmes_is_one_and_runs(reader, capsys: pytest.CaptureFixture[str]):
    (english,), (french,) = (examples(ROOT / name, "python") for name in ("README.md", "README.fr.md"))
    assert english == french
    exec(english, {})
    assert capsys.readouterr().err == ""


def example_module(number: int) -> dict:
    """What the module on the page about formats defines."""
    names: dict = {}
    exec(examples(ROOT / "docs/how-to/add-a-format.md", "python")[number], names)
    return names


def test_the_importer_that_is_shown_works(tmp_path: Path):
    mail = EmailMessage()
    mail["Subject"] = "Départ"
    mail.set_content("« Nous partons », a dit Léa 😀.\n")
    path = tmp_path / "lea.eml"
    path.write_bytes(mail.as_bytes())
    (document,) = example_module(0)["documents"](Source("lea.eml", path), ReadSettings())
    assert (document.id, document.title) == ("lea", "Départ")
    assert document.text == "« Nous partons », a dit Léa 😀.\n"
    path.write_bytes(b"Content-Type: image/png\n\n")
    with pytest.raises(selon.errors.SourceError):
        list(example_module(0)["documents"](Source("lea.eml", path), ReadSettings()))


def test_the_exporter_that_is_shown_works():
    statements = tuple(
        Statement(i, None, cue, (Span(9, 12),), "indirect", None, 1.0) for i, cue in ((1, Span(0, 8)), (2, None))
    )
    out = BytesIO()
    example_module(1)["write_cues"]([Document("A\ndit\ud800 que oui", statements=statements)], out)
    assert out.getvalue() == b"a dit? q\n"
