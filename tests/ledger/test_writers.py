"""Several programs that add to one ledger at once, which they also make at once."""

import os
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from selon.ledger import Ledger, check
from selon.ledger.schema import documents

WRITERS = 8
ARTICLES = int(os.environ.get("SELON_WRITERS", "6"))  # of each of them
ROOT = Path(__file__).parents[2]


def adding(address: str, first: int, prefix: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.adding_child", address, str(first), str(ARTICLES), prefix]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(processes: list[subprocess.Popen[str]]) -> list[set[str]]:
    """What each of them told; all of them ended well."""
    told = []
    for process in processes:
        output, errors = process.communicate()
        assert process.returncode == 0, errors
        told.append(set(output.split()))
    return told


def kept(address: str) -> set[str]:
    with Ledger(address) as ledger, ledger.reading() as connection:
        assert list(check.faults(connection)) == []
        return set(connection.execute(select(documents.c.id)).scalars())


def test_nothing_is_lost_of_what_many_write_at_once(address):
    told = finished([adding(address, 0, f"w{number}") for number in range(WRITERS)])
    assert [len(each) for each in told] == [ARTICLES] * WRITERS
    assert kept(address) == set().union(*told)


def test_the_same_articles_from_many_are_kept_once(address):
    told = finished([adding(address, 0, "same") for _ in range(WRITERS)])
    assert told == [told[0]] * WRITERS
    assert kept(address) == told[0]
