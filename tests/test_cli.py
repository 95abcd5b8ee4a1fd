import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from selon import __version__
from selon.cli.reading import progress
from selon.exporters import FORMATS
from selon.importers import find_sources
from selon.records import Document
from tests.stand_in import StandIn

Run = Callable[..., Result]

KIRBY = "Kirby said that no one knows where they will go."
PERHAPS = "Ann said that it rains. Bo said that it perhaps snows."
GERMAN = "Der Minister sagte am Mittwoch, dass die Steuern im nächsten Jahr im ganzen Land sinken würden."
FRENCH = "Le ministre a déclaré mercredi que les impôts baisseraient l’année prochaine à Évry."


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "kirby.txt").write_text(KIRBY)
    (tmp_path / "perhaps.md").write_text(f"# Weather\n\n{PERHAPS}\n")
    (tmp_path / "german.txt").write_text(GERMAN)
    (tmp_path / "french.txt").write_bytes(FRENCH.encode("cp1252"))
    (tmp_path / "lines.jsonl").write_text(
        f'{{"id": "l1", "text": "{KIRBY}"}}\n{{"id": "l2", \n{{"id": "l3", "text": "{KIRBY}"}}\n'
    )
    return tmp_path


def contents(result: Result) -> list[list[str]]:
    """The contents that were found, from JSON lines on stdout."""
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    return [[s["content"][0]["text"] for s in d["statements"]] for d in documents]


def test_one_article_is_a_table_and_nothing_on_stderr(selon: Run, files: Path):
    result = selon("read", "kirby.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.rstrip() for line in result.stdout.splitlines()] == [
        "kirby",
        " No.   Source   Cue    Content                           Form        %",
        "─" * 71,
        "   1   Kirby    said   no one knows where they will go   indirect   90",
        "",
    ]


