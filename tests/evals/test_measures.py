"""The measures are those of the project's scorer, and mean what they say."""

import importlib.util
import random
from pathlib import Path

import pytest
from evals.measures import measures
from evals.reliability import Judged, calibration_error, reliability_table

SCORER = Path(__file__).parents[3] / "shared/score/score.py"
TEXT = "Léa dit : « Il pleut », et Max pense que Zoé croit que la nuit tombe sur la ville, selon Ida."


def span(words):
    start = TEXT.index(words)
    return [start, start + len(words)]


VALUES = {
    "act": ["say", "think"],
    "who": [None, "Léa", "la ministre Léa Morin", "Max"],
    "who_type": ["person", "none"],
    "certainty": ["certain", "possible"],
    "distance": ["neutral", "distanced"],
    "denied": [True, False],
}
LABELS = {
    "act": "say", "who": "Léa", "who_type": "person", "certainty": "certain", "distance": "neutral", "denied": False,
}  # fmt: skip


def statement(number, source, cue, content, parent=None, form="indirect"):
    return {
        "id": number,
        "parent": parent,
        "source": [span(source)] if source else [],
        "cue": [span(cue)],
        "content": [span(words) for words in content],
        "form": form,
        **LABELS,
    }


GOLD = [
    statement(1, "Léa", "dit :", ["« Il pleut »"], form="direct"),
    statement(2, "Max", "pense", ["que Zoé croit que la nuit tombe sur la ville"]),
    statement(3, "Zoé", "croit", ["que la nuit tombe sur la ville"], parent=2),
]


def measured(made):
    return measures([{"doc": "a", "text": TEXT, "statements": GOLD}], {"a": {"doc": "a", "statements": made}})


def test_the_gold_itself_is_all_right():
    assert {name: round(m.f1) for name, m in measured(GOLD).items()} == dict.fromkeys(measured(GOLD), 100)


def test_nothing_found_is_nothing_right():
    assert measured([])["linked"].f1 == 0
    assert measured([])["all cue"].recall == 0


def test_a_wrong_parent_costs_the_chain_and_the_outermost_spans():
    made = [GOLD[0], GOLD[1], {**GOLD[2], "parent": None}]
    found = measured(made)
    assert found["chain"].right == 0
    assert found["linked"].right == 3
    assert (found["exact cue"].right, found["exact cue"].predicted, found["exact cue"].gold) == (2, 3, 2)


def test_a_content_cut_in_two_still_covers_but_is_not_exact():
    made = [statement(1, "Max", "pense", ["que Zoé croit", "que la nuit tombe sur la ville"])]
    found = measured(made)
    assert found["covered 0.8"].right == 1
    assert found["exact content"].right == 0


def test_the_source_must_agree_for_a_link():
    assert (
        measured([statement(1, "Ida", "pense", ["que Zoé croit que la nuit tombe sur la ville"])])["linked"].right == 0
    )


@pytest.mark.skipif(not SCORER.exists(), reason="the project's scorer (../shared/score) is not beside this repository")
@pytest.mark.parametrize("seed", range(30))
def test_every_figure_is_the_scorers(seed):
    spec = importlib.util.spec_from_file_location("scorer", SCORER)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    generator = random.Random(seed)

    def some_span():
        start = generator.randrange(len(TEXT) - 1)
        return [start, min(len(TEXT), start + generator.randint(1, 30))]

    def some(count):
        return [
            {
                "id": i,
                "parent": generator.choice([None, *range(1, i)]),
                "source": [some_span()] if generator.random() < 0.8 else [],
                "cue": [some_span()] if generator.random() < 0.9 else [],
                "content": [some_span() for _ in range(generator.randint(1, 2))],
                "form": generator.choice(["direct", "mixed", "indirect"]),
                **{label: generator.choice(values) for label, values in VALUES.items()},
            }
            for i in range(1, count + 1)
        ]

    gold = [{"doc": f"d{i}", "text": TEXT, "statements": some(4)} for i in range(4)]
    made = {d["doc"]: {"doc": d["doc"], "statements": [*some(2), *d["statements"][:2]]} for d in gold}
    theirs, _ = scorer.score({d["doc"]: d for d in gold}, made)
    ours = measures(gold, made)
    for scope in ("exact", "all"):
        for role in ("source", "cue", "content"):
            assert round(ours[f"{scope} {role}"].f1, 1) == pytest.approx(theirs[scope][role]["f1"], abs=0.11)
    assert round(ours["covered 0.3"].f1, 1) == pytest.approx(theirs["covered"]["0.3"]["f1"], abs=0.11)
    assert round(ours["covered 0.8"].f1, 1) == pytest.approx(theirs["covered"]["0.8"]["f1"], abs=0.11)
    assert round(ours["linked"].f1, 1) == pytest.approx(theirs["linked"]["f1"], abs=0.11)
    for label in ("form", "act", "who", "who_type", "certainty", "distance", "denied"):
        assert round(ours[label].f1, 1) == pytest.approx(theirs["labels"][label]["accuracy"], abs=0.11)
    assert round(ours["chain"].f1, 1) == pytest.approx(theirs["chain"]["f1"], abs=0.11)


def test_calibration_error_is_the_distance_from_the_truth():
    honest = [Judged(0.75, i < 75) for i in range(100)]
    boasting = [Judged(0.95, i < 50) for i in range(100)]
    assert calibration_error(honest) == pytest.approx(0.0)
    assert calibration_error(boasting) == pytest.approx(0.45)
    assert "0.9 – 1.0" in reliability_table(boasting)
