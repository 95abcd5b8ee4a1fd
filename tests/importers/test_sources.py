import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from selon.errors import UnreadableSource
from selon.importers.sources import SUFFIXES, Source, find_sources


def names(found: list[Source | UnreadableSource], folder: Path) -> list[str]:
    return [
        str(Path(item.where).relative_to(folder)) if isinstance(item, Source) else f"! {item.key}" for item in found
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.md", "b/c.HTML", "b/d.jsonl", "b/picture.png", "Makefile", "été.csv"):
        (tmp_path / name).write_text("x")
    return tmp_path


def test_a_folder_is_walked_in_a_stable_order_for_readable_suffixes(folder: Path):
    assert names(list(find_sources([str(folder)])), folder) == ["a.md", "b/c.HTML", "b/d.jsonl", "z.txt", "été.csv"]


def test_sources_come_in_the_order_of_their_names(folder: Path):
    asked = [str(folder / "z.txt"), str(folder / "a.md"), str(folder / "z.txt")]
    assert [item.where for item in find_sources(asked) if isinstance(item, Source)] == asked


def test_a_file_named_is_read_whatever_its_suffix(folder: Path):
    assert names(list(find_sources([str(folder / "Makefile")])), folder) == ["Makefile"]


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("*.txt", ["z.txt"]),
        ("b/*", ["b/c.HTML", "b/d.jsonl", "b/picture.png"]),
        ("**/*.[Hj]*", ["b/c.HTML", "b/d.jsonl"]),
        ("?.md", ["a.md"]),
        ("*", ["Makefile", "a.md", "z.txt", "été.csv"]),
        ("*.pdf", ["! no_such_file"]),
        ("[b]", ["! no_such_file"]),
    ],
)
def test_patterns_match_files(folder: Path, pattern: str, matches: list[str]):
    assert names(list(find_sources([str(folder / pattern)])), folder) == matches


def test_a_file_whose_name_is_a_pattern_is_that_file(tmp_path: Path):
    (tmp_path / "a[1].txt").write_text("x")
    (tmp_path / "a1.txt").write_text("x")
    assert names(list(find_sources([str(tmp_path / "a[1].txt")])), tmp_path) == ["a[1].txt"]


def test_a_folder_without_readable_files_is_told(tmp_path: Path):
    (tmp_path / "picture.png").write_text("x")
    (problem,) = find_sources([str(tmp_path)])
    assert isinstance(problem, UnreadableSource)
    assert problem.told() == (
        f"{tmp_path}: no file in this folder can be read. Selon reads .txt .md .html .jsonl .csv .rss .warc files."
    )


@pytest.mark.parametrize("name", ["missing.txt", "missing/", "*.txt", ""])
def test_what_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.chdir(tmp_path)
    if name:
        (problem,) = find_sources([name])
        assert isinstance(problem, UnreadableSource)
        assert problem.key == "no_such_file"
        assert problem.http_status == 404


def test_a_link_to_nothing_is_told(tmp_path: Path):
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert names(list(find_sources([str(tmp_path / "link.txt")])), tmp_path) == ["! no_such_file"]


def test_a_name_too_long_for_the_file_system_is_told(tmp_path: Path):
    (problem,) = find_sources([str(tmp_path / ("a" * 300))])
    assert isinstance(problem, UnreadableSource)
    assert problem.told().endswith("aaa: cannot be opened (File name too long).")


def test_one_bad_name_does_not_stop_the_others(folder: Path):
    found = find_sources([str(folder / "gone"), str(folder / "z.txt")])
    assert names(list(found), folder) == ["! no_such_file", "z.txt"]


def test_a_source_knows_its_suffix_size_and_beginning(tmp_path: Path):
    path = tmp_path / "A.TXT"
    path.write_bytes(b"x" * 100_000)
    source = Source(str(path), path)
    assert (source.suffix, source.size, len(source.head), len(source.read())) == (".txt", 100_000, 65_536, 100_000)


def test_every_suffix_is_in_small_letters():
    assert all(suffix == suffix.lower() and suffix[0] == "." for suffix in SUFFIXES)


def test_a_file_that_is_gone_has_no_size(tmp_path: Path):
    assert Source("gone", tmp_path / "gone").size == 0


def test_standard_input_can_be_looked_at_and_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"some bytes")))
    (source,) = find_sources(["-"])
    assert isinstance(source, Source)
    assert (source.where, source.suffix, source.size) == ("<stdin>", "", 0)
    assert (source.head, source.read(), source.read()) == (b"some bytes",) * 3


def test_a_pipe_can_be_looked_at_and_read():
    receiving, sending = os.pipe()
    os.write(sending, b"some bytes")
    os.close(sending)
    (source,) = find_sources([f"/dev/fd/{receiving}"])
    assert isinstance(source, Source)
    assert (source.head, source.read(), source.read()) == (b"some bytes",) * 3
    os.close(receiving)


def test_packed_files_are_walked_by_the_ending_inside(tmp_path: Path):
    for name in ("a.json.gz", "b.WARC.GZ", "c.tar.gz", "d.gz"):
        (tmp_path / name).write_text("x")
    assert names(list(find_sources([str(tmp_path)])), tmp_path) == ["a.json.gz", "b.WARC.GZ"]


@pytest.mark.parametrize(
    ("name", "stem", "suffix"),
    [("a.txt", "a", ".txt"), ("a.b.JSON.gz", "a.b", ".json"), ("a.gz", "a", ""), ("a", "a", ""), (".gz", ".gz", "")],
)
def test_a_name_is_the_one_inside(name: str, stem: str, suffix: str):
    source = Source(name, Path(name))
    assert (source.stem, source.suffix) == (stem, suffix)