def test_several_articles_are_summed_up_on_stderr(selon: Run, files: Path):
    result = selon("read", "kirby.txt", "perhaps.md", "-f", "jsonl")
    assert result.exit_code == 0
    assert contents(result) == [["no one knows where they will go"], ["it rains", "it perhaps snows"]]
    assert result.stderr == "Documents read: 2; statements: 3; not read: 0.\n"


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(selon: Run, files: Path):
    result = selon("read", "gone.txt", "lines.jsonl", "german.txt", "french.txt", "perhaps.md", "--format", "jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["l1", "l3", "perhaps"]
    assert result.stderr.splitlines() == [
        "selon: gone.txt: there is no such file or folder. "
        "Check the path; a pattern such as 'articles/*.txt' must be quoted.",
        "selon: lines.jsonl:2:13: not valid JSON (Expecting property name enclosed in double quotes). "
        "Each line must be one JSON object.",
        "selon: german.txt: is in de, as far as can be told; Selon reads French and English. "
        "To read it anyway, give --language fr or --language en.",
        "selon: french.txt:1: not text in utf-8 (byte 0xE9). Save it as UTF-8, or name its encoding with --encoding.",
        "Documents read: 3; statements: 4; not read: 4.",
    ]


def test_messages_are_french_where_people_are(selon: Run, files: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SELON_LANGUAGE", "fr")
    result = selon("read", "lines.jsonl", "german.txt", "-f", "jsonl")
    assert result.stderr.splitlines() == [
        "selon: lines.jsonl:2:13 : JSON non valide (Expecting property name enclosed in double quotes). "
        "Chaque ligne doit être un objet JSON.",
        "selon: german.txt : est en de, autant qu’on puisse en juger ; Selon lit le français et l’anglais. "
        "Pour le lire quand même, donnez --language fr ou --language en.",
        "Documents lus : 2 ; énoncés : 2 ; non lus : 2.",
    ]


def test_the_encoding_named_is_used(selon: Run, files: Path):
    result = selon("read", "french.txt", "--encoding", "cp1252", "-f", "jsonl")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["text"] == FRENCH


@pytest.mark.parametrize("encoding", ["klingon", "base64", "undefined"])
def test_an_encoding_that_is_none_is_refused(selon: Run, files: Path, encoding: str):
    result = selon("read", "kirby.txt", "--encoding", encoding)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"selon: '{encoding}' is not the name of an encoding. Try utf-8, cp1252 or latin-1.\n"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_language_given_is_used_for_all(selon: Run, files: Path, language: str):
    result = selon("read", "german.txt", "kirby.txt", "--language", language, "-f", "jsonl")
    assert result.exit_code == 0
    assert [json.loads(line)["language"] for line in result.stdout.splitlines()] == [language, language]


def test_a_few_words_have_no_language(selon: Run, tmp_path: Path):
    (tmp_path / "a.txt").write_text("Oui, dit-il.")
    assert json.loads(selon("read", "a.txt", "-f", "jsonl").stdout)["language"] is None


def test_fields_may_be_named(selon: Run, tmp_path: Path):
    (tmp_path / "a.csv").write_text(f"ref;corps;journal\n7;{KIRBY};Le Journal\n")
    result = selon("read", "a.csv", "-f", "jsonl")
    assert result.exit_code == 1
    assert result.stderr == (
        "selon: a.csv: has no text in the field 'text'. It has: ref, corps, journal. "
        "Name the right one with --field text=NAME.\n"
    )
    result = selon("read", "a.csv", "-f", "jsonl", "--field", "text=corps", "--field", "id=REF")
    made = json.loads(result.stdout)
    assert (result.exit_code, made["id"], made["text"], made["outlet"]) == (0, "7", KIRBY, "Le Journal")


@pytest.mark.parametrize("field", ["text", "text=", "=corps", "body=corps", ""])
def test_a_field_that_makes_no_sense_is_refused(selon: Run, files: Path, field: str):
    result = selon("read", "kirby.txt", "--field", field)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"selon: '{field.removesuffix('=corps') or field}' does not name a field. "
        "Write it as --field NAME=COLUMN, where NAME is one of: "
        "id, text, title, outlet, authors, published, url, language.\n"
    )


def test_unsure_statements_may_be_left_out(selon: Run, files: Path):
    assert contents(selon("read", "perhaps.md", "-f", "jsonl", "--at-least", "0.5")) == [["it rains"]]
    assert contents(selon("read", "perhaps.md", "-f", "jsonl", "--at-least", "0.3")) == [
        ["it rains", "it perhaps snows"]
    ]
    result = selon("read", "perhaps.md", "kirby.txt", "-f", "jsonl", "--at-least", "1")
    assert contents(result) == [[], []]
    assert result.stderr == "Documents read: 2; statements: 0; not read: 0.\n"


@pytest.mark.parametrize("format_name", ["table", "html", "brat", "csv", "webannotation"])
def test_every_format_can_do_with_gaps_in_the_numbers(selon: Run, tmp_path: Path, format_name: str):
    (tmp_path / "a.txt").write_text("Bo said that it perhaps snows. Ann said that it rains. Cy said that it hails.")
    result = selon("read", "a.txt", "-f", format_name, "--at-least", "0.5", "-o", "out")
    assert (result.exit_code, result.stderr) == (0, "")
    out = (tmp_path / "out/a.ann" if format_name == "brat" else tmp_path / "out").read_text()
    assert "it rains" in out and "it hails" in out


def test_jobs_do_not_change_the_order(selon: Run, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text("".join(f'{{"id": {i}, "text": "{KIRBY}"}}\n' for i in range(30)))
    alone = selon("read", "a.jsonl", "-f", "jsonl")
    assert selon("read", "a.jsonl", "-f", "jsonl", "--jobs", "5").stdout == alone.stdout
    assert [json.loads(line)["id"] for line in alone.stdout.splitlines()] == [str(i) for i in range(30)]


def test_folders_patterns_and_standard_input_are_sources(selon: Run, files: Path):
    (files / "folder/deeper").mkdir(parents=True)
    (files / "folder/deeper/k.txt").write_text(KIRBY)
    result = selon("read", "folder", "*.md", "-", "-f", "jsonl", input="Cy said that it hails.")
    assert result.exit_code == 0
    assert contents(result) == [["no one knows where they will go"], ["it rains", "it perhaps snows"], ["it hails"]]
    ids = [json.loads(line)["id"] for line in result.stdout.splitlines()]
    assert ids == ["k", "perhaps", Document("Cy said that it hails.").id]


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        ('{"text": "Un."}\n{"text": "Deux."}', ["Un.", "Deux."]),
        ("id;text\n1;Un.\n", ["Un."]),
        ("# Un\n", ["# Un\n"]),
        ("\ufeffUn.", ["Un."]),
    ],
)
def test_standard_input_is_told_by_its_content(selon: Run, given: str, texts: list[str]):
    result = selon("read", "-", "-f", "jsonl", input=given)
    assert [json.loads(line)["text"] for line in result.stdout.splitlines()] == texts


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (b"", "selon: <stdin>: is empty; there is nothing to read.\n"),
        (b" \n\t", "selon: <stdin>: is empty; there is nothing to read.\n"),
        (b"\x7fELF\2\1\1\0\0", "selon: <stdin>: looks like binary data, not text (a NUL byte at byte 7). "
         "Give the article as text, HTML, JSON lines or CSV.\n"),
        (b"caf\xe9", "selon: <stdin>:1: not text in utf-8 (byte 0xE9). "
         "Save it as UTF-8, or name its encoding with --encoding.\n"),
    ],
)  # fmt: skip
def test_bad_standard_input_is_told(selon: Run, given: bytes, told: str):
    result = selon("read", "-", "-f", "jsonl", input=given)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", told)


