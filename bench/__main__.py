"""Speed, load time and memory of reading, beside spaCy's French pipeline; then the ledger's: `make bench`.

Both read the same French text on one core, in turns, each time in a fresh process; CPU seconds are counted, so that a
busy machine disturbs less. The figures of the middle run are shown. The text is news as it comes where the corpora are
beside the repository, else our own training texts without their marks, which are twice as dense in statements and
therefore slower to read.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import ledger

ROOT = Path(__file__).parent.parent
PEER = ROOT / ".bench-venv"
NEWS = ROOT.parent / "shared/data/fr_news/unlabelled.jsonl"
TURNS = 3
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

sys.path.insert(0, str(ROOT / "training"))


def texts() -> list[str]:
    """French articles, about 40,000 words."""
    found: list[str] = []
    words = 0
    for text in _articles():
        found.append(text)
        words += len(text.split())
        if words > 40_000:
            break
    return found


def _articles() -> Iterator[str]:
    if NEWS.exists():
        with NEWS.open(encoding="utf-8") as lines:
            yield from (json.loads(line)["text"] for line in lines)
        return
    from markup import read_file

    for path in sorted((ROOT / "training/texts").glob("fr_*.txt")):
        yield from (str(document["text"]) for document in read_file(path))


def peer_python() -> Path:
    """The peer's interpreter; its environment is made at the first run."""
    python = PEER / "bin/python"
    if not (PEER / ".ready").exists():
        print("Setting up spaCy beside us, once …", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
        install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-r",
            str(ROOT / "bench/requirements.txt"),
        ]
        subprocess.run([str(python), *install], check=True)
        (PEER / ".ready").touch()
    return python


def measure(python: Path | str, name: str, path: Path) -> dict[str, float]:
    """One fresh process."""
    command = [str(python), str(ROOT / "bench/worker.py"), name, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **ONE_THREAD})
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main() -> None:
    """Run both in turns and print the table."""
    peer = peer_python()
    runs: dict[str, list[dict[str, float]]] = {"selon": [], "spans": [], "spacy": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts()), encoding="utf-8")
        for turn in range(TURNS):
            print(f"turn {turn + 1} of {TURNS}", file=sys.stderr)
            runs["selon"].append(measure(sys.executable, "selon", path))
            runs["spans"].append(measure(sys.executable, "spans", path))
            runs["spacy"].append(measure(peer, "spacy", path))
    middle = {
        name: {key: statistics.median(run[key] for run in found) for key in found[0]} for name, found in runs.items()
    }
    kind = "news" if NEWS.exists() else "our own texts"
    print(f"{middle['selon']['words']:.0f} French words ({kind}), one core, median of {TURNS} turns")
    print(f"{'':28}{'words/s':>9}{'load s':>9}{'peak MB':>9}")
    for name, label in (
        ("spans", "Selon, text to spans"),
        ("selon", "Selon, text to records"),
        ("spacy", "spaCy fr_core_news_md"),
    ):
        row = middle[name]
        print(f"{label:28}{row['speed']:9.0f}{row['load']:9.2f}{row['memory']:9.0f}")
    spans, whole, peer_speed = (middle[name]["speed"] for name in ("spans", "selon", "spacy"))
    print(f"spans beside spaCy, words a second              {spans / peer_speed:6.2f}")
    print(f"records beside spaCy, words a second            {whole / peer_speed:6.2f}")
    print(f"time that actors, times, figures and labels add {100 * (spans / whole - 1):5.0f} %")
    ledger.main()


if __name__ == "__main__":
    main()
