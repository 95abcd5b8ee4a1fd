import socket
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.records import Document
from selon.settings import ReadSettings
from tests.importers.files import FRENCH, GERMAN, read_file, read_one, told

SPACES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def rss(*items: str, start: str = "", title: str = "Le Journal") -> str:
    body = "".join(f"<item>{item}</item>\n" for item in items)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{start}<rss version="2.0" {SPACES}><channel><title>{title}</title>\n'
        f"{body}</channel></rss>\n"
    )


def atom(*entries: str, head: str = "<title>The Paper</title>") -> str:
    body = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{head}{body}</feed>'


def described(text: str, more: str = "") -> str:
    return f"<title>Titre</title><description>{text}</description>{more}"


ONE, TWO = described("Un, dit-il."), described("Deux, dit-elle.")


def test_an_rss_item_is_a_document(tmp_path: Path):
    item = (
        "<title>AT&amp;T &lt;b&gt;paie&lt;/b&gt;</title><link>https://j.example/1</link><guid>g-1</guid>"
        "<pubDate>Tue, 05 Mar 2024 23:30:00 +0200</pubDate><dc:creator>Léa Morin</dc:creator>"
        "<description>Court.</description><content:encoded><![CDATA[<p>« Oui »,\n <b>dit</b>-il.</p><p>Non.</p>]]>"
        "</content:encoded>"
    )
    assert read_one(tmp_path / "a.xml", rss(item)) == Document(
        "« Oui », dit-il.\n\nNon.",
        id="g-1",
        title="AT&T paie",
        outlet="Le Journal",
        authors=("Léa Morin",),
        published="2024-03-05T23:30:00+02:00",
        url="https://j.example/1",
    )


def test_an_atom_entry_is_a_document(tmp_path: Path):
    entry = (
        '<title>A b</title><id>tag:1</id><link href="https://p.example/1"/><updated>2024-03-06T00:00:00+01:00</updated>'
        "<published>2024-03-01T08:00:00Z</published><author><name>Ann</name></author><author><name>Bo</name></author>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>He said <em>yes</em>.</p></div></content>'
    )
    assert read_one(tmp_path / "a.xml", atom(entry)) == Document(
        "He said yes.",
        id="tag:1",
        title="A b",
        outlet="The Paper",
        authors=("Ann", "Bo"),
        published="2024-03-01T08:00:00Z",
        url="https://p.example/1",
    )


def test_an_rdf_item_is_a_document(tmp_path: Path):
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Canal</title></channel><item><title>Un</title>'
        "<link>https://c.example/1</link><description>Oui.</description><dc:date>2024-03-05</dc:date></item></rdf:RDF>"
    )
    made = read_one(tmp_path / "a", feed)
    assert (made.text, made.outlet, made.published, made.url) == ("Oui.", "Canal", "2024-03-05", "https://c.example/1")


def test_what_the_feed_does_not_tell_stays_empty(tmp_path: Path):
    assert read_one(tmp_path / "a.rss", rss(described("Oui."), title="")) == Document("Oui.", title="Titre")
    made = read_one(tmp_path / "a.atom", atom("<summary>Yes.</summary><id>tag:2</id>", head=""))
    assert made == Document("Yes.", id="tag:2")


def test_plain_text_is_unchanged(tmp_path: Path):
    made = read_one(tmp_path / "a.atom", atom("<content>Plain &amp; simple.\n  Second line.</content>"))
    assert made.text == "Plain & simple.\n  Second line."


def test_an_item_of_a_collected_feed_has_its_own_outlet(tmp_path: Path):
    made = read_one(tmp_path / "a.rss", rss(described("Oui.", '<source url="https://o.example">Autre</source>')))
    assert made.outlet == "Autre"


def test_an_address_is_no_author(tmp_path: Path):
    named, bare = (f"<author>{author}</author>" for author in ("lea@j.com (Léa Morin)", "lea@j.com"))
    items = read_file(tmp_path / "a.rss", rss(described("Oui.", named), described("Non.", bare)))
    assert [item.authors for item in items if isinstance(item, Document)] == [("Léa Morin",), ()]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T10:00:00+00:00"),
        ("2024-03-05T10:00:00-05:00", "2024-03-05T10:00:00-05:00"),
        ("2024-03-05", "2024-03-05"),
        ("Tue, 05 Mar 2024 10:00:00 EST", "2024-03-05T10:00:00-05:00"),
        ("mardi 5 mars 2024", "mardi 5 mars 2024"),
        ("", None),
    ],
)
def test_dates_are_iso_in_their_own_zone_where_they_can_be_read(tmp_path: Path, written: str, published: str | None):
    made = read_one(tmp_path / "a.rss", rss(described("Oui.", f"<pubDate>{written}</pubDate>")))
    assert made.published == published


def test_an_entry_without_text_is_told_and_the_rest_goes_on(tmp_path: Path):
    path = tmp_path / "a.rss"
    items = read_file(path, rss(ONE, "<title>Titre</title><link>https://j.example</link>", described(" "), TWO))
    problem = "this entry has no text, only a title or a link. Save the page that it links to."
    assert told(path, items) == ["Un, dit-il.", f"a.rss[1]: {problem}", f"a.rss[2]: {problem}", "Deux, dit-elle."]