def test_a_folder_without_files_is_told(selon: Run, tmp_path: Path):
    (tmp_path / "folder").mkdir()
    result = selon("read", "folder", "-f", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])
    assert result.stderr == (
        "selon: folder: no file in this folder can be read. Selon reads .txt .md .html .jsonl .csv .rss .warc files.\n"
    )


@pytest.mark.parametrize("arguments", [[], ["--format", "json"]])
def test_no_source_is_refused(selon: Run, arguments: list[str]):
    result = selon("read", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "selon: Nothing to read: name a file, a folder or '-' for standard input.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "xml"],
        ["--language", "de"],
        ["--at-least", "2"],
        ["--at-least", "x"],
        ["--jobs", "0"],
        ["--nonsense"],
    ],
)
def test_an_option_that_makes_no_sense_is_refused(selon: Run, files: Path, arguments: list[str]):
    result = selon("read", "kirby.txt", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: " in result.stderr
    assert "Error: " in result.stderr


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name not in ("brat", "parquet")])
def test_a_file_holds_what_would_be_on_stdout(selon: Run, files: Path, format_name: str):
    shown = selon("read", "kirby.txt", "perhaps.md", "--format", format_name)
    kept = selon("read", "kirby.txt", "perhaps.md", "--format", format_name, "--output", "out")
    assert kept.stdout == ""
    assert (files / "out").read_bytes() == shown.stdout_bytes
    assert b"it perhaps snows" in shown.stdout_bytes


def test_parquet_holds_the_statements(selon: Run, files: Path):
    parquet = pytest.importorskip("pyarrow.parquet")
    assert selon("read", "perhaps.md", "-f", "parquet", "-o", "out.parquet").exit_code == 0
    rows = parquet.read_table(files / "out.parquet").to_pylist()
    assert [(r["document"], r["source"], r["content"]) for r in rows] == [
        ("perhaps", "Ann", "it rains"),
        ("perhaps", "Bo", "it perhaps snows"),
    ]


def test_csv_holds_the_statements(selon: Run, files: Path):
    rows = list(csv.DictReader(io.StringIO(selon("read", "perhaps.md", "-f", "csv").stdout)))
    assert [(r["source"], r["content"], r["title"]) for r in rows] == [
        ("Ann", "it rains", "Weather"),
        ("Bo", "it perhaps snows", "Weather"),
    ]


def test_brat_makes_a_folder(selon: Run, files: Path):
    result = selon("read", "kirby.txt", "kirby.txt", "-f", "brat", "-o", "brat")
    assert (result.exit_code, result.stdout) == (0, "")
    assert sorted(path.name for path in (files / "brat").iterdir()) == [
        "annotation.conf", "kirby-2.ann", "kirby-2.txt", "kirby.ann", "kirby.txt",
    ]  # fmt: skip
    assert (files / "brat/kirby-2.txt").read_text() == KIRBY


