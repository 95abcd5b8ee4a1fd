import gzip
import time
from pathlib import Path

import pytest

from selon.importers import csv_rows, feed, html_page, json_lines, markdown, plain, warc
from selon.importers.formats import importer_for
from selon.importers.sources import Source

PAGE = "<p>a</p><p>b</p><p>c</p>"


@pytest.mark.parametrize(
    ("name", "data", "module"),
    [
        ("a.txt", "Il a dit oui.", plain),
        ("a", "Il a dit oui.", plain),
        ("a.unknown", "Il a dit oui.", plain),
        ("a.txt", "", plain),
        ("a.md", "# Titre", markdown),
        ("a.MARKDOWN", "# Titre", markdown),
        ("a.html", "Il a dit oui.", html_page),
        ("a.csv", "text\nIl a dit oui.", csv_rows),
        ("a.tsv", "", csv_rows),
        ("a.jsonl", "", json_lines),
        ("a.json", "[]", json_lines),
        ("a.rss", "Il a dit oui.", feed),
        ("a.ATOM", "", feed),
        ("a.xml", "<nitf>", feed),
        ("a.warc", "", warc),
        # the content counts more than the name
        ("a.txt", "<!DOCTYPE html><html></html>", html_page),
        ("a.txt", "\n  <!doctype HTML>", html_page),
        ("a.md", "<HTML lang='fr'>", html_page),
        ("a", '<?xml version="1.0"?>\n<!-- saved --><!-- twice -->\n<html>', html_page),
        ("a.txt", f"<main>{PAGE}</main>", html_page),
        ("a.txt", "\ufeff<html>", html_page),
        ("a.txt", '{"text": "Il a dit oui."}\n{"text": "Non."}', json_lines),
        ("a.txt", '[\n{"text": "Il a dit oui."}\n]', json_lines),
        ("a", '\ufeff [ {"text": "Il a dit oui."} ]', json_lines),
        ("a.csv", '{"text": "Il a dit oui."}', json_lines),
        ("a.html", '{"text": "<html>"}', json_lines),
        ("a.txt", '{"text": "' + "a" * 100_000 + '"}', json_lines),
        ("a.txt", '{"a":' * 100_000, json_lines),
        ("a.txt", "<rss version='2.0'>", feed),
        ("a.html", f"<?xml version='1.0'?>\n<!-- a --><?b c?>\n<!DOCTYPE rss [<!ENTITY a 'b'>]>\n<rss>{PAGE}", feed),
        ("a", "\ufeff<feed xmlns='http://www.w3.org/2005/Atom'>", feed),
        ("a", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", feed),
        ("a.txt", "WARC/1.0\r\nWARC-Type: response\r\n", warc),
        ("a", "id,text\n1,Oui.", csv_rows),
        ("a", "titre;date;texte\n", csv_rows),
        ("a", '"id"\t"Body"\n', csv_rows),
        # and what only looks like it is text
        ("a.txt", "id,text\n1,Oui.", plain),
        ("a", "Text, he said, is all.", plain),
        ("a.txt", "{Reuters} Il a dit oui.", plain),
        ("a.txt", "[Reuters] Il a dit oui.", plain),
        ("a.txt", "<Il a dit oui.>", plain),
        ("a.txt", "The tag <html> opens a page.", plain),
        ("a.txt", "< 3 % des gens", plain),
        ("a.txt", "<feedback>Oui.</feedback>", plain),
        ("a.txt", "Un fichier WARC/1.0 commence ainsi.", plain),
    ],
)
def test_a_format_is_told_by_content_then_by_name(tmp_path: Path, name: str, data: str, module: object):
    path = tmp_path / name
    path.write_bytes(data.encode())
    assert importer_for(Source(name, path)) is module.documents  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(("data", "module"), [("<html>", html_page), ('{"text": "é"}', json_lines), ("é", plain)])
def test_a_format_is_told_behind_a_byte_order_mark(tmp_path: Path, encoding: str, data: str, module: object):
    path = tmp_path / "a.txt"
    path.write_bytes(data.encode(encoding))
    assert importer_for(Source("a.txt", path)) is module.documents  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "data", "module"),
    [
        ("a.txt.gz", "Il a dit oui.", plain),
        ("a.MD.GZ", "# Titre", markdown),
        ("a.csv.gz", "text\nOui.", csv_rows),
        ("a.gz", "<html>", html_page),
        ("a", '{"text": "Il a dit oui."}', json_lines),
        ("a.gz", "<rss>", feed),
        ("a.gz", "WARC/1.1\r\n", warc),
    ],
)
def test_a_format_is_told_inside_gzip(tmp_path: Path, name: str, data: str, module: object):
    path = tmp_path / name
    path.write_bytes(gzip.compress(data.encode()))
    assert importer_for(Source(name, path)) is module.documents  # type: ignore[attr-defined]


@pytest.mark.parametrize("piece", ["<?a?>", "<!-- -->", "<!doctype a>", "<!doctype a [b]>"])
def test_many_marks_before_the_first_element_do_not_take_for_ever(tmp_path: Path, piece: str):
    path = tmp_path / "a.txt"
    path.write_text(piece * 4000 + "no feed")
    started = time.monotonic()
    assert importer_for(Source("a.txt", path)) is plain.documents
    assert time.monotonic() - started < 2


def test_many_comments_do_not_take_for_ever(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("<!-- -->" * 5000 + "no page")
    started = time.monotonic()
    assert importer_for(Source("a.txt", path)) is plain.documents
    assert time.monotonic() - started < 2


def test_a_file_that_cannot_be_opened_raises(tmp_path: Path):
    with pytest.raises(OSError):
        importer_for(Source("gone", tmp_path / "gone"))
