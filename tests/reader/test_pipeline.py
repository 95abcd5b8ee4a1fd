import dataclasses
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings

from selon.errors import SelonError
from selon.reader.pipeline import Reader, shipped_reader
from selon.records import Document
from tests.reader.odd_texts import ARTICLES, ODD_TEXT, SOUP
from tests.reader.soundness import assert_at_word_edges, assert_sound

LONG_RUN = "xkzqvj" * 11_000  # more than one stretch

# Reads a text of 200,000 characters in a process of its own and tells the most memory it took, in MB.
# On Linux a child's getrusage begins with the memory of its parent, the peak of its own memory does not.
_READ_MUCH = """
import pathlib, resource, sys
from selon.reader.pipeline import Reader
from selon.records import Document
text = sys.stdin.read()
count = len(Reader().read(Document(text)).statements)
status = pathlib.Path("/proc/self/status")
if status.exists():
    most = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(text), count, most // 1024 if sys.platform != "darwin" else most // 1024**2)
"""


@pytest.fixture(scope="module")
def expected(reader) -> dict[str, Document]:
    """What the reader says of each article when it is asked for the first time."""
    return {text: reader.read(Document(text)) for text in ARTICLES}


@settings(max_examples=60, deadline=None)
@given(ODD_TEXT)
def test_any_text_can_be_read(reader, text):
    document = reader.read(Document(text))
    assert_sound(text, document.statements)
    assert_at_word_edges(text, document.statements)
    assert document.text == text


@settings(max_examples=20, deadline=None)
@given(SOUP)
def test_any_text_is_read_alike_twice(reader, text):
    assert reader.read(Document(text)) == reader.read(Document(text))


@pytest.mark.parametrize("text", ["", " ", "\n", "a", "É", ".", "«", '"', "😀", "\u0301", "\ud800", "\x00", "字"])
def test_no_character_and_one(reader, text):
    document = reader.read(Document(text))
    assert_sound(text, document.statements)
    if not text.strip():
        assert document.statements == ()


def test_an_article_is_read_soundly(reader, expected):
    for text, document in expected.items():
        assert_sound(text, document.statements)
    text = "\n\n".join(ARTICLES)
    assert_sound(text, reader.read(Document(text)).statements)


def test_a_document_keeps_everything_else(reader):
    document = Document(
        ARTICLES[0],
        id="a-1",
        language="fr",
        title="Départ",
        outlet="Le Courrier",
        authors=("A. Roy",),
        published="2024-11-25",
        url="https://exemple.fr/1",
    )
    read = reader.read(document)
    assert dataclasses.replace(read, statements=(), read_by=None) == document
    assert read.read_by == reader.origin
    assert reader.origin.agent
    assert reader.origin.version
    assert document.statements == (), "the document given is left as it was"


def test_what_is_known_beside_the_text_changes_no_span(reader, expected):
    for text, document in expected.items():
        told = Document(text, id="x", language="en", title="Statements", published="1999-01-01")
        made = [(s.source, s.cue, s.content, s.parent) for s in reader.read(told).statements]
        assert made == [(s.source, s.cue, s.content, s.parent) for s in document.statements]


def test_a_document_may_be_read_again(reader, expected):
    for document in expected.values():
        assert reader.read(document) == document


@pytest.mark.parametrize("order", [[4, 3, 2, 1, 0], [2, 0, 2, 4, 1, 3, 2], [1, 1, 1]])
def test_the_order_of_documents_changes_no_statement(reader, expected, order):
    for i in order:
        assert reader.read(Document(ARTICLES[i])) == expected[ARTICLES[i]]


def test_other_texts_before_change_no_statement(reader, expected):
    for other in ("Autre chose. " * 300, "\x00\ud800", "«" * 500, "said " * 400):
        reader.read(Document(other))
        assert reader.read(Document(ARTICLES[1])) == expected[ARTICLES[1]]


def test_another_reader_says_the_same(expected):
    other = Reader()
    for text in reversed(ARTICLES):
        assert other.read(Document(text)) == expected[text]


def test_four_threads_share_a_reader(expected):
    fresh = Reader()
    texts = list(ARTICLES) * 4
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda text: fresh.read(Document(text)), texts))
    assert results == [expected[text] for text in texts]


def test_the_shipped_reader_is_loaded_once(reader):
    assert shipped_reader() is reader


def test_a_long_text_without_spaces(reader):
    assert_sound(LONG_RUN, reader.read(Document(LONG_RUN)).statements)


def test_200_000_characters_need_little_memory(reader):
    pytest.importorskip("resource")
    article = "\n\n".join(" ".join(ARTICLES[i] for i in order) for order in ([0, 4, 2], [1, 3]))
    text = (article + "\n\n") * (200_000 // len(article))
    done = subprocess.run(
        [sys.executable, "-c", _READ_MUCH],
        input=text,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=600,
    )
    length, count, megabytes = map(int, done.stdout.split())
    assert length == len(text)
    assert count >= 0
    assert megabytes < 600  # about 240, the model's 45 among them
    assert not done.stderr


def test_a_folder_without_a_model(tmp_path):
    with pytest.raises(SelonError):
        Reader(tmp_path)


def test_times_of_a_statement_and_when_it_was_said():
    text = "« Nous partirons le 3 mars », a déclaré mercredi Léa Morin. Le train est à quai."
    made = shipped_reader().read(Document(text, language="fr", published="2024-02-29T10:00:00Z"))
    statement = made.statements[0]
    assert statement.said_on is not None
    assert (statement.said_on.start, statement.said_on.span.of(text)) == ("2024-02-28", "mercredi")
    assert [(when.start, when.span.of(text)) for when in statement.times] == [("2024-03-03", "le 3 mars")]
    assert "said_on" in {reason.field for reason in statement.reasons}


def test_nothing_is_dated_from_a_publication_that_nobody_told():
    text = "« Nous partirons », a déclaré hier Léa Morin aux journalistes."
    statement = shipped_reader().read(Document(text, language="fr")).statements[0]
    assert statement.said_on is None or (statement.said_on.start, statement.said_on.offset) == (None, "-P1D")


def test_a_pronoun_is_taken_back_to_its_name():
    text = (
        "Le maire, Jean Morel, est venu. « Nous partons », a déclaré M. Morel. Il a ajouté que la route était coupée."
    )
    made = shipped_reader().read(Document(text, language="fr"))
    assert {statement.actor.who for statement in made.statements if statement.actor} == {"Jean Morel"}
