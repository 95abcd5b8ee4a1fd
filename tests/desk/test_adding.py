from pathlib import Path

import pytest

from selon.desk.adding import add, read_again
from selon.desk.asking import search
from selon.desk.linking import KeptVectors
from selon.desk.moving import faults
from selon.errors import SourceError
from selon.importers import find_sources
from selon.ledger import Ledger
from selon.ledger.asking import Question
from selon.settings import ReadSettings
from tests.telling import Hashed, Teller, article, one

STORY = Path(__file__).parents[2] / "examples"


def folder(path: Path, count: int) -> list[str]:
    """Files of articles, with one that is none among them."""
    for number in range(count):
        text = f"Kirby said that the talks of day {number} go on. Rutte denied that {number} people left."
        (path / f"{number:02}.txt").write_bytes(b"\0\0" if number == 3 else text.encode())
    return [str(path)]


@pytest.mark.parametrize("jobs", [1, 4])
def test_articles_are_added_in_their_order_and_errors_pass_through(ledger, tmp_path, jobs):
    path = tmp_path / "articles"
    path.mkdir()
    settings = ReadSettings(language="en", jobs=jobs)
    told = list(add(find_sources(folder(path, 12)), ledger, settings, Teller(), Hashed()))
    assert [Path(where).name for where, _ in told] == [f"{number:02}.txt" for number in range(12)]
    assert [where for where, item in told if isinstance(item, SourceError)] == [str(path / "03.txt")]
    assert len(search(ledger, Question(limit=99))) == 22
    assert faults(ledger)[0] == []


def test_what_is_told_is_kept_before_the_next_is_read(ledger, address, tmp_path):
    path = tmp_path / "articles"
    path.mkdir()
    settings = ReadSettings(language="en")
    for _, item in add(find_sources(folder(path, 5)), ledger, settings, Teller(), Hashed()):
        if not isinstance(item, SourceError):
            with Ledger(address) as other:
                assert item.document in {hit.document for hit in search(other, Question(limit=99))}


def test_another_model_reads_again_what_it_did_not_read(ledger):
    one(ledger, article("Kirby said that it rains.", url="https://a.example", id="own"))
    ((_, item),) = read_again(ledger, Teller("2"), Hashed(), jobs=2)
    assert item.what == "read_again"
    assert list(read_again(ledger, Teller("2"), Hashed())) == []
    added = one(ledger, article("Kirby said that it rains.", url="https://a.example"), Teller("3"))
    assert added.what == "read_again"
    assert one(ledger, article("Kirby said that it rains.", url="https://a.example"), Teller("3")).what == "known"


def test_vectors_are_kept_and_made_once(ledger):
    class Counting(Hashed):
        made = 0

        def of(self, texts):
            Counting.made += len(texts)
            return super().of(texts)

    texts = ["it rains", "it snows", "it rains", ""]
    for _ in range(2):
        with ledger.writing() as connection:
            found = KeptVectors(connection, Counting()).of(texts)
    assert Counting.made == 3
    assert (found[0] == found[2]).all()
    assert abs(found @ Hashed().of(texts).T - Hashed().of(texts) @ Hashed().of(texts).T).max() < 0.02
    with ledger.writing() as connection:
        assert KeptVectors(connection, Counting()).of([]).shape == (0, 512)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_the_reader_that_ships_makes_a_sound_ledger(ledger, reader):
    told = [item for _, item in add(find_sources([str(STORY)]), ledger, None, reader, Hashed())]
    assert not [item for item in told if isinstance(item, SourceError)]
    assert len(search(ledger, Question(limit=500))) == sum(item.statements for item in told)
    assert faults(ledger)[0] == []
