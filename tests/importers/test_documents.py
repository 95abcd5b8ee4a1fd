"""What every importer owes: documents or errors, and never a crash."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.errors import SourceError, UnreadableSource
from selon.importers import Source, documents
from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, GERMAN, read_file, read_one, told

NAMES = ["a.txt", "a.md", "a.jsonl", "a.json", "a.csv", "a.tsv", "a", "a.xml"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        *((name, data) for name in NAMES for data in ("", " \n\t\r\n ", "\ufeff")),
        *((name, "\u00a0\u2003\n\u3000") for name in ("a.txt", "a.md", "a")),
    ],
)
def test_an_empty_file_is_told(tmp_path: Path, name: str, data: str):
    path = tmp_path / name
    assert told(path, read_file(path, data)) == [f"{name}: is empty; there is nothing to read."]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.html", "a.jsonl", "a"])
def test_binary_data_is_told(tmp_path: Path, name: str):
    path = tmp_path / name
    data = b"GIF89a\x80\0\x90\0\xf7" + bytes(range(11, 256)) * 20
    (line,) = told(path, read_file(path, data))
    assert line.startswith(f"{name}: looks like binary data, not text (a NUL byte at byte 7). Give the article as")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_a_wrong_encoding_is_told_and_the_right_one_works(tmp_path: Path, name: str):
    path, data = tmp_path / name, f"Bonjour.\n\n{FRENCH}".encode("cp1252")
    assert told(path, read_file(path, data)) == [
        f"{name}:3: not text in utf-8 (byte 0xE9). Save it as UTF-8, or name its encoding with --encoding."
    ]
    assert read_one(path, data, ReadSettings(encoding="cp1252")).text == f"Bonjour.\n\n{FRENCH}"


def test_another_language_is_told_and_read_all_the_same_where_asked(tmp_path: Path):
    path = tmp_path / "a.txt"
    (line,) = told(path, read_file(path, GERMAN))
    assert line.startswith("a.txt: is in de, as far as can be told")
    made = read_one(path, GERMAN, ReadSettings(language="fr"))
    assert (made.language, made.text) == ("fr", GERMAN)


def test_a_few_words_have_no_language(tmp_path: Path):
    assert read_one(tmp_path / "a.txt", "Oui, dit-il.").language is None


def test_a_file_that_is_gone_is_told(tmp_path: Path):
    (problem,) = documents(Source("gone.txt", tmp_path / "gone.txt"), ReadSettings())
    assert isinstance(problem, SourceError)
    assert problem.told() == "gone.txt: cannot be opened (No such file or directory)."


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's right to read everything."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    os.seteuid(before)


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("Oui.")
    path.chmod(0)
    with as_nobody():
        (problem,) = documents(Source("a.txt", path), ReadSettings())
    assert isinstance(problem, UnreadableSource)
    assert problem.told() == "a.txt: cannot be opened (Permission denied)."


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_a_file_that_fails_while_it_is_read_is_told():
    (problem,) = documents(Source("mem", Path("/proc/self/mem")), ReadSettings())
    assert isinstance(problem, SourceError)
    assert problem.told() == "mem: cannot be opened (Input/output error)."


PIECES = st.sampled_from(
    [b"\x1f\x8b", b"WARC/1.0\r\n", b"<rss>",
     b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"\r", b'"', b",", b";", b"\t", b"{", b"}", b"[", b"]", b":", b"text",
     b'{"text": "', b'"}', b"id,text\n", b"---\n", b"# ", b"<!--", b"-->", b"\\ud800", "é".encode(), b"\xe9", b"a"]
)  # fmt: skip


@settings(max_examples=100)
@given(
    data=st.lists(PIECES, max_size=14).map(b"".join) | st.binary(max_size=40),
    name=st.sampled_from([*NAMES, "a.warc"]),
    encoding=st.sampled_from([None, "cp1252", "utf-16", "utf-16-le", "utf-7"]),
)
def test_any_bytes_give_documents_or_errors_that_can_be_told(
    tmp_path: Path, data: bytes, name: str, encoding: str | None
):
    items = read_file(tmp_path / name, data, ReadSettings(encoding=encoding))
    assert items
    for item in items:
        if isinstance(item, Document):
            assert item.text.strip()
        else:
            assert name in item.told("fr") and name in item.told("en")
