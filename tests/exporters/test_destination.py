import os
import sys
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from selon.errors import SelonError, UsageError
from selon.exporters.destination import write
from selon.exporters.links import Links
from selon.records import Document, Relation
from tests.exporters.written import written
from tests.made import NESTED, SHAPES

OLD = "what was there before"


class Stopped(Exception):
    pass


def failing(problem: BaseException) -> Iterator[Document]:
    yield NESTED
    raise problem


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("format_name", ["json", "csv", "html", "parquet"])
def test_a_file_holds_what_the_exporter_writes(tmp_path: Path, format_name: str):
    write(SHAPES, format_name, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == written(format_name, *SHAPES)
    assert names(tmp_path) == ["out"]


def test_relations_go_along(tmp_path: Path):
    links = Links([(Relation("b", "a", "repeats", 0.5), ())], lambda document, number: f"{document.id}{number}")
    write(SHAPES, "jsonld", tmp_path / "out", links)
    assert b"urn:selon:relation:b:a:repeats" in (tmp_path / "out").read_bytes()


def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(tmp_path: Path):
    before = os.umask(0o027)
    try:
        write(SHAPES, "jsonl", tmp_path / "new")
        (tmp_path / "old").touch(mode=0o600)
        write(SHAPES, "jsonl", tmp_path / "old")
    finally:
        os.umask(before)
    assert oct((tmp_path / "new").stat().st_mode & 0o777) == oct(0o640)
    assert oct((tmp_path / "old").stat().st_mode & 0o777) == oct(0o600)


def test_a_link_goes_on_pointing_where_it_points(tmp_path: Path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/real").write_text(OLD)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere/real")
    write(SHAPES, "jsonl", tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "elsewhere/real").read_bytes() == written("jsonl", *SHAPES)


@pytest.mark.parametrize("problem", [Stopped(), KeyboardInterrupt(), SystemExit(3)])
def test_where_the_writing_stops_the_old_file_is_whole(tmp_path: Path, problem: BaseException):
    (tmp_path / "out").write_text(OLD)
    with pytest.raises(type(problem)):
        write(failing(problem), "jsonl", tmp_path / "out")
    assert (tmp_path / "out").read_text() == OLD
    assert names(tmp_path) == ["out"]


def test_where_there_is_no_room_the_old_file_is_whole_and_it_is_told(tmp_path: Path):
    (tmp_path / "out").write_text(OLD)
    with pytest.raises(SelonError) as caught:
        write(failing(OSError(28, "No space left on device")), "jsonl", tmp_path / "out")
    assert str(caught.value) == (
        f"{tmp_path / 'out'}: cannot be written (No space left on device). What was there before is unchanged."
    )
    assert (tmp_path / "out").read_text() == OLD
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("missing/out", "No such file or directory"),
        ("file/out", "Not a directory"),
        ("folder", "Is a directory"),
        ("a" * 300, "File name too long"),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, output: str, reason: str):
    (tmp_path / "file").write_text(OLD)
    (tmp_path / "folder").mkdir()
    with pytest.raises(SelonError) as caught:
        write(SHAPES, "jsonl", tmp_path / output)
    assert type(caught.value) is SelonError
    assert str(caught.value).startswith(f"{tmp_path / output}: cannot be written ({reason}).")
    assert names(tmp_path) == ["file", "folder"]
    assert names(tmp_path / "folder") == []


def test_a_folder_for_a_file_is_told_before_anything_is_read(tmp_path: Path):
    with pytest.raises(SelonError, match="Is a directory"):
        write(failing(Stopped()), "jsonl", tmp_path)


def test_a_file_for_a_folder_is_told_before_anything_is_read(tmp_path: Path):
    (tmp_path / "file").write_text(OLD)
    with pytest.raises(SelonError, match=r"file: cannot be written \(File exists\)"):
        write(failing(Stopped()), "brat", tmp_path / "file")
    assert (tmp_path / "file").read_text() == OLD


def test_a_format_of_several_files_needs_a_folder():
    with pytest.raises(UsageError) as caught:
        write(failing(Stopped()), "brat", None)
    assert str(caught.value) == "brat writes several files. Name a folder for them: --output FOLDER."


def test_a_device_is_written_and_not_replaced():
    with pytest.raises(SelonError) as caught:
        write(SHAPES, "jsonl", Path("/dev/full"))
    assert str(caught.value) == "/dev/full: cannot be written (No space left on device)."
    assert Path("/dev/full").is_char_device()
    write(SHAPES, "jsonl", Path(os.devnull))
    assert Path(os.devnull).is_char_device()


def test_a_pipe_is_written_and_not_replaced():
    receiving, sending = os.pipe()
    write([NESTED], "jsonl", Path(f"/dev/fd/{sending}"))
    os.close(sending)
    with os.fdopen(receiving, "rb") as pipe:
        assert pipe.read() == written("jsonl", NESTED)


class Terminal(TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_standard_output_is_the_default(monkeypatch: pytest.MonkeyPatch):
    screen = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(screen))
    write(SHAPES, "jsonl", None)
    assert screen.getvalue() == written("jsonl", *SHAPES)


def test_binary_data_is_not_for_a_terminal(monkeypatch: pytest.MonkeyPatch):
    screen = BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(screen))
    with pytest.raises(UsageError) as caught:
        write(failing(Stopped()), "parquet", None)
    assert str(caught.value) == "parquet is not for a terminal. Write it to a file: --output FILE."
    assert screen.getvalue() == b""


def test_a_format_that_is_not_known_is_told_before_anything_is_read(tmp_path: Path):
    (tmp_path / "out").write_text(OLD)
    with pytest.raises(UsageError, match="'xml' is not a format"):
        write(failing(Stopped()), "xml", tmp_path / "out")
    assert (tmp_path / "out").read_text() == OLD
