import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fastwarc.stream_io import BrotliWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.importers import warc
from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, GERMAN, read_file, read_one, told

HTML = b"Content-Type: text/html; charset=utf-8"
BROKEN = "this WARC record is broken"


def text_number(number: int) -> str:
    return f"{FRENCH} C’était la réponse {number}."


def page(number: int, head: str = "") -> bytes:
    text = text_number(number)
    return (
        f"<html><head><title>Page {number}</title>{head}</head><body><article><h1>Page {number}</h1><p>{text}</p>"
        "</article></body></html>"
    ).encode()


def record(body: bytes, *headers: bytes, status: bytes = b"HTTP/1.1 200 OK", **more: object) -> bytes:
    """A record; `type`, `url` and `length` stand for what such a record would have."""
    block = b"\r\n".join([status, *(headers or (HTML,)), b"", body])
    lines = [
        "WARC/1.0",
        f"WARC-Type: {more.get('type', 'response')}",
        f"WARC-Target-URI: {more.get('url', 'https://j.example/1')}",
        "WARC-Date: 2024-03-05T10:00:00Z",
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {more.get('length', len(block))}",
    ]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


RECORDS = [record(page(number), url=f"https://j.example/{number}") for number in range(4)]
INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\na:b\r\n\r\n"


def brotli(data: bytes) -> bytes:
    class Kept(list[bytes]):
        def write(self, data: bytes) -> int:
            self.append(bytes(data))
            return len(data)

        def flush(self) -> None:
            pass

    kept = Kept()
    writer = BrotliWriter(kept)
    writer.write(data)
    writer.close()
    return b"".join(kept)


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def chunked(data: bytes) -> bytes:
    return b"10\r\n%s\r\n%x;a=b\r\n%s\r\n0\r\n\r\n" % (data[:16], len(data) - 16, data[16:])


def summary(path: Path, items: list) -> list[str]:
    """The number of each page, and the errors between them."""
    return [line.rsplit(" ", 1)[-1][:-1] if FRENCH in line else line for line in told(path, items)]


def test_a_page_is_a_document_with_its_address(tmp_path: Path):
    dated = '<meta property="article:published_time" content="2024-03-05T10:00:00Z"><meta charset="utf-8">'
    made = read_one(tmp_path / "a.warc", INFO + record(page(1, dated), url="https://j.example/a?b=c"))
    assert made.text.endswith(text_number(1))
    assert (made.title, made.url, made.published) == ("Page 1", "https://j.example/a?b=c", "2024-03-05")
    assert made.id == Document(made.text).id


def test_a_page_that_tells_no_day_has_none(tmp_path: Path):
    assert read_one(tmp_path / "a.warc", RECORDS[0]).published is None


def test_plain_text_is_unchanged(tmp_path: Path):
    made = read_one(tmp_path / "a.warc", record(f" {FRENCH}\n\n".encode(), b"Content-Type: text/plain"))
    assert made == Document(f" {FRENCH}\n\n", language="fr", url="https://j.example/1")


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.txt", "a"])
@pytest.mark.parametrize(
    "pack",
    [b"".join, lambda records: b"".join(map(gzip.compress, records)), lambda records: gzip.compress(b"".join(records))],
    ids=["plain", "record by record", "whole"],
)
def test_an_archive_is_read_under_any_name(tmp_path: Path, name: str, pack: Callable[[list[bytes]], bytes]):
    path = tmp_path / name
    items = read_file(path, pack([INFO, *RECORDS]))
    assert summary(path, items) == ["0", "1", "2", "3"]
    assert [item.url for item in items if isinstance(item, Document)] == [f"https://j.example/{i}" for i in range(4)]


def test_other_records_are_passed_over(tmp_path: Path):
    others = [
        record(b"\xff\xd8\xff", b"Content-Type: image/jpeg"),
        record(b"%PDF\0", b"Content-Type: application/pdf"),
        record(page(7), status=b"HTTP/1.1 404 Not Found"),
        record(page(7), status=b"HTTP/1.1 301 Moved"),
        record(page(7), type="request"),
        record(page(7), type="revisit"),
        record(b"User-agent: *", b"Content-Type: text/plain", url="https://j.example/robots.txt"),
        record(page(7), b"Server: none"),
    ]
    path = tmp_path / "a.warc"
    assert summary(path, read_file(path, b"".join([*others, RECORDS[1]]))) == ["1"]
    assert told(path, read_file(path, b"".join(others))) == [
        "a.warc: this archive holds no web page and no plain text. Check that it has responses, not only requests or "
        "metadata."
    ]


