"""Renews what the pages show of the example story: `python docs/outputs.py`.

Where commands are followed by a block without a language, that block is what they print.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = {
    "README.md": "en",
    "README.fr.md": "fr",
    "docs/tutorial.md": "en",
    "docs/fr/tutoriel.md": "fr",
    "docs/how-to/follow-a-story.md": "en",
    "docs/how-to/keep-a-ledger.md": "en",
}
ADD = "selon add examples/story"
_SHOWN = re.compile(r"^```sh\n(?P<commands>(?:selon .*\n)+)```\n\n```\n(?P<output>(?:(?!```).*\n)*)```$", re.MULTILINE)
# Judgements have random ids and the time of day; scores may differ in a digit from machine to machine.
_NOT_ALIKE = re.compile(r"\b[0-9a-f]{8}\s+\d{4}-\d\d-\d\d(?: \d\d:\d\d)?(?=\s+lea\b)|\d+\s?%|[\s─]+")


def renewed(text: str, language: str, folder: Path) -> str:
    """The page with what its commands print, run one after the other in this folder, with a ledger of the story.

    A block that says the same already stays as it is.
    """
    (folder / "examples").symlink_to(ROOT / "examples")
    found = list(_SHOWN.finditer(text))
    if not any(ADD in shown["commands"] for shown in found):
        _run(ADD, language, folder)
    for shown in found:
        output = _run(shown["commands"], language, folder)
        if not are_alike(output, shown["output"]):
            text = text.replace(shown[0], f"```sh\n{shown['commands']}```\n\n```\n{output}```")
    return text


def are_alike(first: str, second: str) -> bool:
    """Whether two outputs say the same, but for what differs from run to run."""
    return _NOT_ALIKE.sub(" ", first) == _NOT_ALIKE.sub(" ", second)


def _run(commands: str, language: str, folder: Path) -> str:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": programs, "SELON_LANGUAGE": language, "SELON_LEDGER": "story.db", "SELON_WHO": "lea"}
    made = subprocess.run(
        ["bash", "-euc", commands],
        cwd=folder,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    return "".join(line.replace("\t", "  ").rstrip() + "\n" for line in made.stdout.strip("\n").splitlines())


def main() -> None:
    """Renew every page."""
    for name, language in PAGES.items():
        path = ROOT / name
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(renewed(path.read_text(encoding="utf-8"), language, Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
