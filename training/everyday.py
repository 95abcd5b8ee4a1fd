"""Which words news uses every day: `languages/<language>/everyday.toml`, counted in the corpora of `../shared/data`.

    python training/everyday.py

A word is counted once an article and kept where 1 % of the articles or more have it.
"""

import json
from collections import Counter
from pathlib import Path

from selon.relate.signatures import folded_words

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
CORPORA = {
    "fr": ["fr_news/train.jsonl", "fr_news/dev.jsonl", "fr_news/unlabelled.jsonl"],
    "en": ["polnear/train.jsonl", "polnear/dev.jsonl"],
}
CLASSES = (20.0, 8.0, 3.0, 1.0)  # percent of articles; each class begins where the one before ends
LINE = 118
HEAD = """# Words by the share of articles that have them, in percent: 20 is 20 or more, 8 is 8 to 20, and so on.
# Folded: no capitals, no accents, no plural s. A word that is in many articles says little about the one it is in.
# Counted by training/everyday.py in the articles of fr_news and PolNeAR.
"""


def main() -> None:
    """Write the file of each language."""
    for language, files in CORPORA.items():
        texts = [json.loads(line)["text"] for name in files for line in (DATA / name).open(encoding="utf-8")]
        target = ROOT / "src" / "selon" / "languages" / language / "everyday.toml"
        target.write_text(HEAD + written(shares(texts)), encoding="utf-8")


def shares(texts: list[str]) -> dict[str, float]:
    """The percentage of texts that have a word."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(set(folded_words(text)))
    return {word: 100 * count / len(texts) for word, count in counts.items()}


def written(found: dict[str, float]) -> str:
    """The lines of the file, class by class."""
    lines = []
    for i, low in enumerate(CLASSES):
        words = sorted(w for w, share in found.items() if low <= share and (i == 0 or share < CLASSES[i - 1]))
        lines += ["", "[share]"] if i == 0 else []
        lines.append(f'"{low:g}" = [')
        lines += _filled([f'"{word}",' for word in words])
        lines.append("]")
    return "\n".join(lines) + "\n"


def _filled(items: list[str]) -> list[str]:
    lines = [" "]
    for item in items:
        if len(lines[-1]) + len(item) > LINE:
            lines.append(" ")
        lines[-1] += f" {item}"
    return lines


if __name__ == "__main__":
    main()
