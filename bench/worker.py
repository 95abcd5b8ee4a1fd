"""Time one reader in a fresh process, on one core: `python bench/worker.py selon|spans|spacy TEXTS.json`.

Prints one JSON line: seconds to load, words a second over the texts, peak memory in MB.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

Read = Callable[[list[str]], int]


def load_selon() -> Read:
    """Selon, whole: text to statements."""
    from selon.reader.pipeline import shipped_reader
    from selon.records import Document

    reader = shipped_reader()
    return lambda texts: sum(len(reader.read(Document(text, language="fr")).statements) for text in texts)


def load_spans() -> Read:
    """Selon's reader alone: spans, nesting, form and confidence, without actors, times, figures and labels."""
    from selon.reader.pipeline import shipped_reader
    from selon.records import Document

    reader = shipped_reader()
    return lambda texts: sum(len(reader.read(Document(text)).statements) for text in texts)


def load_spacy() -> Read:
    """SpaCy's French pipeline, whole, in batches as its documentation advises."""
    import spacy

    pipeline = spacy.load("fr_core_news_md")
    return lambda texts: sum(len(document) for document in pipeline.pipe(texts))


def main() -> None:
    """Measure the reader that is named."""
    name, path = sys.argv[1:3]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = json.loads(Path(path).read_text(encoding="utf-8"))
    began = time.perf_counter()
    read = {"selon": load_selon, "spans": load_spans, "spacy": load_spacy}[name]()
    loaded = time.perf_counter() - began
    read(texts[:5])  # first use: caches fill, pages come in
    began = time.process_time()
    found = read(texts)
    seconds = time.process_time() - began
    words = sum(len(text.split()) for text in texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"load": loaded, "speed": words / seconds, "memory": memory, "words": words, "found": found}))


if __name__ == "__main__":
    main()