def test_an_entry_in_another_language_is_told_with_its_place(tmp_path: Path):
    path = tmp_path / "a.rss"
    line, text = told(path, read_file(path, rss(described(GERMAN), described(FRENCH))))
    assert line.startswith("a.rss[0]: is in de,")
    assert text == FRENCH


def test_the_language_that_the_feed_names_is_taken(tmp_path: Path):
    path = tmp_path / "a.rss"
    assert (
        read_one(path, rss(ONE, start="").replace("<channel>", "<channel><language>fr-CA</language>")).language == "fr"
    )
    (line,) = told(path, read_file(path, rss(ONE).replace("<channel>", "<channel><language>de</language>")))
    assert line.startswith("a.rss[0]: is in de,")


@pytest.mark.parametrize("data", ["", "\n", "\ufeff", rss(), atom()])
def test_a_feed_without_entries_is_empty(tmp_path: Path, data: str):
    path = tmp_path / "a.xml"
    assert told(path, read_file(path, data)) == ["a.xml: is empty; there is nothing to read."]


@pytest.mark.parametrize("data", ["<a><b>c</b></a>", "Il a dit oui.", "<", "<?xml version='1.0'?>"])
def test_what_is_no_feed_is_told(tmp_path: Path, data: str):
    path = tmp_path / "a.xml"
    (line,) = told(path, read_file(path, data))
    assert line.startswith("a.xml: is neither an RSS nor an Atom feed.")


def test_a_feed_that_is_cut_off_loses_its_last_entry_only(tmp_path: Path):
    path = tmp_path / "a.rss"
    whole = rss(ONE, TWO)
    assert told(path, read_file(path, whole[: whole.index("dit-elle")])) == [
        "Un, dit-il.",
        "a.rss[1]: this feed ends in the middle of an entry, which was left out. Fetch it again.",
    ]


@pytest.mark.parametrize("broken", ["AT & T", "L&nbsp;eau", "<b>non"])
def test_a_feed_that_is_not_well_formed_is_read_and_told(tmp_path: Path, broken: str):
    path = tmp_path / "a.rss"
    *texts, line = told(path, read_file(path, rss(ONE, TWO).replace("Le Journal", broken)))
    assert texts == ["Un, dit-il.", "Deux, dit-elle."]
    assert line.startswith(
        ("a.rss:2: this feed is not well-formed XML (", "a.rss:5: this feed is not well-formed XML (")
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str):
    assert read_one(tmp_path / "a.rss", rss(described("Été.")).encode(encoding)).text == "Été."


def test_the_encoding_that_the_feed_declares_is_used(tmp_path: Path):
    data = rss(described("L’été.")).replace("utf-8", "ISO-8859-1").encode("cp1252")
    assert read_one(tmp_path / "a.rss", data).text == "L’été."
    assert read_one(tmp_path / "a.rss", data, ReadSettings(encoding="cp1252")).text == "L’été."


@pytest.mark.parametrize("declared", ["utf-8", "klingon", "base64"])
def test_a_wrong_encoding_is_told(tmp_path: Path, declared: str):
    path = tmp_path / "a.rss"
    (line,) = told(path, read_file(path, rss(described("Été.")).replace("utf-8", declared).encode("cp1252")))
    assert line.startswith("a.rss:3: not text in utf-8 (byte 0xC9).")


def test_a_nul_byte_is_binary(tmp_path: Path):
    path = tmp_path / "a.rss"
    (line,) = told(path, read_file(path, b"\x89PNG\0\0"))
    assert line.startswith("a.rss: looks like binary data")


def test_entities_neither_grow_nor_open_files(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    grown = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    start = f'<!DOCTYPE rss [<!ENTITY e0 "lol">{grown}<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    items = read_file(tmp_path / "a.rss", rss(described("Oui &e9; &f;."), start=start))
    assert not any("lol" in str(item) or "geheim" in str(item) for item in items)


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    link = '<link>https://j.example/1</link><enclosure url="https://j.example/a.mp3"/>'
    assert read_one(
        tmp_path / "a.rss", rss(described("Oui.", link), start='<?xml-stylesheet href="https://x.example"?>')
    )
    assert read_file(tmp_path / "b.rss", "https://j.example/feed.rss")


PIECES = st.sampled_from(
    ["<rss>", "<feed>", "<channel>", "<item>", "</item>", "<entry>", "</entry>", "<description>", "</description>",
     "Oui", "<![CDATA[", "]]>", "&amp;", "&", "<", ">", "<!--", "-->", "<!DOCTYPE", "[", "]", "</rss>", "<p>",
     "<![if x", "\n", "<pubDate>", "99999", "</pubDate>", "<title>", "</title>", "é",
     "<content type='xhtml'>", "</content>"]
)  # fmt: skip


@settings(max_examples=200)
@given(
    pieces=st.lists(PIECES, max_size=16), start=st.sampled_from(["<rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>"])
)
def test_any_feed_gives_documents_or_errors_that_can_be_told(tmp_path: Path, pieces: list[str], start: str):
    items = read_file(tmp_path / "a.xml", start + "".join(pieces))
    assert items
    for item in items:
        if isinstance(item, Document):
            assert item.text.strip()
        else:
            assert "a.xml" in item.told("fr") and "a.xml" in item.told("en")
