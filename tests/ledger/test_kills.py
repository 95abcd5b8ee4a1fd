"""What was told as added is there, whenever the program was killed."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from selon.ledger import Ledger, check
from selon.ledger.schema import documents

KILLS = int(os.environ.get("SELON_KILLS", "8"))  # of each engine
ROOT = Path(__file__).parents[2]
ARTICLES = 60


def adding(address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.adding_child", address, "0", str(ARTICLES)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed_after(process: subprocess.Popen[str], lines: int, delay: float) -> set[str]:
    """What a program tells until it is killed, a moment after it told so much."""
    told: set[str] = set()
    with process:
        for line in process.stdout or ():
            if line.endswith("\n"):
                told.add(line.strip())
            if len(told) == lines:
                time.sleep(delay)
                process.kill()
        errors = process.stderr.read() if process.stderr else ""
    assert process.returncode in (0, -signal.SIGKILL), errors
    return told


def kept(address: str) -> set[str]:
    """The documents of a ledger that nothing is wrong with."""
    with Ledger(address) as ledger, ledger.reading() as connection:
        assert list(check.faults(connection)) == []
        return set(connection.execute(select(documents.c.id)).scalars())


def test_what_was_told_is_there_after_a_kill(address):
    random.seed(KILLS)
    told: set[str] = set()
    for _ in range(KILLS):
        told |= killed_after(adding(address), random.randint(1, ARTICLES // 2), random.random() / 20)
        assert told <= kept(address)
    whole = killed_after(adding(address), ARTICLES + 1, 0)
    assert kept(address) == whole >= told
    assert len(whole) == ARTICLES


@pytest.mark.parametrize("moment", [0.5, 0.7, 0.9, 1.1])
def test_a_ledger_whose_making_was_killed_can_be_made(address, moment):
    process = adding(address)
    killing = threading.Timer(moment, process.kill)
    killing.start()
    told = killed_after(process, ARTICLES + 1, 0)
    killing.join()
    whole = killed_after(adding(address), ARTICLES + 1, 0)
    assert kept(address) == whole >= told