def test_a_page_without_an_article_is_told_and_the_rest_goes_on(tmp_path: Path):
    path = tmp_path / "a.warc"
    empty = record(b" ", b"Content-Type: text/plain")
    assert summary(path, read_file(path, RECORDS[0] + record(b"<html></html>") + empty + RECORDS[1])) == [
        "0",
        "a.warc[1]: no article text was found in this HTML page. Save the text itself, or check that the page is "
        "complete.",
        "a.warc[2]: is empty; there is nothing to read.",
        "1",
    ]


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ([b"Content-Encoding: gzip"], gzip.compress),
        ([b"content-encoding: X-GZIP"], gzip.compress),
        ([b"Content-Encoding: deflate"], zlib.compress),
        ([b"Content-Encoding: deflate"], bare_deflate),
        ([b"Content-Encoding: br"], brotli),
        ([b"Content-Encoding: gzip, br"], lambda data: brotli(gzip.compress(data))),
        ([b"Transfer-Encoding: chunked"], chunked),
        ([b"Transfer-Encoding: chunked", b"Content-Encoding: gzip"], lambda data: chunked(gzip.compress(data))),
        ([b"Content-Encoding: identity"], bytes),
        # the crawler has unpacked it and left the header
        ([b"Content-Encoding: gzip", b"Transfer-Encoding: chunked"], bytes),
        ([b"Content-Encoding: br"], bytes),
        ([b"Content-Encoding: deflate"], bytes),
    ],
)
def test_what_http_packed_is_unpacked(tmp_path: Path, headers: list[bytes], pack: Callable[[bytes], bytes]):
    made = read_one(tmp_path / "a.warc", record(pack(page(5)), HTML, *headers))
    assert made.text.endswith(text_number(5))


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([b"Content-Encoding: gzip"], gzip.compress(page(5))[:-30]),
        ([b"Content-Encoding: deflate"], b"no such thing"),
        ([b"Content-Encoding: br"], b"\xff\0no such thing"),
        ([b"Content-Encoding: zstd"], page(5)),
        ([b"Transfer-Encoding: chunked"], chunked(page(5))[:-30]),
    ],
)
def test_a_page_that_cannot_be_unpacked_is_told_and_the_rest_goes_on(tmp_path: Path, headers: list[bytes], body: bytes):
    path = tmp_path / "a.warc"
    before, line, after = summary(path, read_file(path, RECORDS[0] + record(body, HTML, *headers) + RECORDS[1]))
    assert (before, after) == ("0", "1")
    assert line.startswith(f"a.warc[1]: {BROKEN} (")


