"""Run the other libraries on the cases and record what they get right: `python -m evals.suites.peers`.

Makes `.peers-venv` where it is missing (pip, and npm where node is at hand), runs every library once there, and writes
`peers.json`: versions, milliseconds a case, and the ids of the cases that are right. The answers stay in `.peers-venv`
(they quote the suites): `--rescore` judges them again without running anything. `--only NAME` runs one library.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evals.corpora import ROOT
from evals.suites.cases import SUITES, all_cases
from evals.suites.records import KINDS, Answer, Case, Interval
from evals.suites.score import every, is_right

HOME = ROOT / ".peers-venv"
ANSWERS = HOME / "answers.json"
PEERS = Path(__file__).parent / "peers.json"
CHRONO = "2.10.3"
_MOST_SECONDS = 300  # of one library on one kind and language; the cases after that are wrong, and it is said

_NUMBERS = ("number", "currency", "dimension", "temperature")
# name: function in peer_libraries, package, kinds, languages
LIBRARIES: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "Recognizers-Text": (
        "recognizers",
        "recognizers-text-suite",
        tuple(k for k in KINDS if k != "range"),
        ("fr", "en"),
    ),
    "Duckling": ("duckling", "pyduckling-native-phihos", ("date", "range", "ordinal", *_NUMBERS), ("fr", "en")),
    "Duckling + previous": ("duckling_previous", "pyduckling-native-phihos", ("date",), ("fr", "en")),
    "dateparser": ("dateparser", "dateparser", ("date",), ("fr", "en")),
    "chrono": ("chrono", "chrono-node", ("date",), ("fr", "en")),
    "text2num": ("text2num", "text2num", ("number", "ordinal"), ("fr", "en")),
    "quantulum3": ("quantulum", "quantulum3", ("range", "percent", "age", *_NUMBERS), ("en",)),
    "number-parser": ("number_parser", "number-parser", ("number",), ("en",)),
}


def set_up() -> Path:
    """The interpreter of the libraries' own environment, made where it is missing."""
    python = HOME / "bin" / "python"
    requirements = Path(__file__).parent / "peers-requirements.txt"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
        quiet = ["--quiet", "--disable-pip-version-check"]
        subprocess.run([str(python), "-m", "pip", "install", *quiet, "--pre", "-r", str(requirements)], check=True)
    if shutil.which("npm") and not (HOME / "node_modules").exists():
        subprocess.run(["npm", "install", "--silent", "--prefix", str(HOME), f"chrono-node@{CHRONO}"], check=True)
    return python


def asked(name: str) -> list[Case]:
    """The cases that a library is run on."""
    _, _, kinds, languages = LIBRARIES[name]
    return [case for case in all_cases() if case.kind in kinds and case.language in languages]


def run(name: str) -> dict[str, Any]:
    """The answers of one library by the id of the case, its version and its time."""
    function, package, kinds, languages = LIBRARIES[name]
    library = getattr(import_module("evals.suites.peer_libraries"), function)
    cases, began = asked(name), time.perf_counter()
    answers = library(cases, HOME) if name == "chrono" else _each(library, cases)
    seconds = time.perf_counter() - began
    return {
        "version": CHRONO if name == "chrono" else version(package),
        "kinds": [f"{kind} {language}" for kind in kinds for language in languages],
        "ms": round(1000 * seconds / max(len(cases), 1), 1),
        "answers": {case.id: [asdict(a) for a in found] for case, found in zip(cases, answers, strict=True) if found},
    }


def _each(library: Callable[[Case], list[Answer]], cases: Sequence[Case]) -> list[list[Answer]]:
    found, began = [], time.perf_counter()
    for case in cases:
        if time.perf_counter() - began > _MOST_SECONDS:
            print(f"Stopped after {_MOST_SECONDS} s: {len(cases) - len(found)} cases count as wrong.")
            return found + [[]] * (len(cases) - len(found))
        try:
            found.append(library(case))
        except Exception as error:  # a library that falls over has no answer
            print(f"{type(error).__name__} on {case.id}: {str(error)[:80]}")
            found.append([])
    return found


def judged(name: str, ran: dict[str, Any]) -> dict[str, Any]:
    """The record of one library: the ids of the cases that are right with its single answer, and with any."""
    right, more = [], []
    for case in asked(name):
        answers = [_answer(a) for a in ran["answers"].get(case.id, ())]
        if is_right(case, answers):
            right.append(case.id)
        elif is_right(case, answers, every):
            more.append(case.id)
    record = {key: ran[key] for key in ("version", "kinds", "ms")}
    return {**record, "right": " ".join(right), "right with any": " ".join(more)}


def _answer(data: dict[str, Any]) -> Answer:
    return Answer(**{**data, "intervals": tuple(Interval(**i) for i in data["intervals"])})


def main() -> None:
    """Run, judge, record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=LIBRARIES)
    parser.add_argument("--rescore", action="store_true", help="judge the recorded answers again")
    options = parser.parse_args()
    if not SUITES.exists():
        sys.exit("The suites (../shared/data/suites) are not here.")
    if not options.rescore and Path(sys.prefix) != HOME:
        paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        command = [str(set_up()), "-W", "ignore", "-m", "evals.suites.peers", *sys.argv[1:]]
        sys.exit(subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, cwd=ROOT, check=False).returncode)
    ran = json.loads(ANSWERS.read_text(encoding="utf-8")) if ANSWERS.exists() else {}
    if not options.rescore:
        for name in [options.only] if options.only else LIBRARIES:
            ran[name] = run(name)
            print(f"{name} {ran[name]['version']}: {len(asked(name))} cases, {ran[name]['ms']} ms each")
            ANSWERS.write_text(json.dumps(ran), encoding="utf-8")
    libraries = {name: judged(name, ran[name]) for name in LIBRARIES if name in ran}
    PEERS.write_text(json.dumps({"libraries": libraries}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