def test_brat_without_a_folder_is_refused(selon: Run, files: Path):
    result = selon("read", "kirby.txt", "-f", "brat")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "selon: brat writes several files. Name a folder for them: --output FOLDER.\n"


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (
            "missing/out",
            "missing/out: cannot be written (No such file or directory). What was there before is unchanged.",
        ),
        (".", ".: cannot be written (Is a directory)."),
        ("kirby.txt/out", "kirby.txt/out: cannot be written (Not a directory). What was there before is unchanged."),
        ("/dev/full", "/dev/full: cannot be written (No space left on device)."),
    ],
)
def test_an_output_that_cannot_be_written_is_told(selon: Run, files: Path, output: str, told: str):
    before = sorted(files.iterdir())
    result = selon("read", "kirby.txt", "-f", "json", "-o", output)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"selon: {told}\n")
    assert sorted(files.iterdir()) == before


def test_a_request_that_makes_no_sense_leaves_the_output_alone(selon: Run, files: Path):
    (files / "out").write_text("old")
    assert selon("read", "-o", "out").exit_code == 2
    assert selon("read", "kirby.txt", "--encoding", "klingon", "-o", "out").exit_code == 2
    assert (files / "out").read_text() == "old"


def test_names_in_messages_do_not_command_the_terminal(selon: Run, tmp_path: Path):
    (tmp_path / "a.csv").write_text("\x1b[31mred,\x07bell\n1,2\n")
    result = selon("read", "a.csv", "evil\x1b[2J.txt")
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr and "\x07" not in result.stderr
    assert "It has: \ufffd[31mred, \ufffdbell." in result.stderr
    assert "selon: evil\ufffd[2J.txt: there is no such file" in result.stderr


def test_an_article_does_not_command_the_terminal(selon: Run, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"title": "\x1b]0;evil\x07", "text": "Bo said that \x1b[31m\u202egnp\ud800 is safe."})
    )
    result = selon("read", "a.jsonl")
    assert result.exit_code == 0
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.stdout)
    assert "\ufffd[31m\ufffdgnp\ufffd is safe" in result.stdout


@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "brat"])
def test_lone_surrogates_go_into_every_format(selon: Run, tmp_path: Path, format_name: str):
    if format_name == "parquet":
        pytest.importorskip("pyarrow")
    (tmp_path / "a.jsonl").write_text(r'{"id": "\ud83d", "title": "\udfff", "text": "Bo said that \ud800 is odd."}')
    result = selon("read", "a.jsonl", "-f", format_name)
    assert (result.exit_code, result.stderr) == (0, "")
    if format_name != "parquet":
        result.stdout_bytes.decode()  # all of it UTF-8


def test_the_shipped_reader_reads_through_the_command(
    selon: Run, files: Path, reader: StandIn, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("selon.desk.reading.shipped_reader", lambda: reader)
    once = selon("read", "kirby.txt", "perhaps.md", "-f", "json")
    assert once.exit_code == 0
    assert selon("read", "kirby.txt", "perhaps.md", "-f", "json", "-j", "2").stdout == once.stdout
    for made in json.loads(once.stdout):
        assert made["read_by"]["agent"]
        for s in made["statements"]:
            for span in [s["source"], s["cue"], *s["content"]]:
                assert span is None or span["text"] == made["text"][span["start"] : span["end"]] != ""


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("names", "is_shown"), [(["a.txt", "b.txt"], True), (["a.txt"], False), (["big.txt"], True)])
def test_a_bar_is_for_people_who_wait(
    selon: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], is_shown: bool
):
    for name in names:
        (tmp_path / name).write_text("a" * (300_000 if name == "big.txt" else 1))
    screen = io.BytesIO()
    monkeypatch.setattr("sys.stderr", Terminal(screen, write_through=True))
    monkeypatch.setenv("TERM", "xterm")
    with progress(list(find_sources(names))) as tell:
        for name in names:
            tell(name)
    shown = screen.getvalue().decode()
    assert ("Reading" in shown) == is_shown
    assert (f"{len(names)} documents" in shown) == is_shown
    assert is_shown or shown == ""


def test_the_version_is_told(selon: Run):
    assert selon("--version").stdout == f"selon, version {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["read", "--help"], ["read", "-h"]])
def test_help_is_told(selon: Run, arguments: list[str]):
    result = selon(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")


def test_every_option_has_a_line_of_help(selon: Run):
    shown = selon("read", "--help").stdout
    options = ("format", "output", "language", "encoding", "field", "at-least", "jobs")
    assert [option for option in options if not re.search(rf"--{option}\b", shown)] == []
    assert all(name in shown.replace("\n", "").replace(" ", "") for name in FORMATS)