@pytest.mark.parametrize("pack", [bytes, gzip.compress, brotli], ids=["plain", "gzip", "br"])
def test_a_bomb_is_told_and_the_rest_goes_on(
    tmp_path: Path, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(warc, "_LARGEST", 2**20)
    names = {bytes: b"identity", gzip.compress: b"gzip", brotli: b"br"}
    path = tmp_path / "a.warc.gz"
    bomb = record(pack(b"<p>" * 2**20), HTML, b"Content-Encoding: " + names[pack])
    line, after = summary(path, read_file(path, gzip.compress(bomb) + gzip.compress(RECORDS[1])))
    assert line.startswith("a.warc.gz[0]: unpacks to more than 1 MiB, which is no text.")
    assert after == "1"


@pytest.mark.parametrize(
    ("broken", "errors"),
    [
        (b"garbage\r\n" * 9, 1),
        (record(page(9), status=b"nonsense"), 1),
        (RECORDS[3].replace(b"Content-Length: ", b"Content-Length: x"), 2),
        (RECORDS[3].replace(b"WARC-Type: ", b"WARC-Sort: "), 1),
        (record(page(9), length=10), 2),
    ],
    ids=["garbage", "no HTTP", "no length", "no type", "too short"],
)
def test_a_broken_record_is_told_and_the_rest_goes_on(tmp_path: Path, broken: bytes, errors: int):
    path = tmp_path / "a.warc"
    first, *lines, last = summary(path, read_file(path, RECORDS[0] + broken + RECORDS[1]))
    assert (first, last) == ("0", "1")
    assert [line.split(" (")[0] for line in lines] == [f"a.warc[{number + 1}]: {BROKEN}" for number in range(errors)]


def test_a_damaged_packed_record_is_told_and_the_rest_goes_on(tmp_path: Path):
    path = tmp_path / "a.warc.gz"
    pieces = [bytearray(gzip.compress(one)) for one in RECORDS]
    pieces[1][100:120] = bytes(20)
    first, line, *rest = summary(path, read_file(path, b"".join(pieces)))
    assert (first, rest) == ("0", ["2", "3"])
    assert line.startswith(f"a.warc.gz[1]: {BROKEN} (")


@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.parametrize("lost", [30, 250])
def test_an_archive_that_is_cut_off_loses_its_last_record_only(tmp_path: Path, is_packed: bool, lost: int):
    path = tmp_path / "a.warc"
    whole = b"".join(gzip.compress(one) if is_packed else one for one in RECORDS[:3])
    *before, line = summary(path, read_file(path, whole[:-lost]))
    assert before == ["0", "1"]
    assert line.startswith(f"a.warc[2]: {BROKEN} (")


@pytest.mark.parametrize("data", [b"", gzip.compress(b"")])
def test_an_empty_archive_is_told(tmp_path: Path, data: bytes):
    path = tmp_path / "a.warc.gz"
    assert told(path, read_file(path, data)) == ["a.warc.gz: is empty; there is nothing to read."]


@pytest.mark.parametrize("data", [b"Il a dit oui.", b"\x1f\x8b", bytes(range(256)), gzip.compress(b"Il a dit oui.")])
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes):
    path = tmp_path / "a.warc"
    (line,) = told(path, read_file(path, data))
    assert line.startswith(f"a.warc[0]: {BROKEN} (")


@pytest.mark.parametrize("kind", [b"text/plain", b"text/html"])
def test_the_encoding_that_the_server_told_is_used(tmp_path: Path, kind: bytes):
    data = page(1).decode().encode("cp1252")
    made = read_one(tmp_path / "a.warc", record(data, b"Content-Type: " + kind + b"; charset=ISO-8859-1"))
    assert text_number(1) in made.text


def test_a_wrong_encoding_is_told_and_the_right_one_works(tmp_path: Path):
    path = tmp_path / "a.warc"
    data = record(FRENCH.encode("cp1252"), b"Content-Type: text/plain")
    (line,) = told(path, read_file(path, data))
    assert line.startswith("a.warc[0]:1: not text in utf-8 (byte 0xE9).")
    assert read_one(path, data, ReadSettings(encoding="cp1252")).text == FRENCH


def test_a_page_in_another_language_is_told_with_its_place(tmp_path: Path):
    path = tmp_path / "a.warc"
    line, text = summary(path, read_file(path, record(GERMAN.encode(), b"Content-Type: text/plain") + RECORDS[2]))
    assert line.startswith("a.warc[0]: is in de,")
    assert text == "2"


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4),
    st.integers(0, 10_000),
    st.booleans(),
)
def test_any_damage_gives_documents_or_errors_that_can_be_told(
    tmp_path: Path, changes: list[tuple[int, int]], cut: int, is_packed: bool
):
    plain = [record(text_number(number).encode(), b"Content-Type: text/plain") for number in range(4)]
    data = bytearray(b"".join(map(gzip.compress, plain) if is_packed else plain))
    for place, byte in changes:
        data[place % len(data)] = byte
    for item in read_file(tmp_path / "a.warc", bytes(data[: len(data) - cut % 60]), ReadSettings(language="fr")):
        assert item.text.strip() if isinstance(item, Document) else "a.warc" in item.told("fr")
