"""The documentation says what the code does."""

import ast
import dataclasses
import doctest
import re
import shlex
import tomllib
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import click
import pytest

import selon.errors
import selon.languages
from selon.cli import main
from selon.exporters import FORMATS
from selon.exporters.annotations import annotation_data
from selon.exporters.rows import COLUMNS, document_data, span_data, statement_data
from selon.importers.rows import field_names
from selon.importers.sources import SUFFIXES, Source
from selon.records import Actor, Document, Figure, Origin, Reason, Span, Statement, When
from selon.settings import ReadSettings

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


def commands(path: Path) -> list[list[str]]:
    """The arguments of each `selon read` in the page's shell examples."""
    lines = "\n".join(examples(path, "sh")).splitlines()
    calls = [words for line in lines for call in line.split("|") if (words := shlex.split(call, comments=True))]
    return [words[2:] for words in calls if words[:2] == ["selon", "read"]]


def options() -> list[str]:
    return [name for option in main.commands["read"].params if isinstance(option, click.Option) for name in option.opts]


def test_every_option_is_described_and_no_other():
    described = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", page("docs/reference/cli.md")))
    assert described - {"--help", "-h", "--version"} == set(options())


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


@pytest.mark.parametrize("record", [Document, Statement, Actor, When, Figure, Reason, Span, Origin, ReadSettings])
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
    read = main.commands["read"]
    for arguments in commands(path):
        assert read.make_context("read", list(arguments)).params["sources"]


def test_commands_are_found_at_all():
    assert sum(len(commands(path)) for path in PAGES) > 10


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
