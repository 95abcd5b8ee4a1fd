"""Act, certainty, distance and denial, read by the model that ships from texts it was not trained on."""

import numpy as np
import pytest

from selon.desk import read
from selon.reader.label_features import PARTS, buckets, joined
from selon.reader.label_head import SLICES, VALUES, WIDTH, LabelHead
from selon.records import Language, Statement


def first(text: str, language: Language) -> Statement:
    return read(text, language=language).statements[0]


@pytest.mark.parametrize(
    ("language", "text", "field", "value"),
    [
        ("fr", "Le maire a déclaré que l'école rouvrirait lundi.", "act", "say"),
        ("fr", "La préfète estime que le pont tiendra.", "act", "think"),
        ("fr", "Le syndicat espère que le texte sera retiré.", "act", "want"),
        ("fr", "La ministre a ordonné aux préfets de fermer les plages.", "act", "order"),
        ("fr", "L'étude montre que les abeilles reviennent.", "act", "show"),
        ("fr", "Le maire a indiqué que l'école pourrait rouvrir lundi.", "certainty", "possible"),
        ("fr", "Le directeur prévient que le train devrait avoir du retard.", "certainty", "probable"),
        ("fr", "La police ne sait pas où se trouve le suspect.", "certainty", "unknown"),
        ("fr", "Selon le parquet, l'homme aurait volé trois voitures.", "distance", "distanced"),
        ("fr", "La société dément que l'usine doive fermer.", "denied", True),
        ("en", "The mayor said the school would reopen on Monday.", "act", "say"),
        ("en", "The minister believes the bridge will hold.", "act", "think"),
        ("en", "The report shows that bees are coming back.", "act", "show"),
        ("en", "The mayor said the school might reopen on Monday.", "certainty", "possible"),
        ("en", "The bank said inflation was likely to fall.", "certainty", "probable"),
        ("en", "“Nobody knows where the boat is,” said Ann Lee.", "certainty", "certain"),
        ("fr", "Personne ne sait où se trouve le bateau, a dit Léa Morin.", "certainty", "certain"),
        ("en", "Police do not know where the suspect is.", "certainty", "unknown"),
        ("en", "The company denied that the plant would close.", "denied", True),
    ],
)
def test_labels_of_plain_sentences(language: Language, text: str, field: str, value: object) -> None:
    statement = first(text, language)
    assert getattr(statement, field) == value
    (reason,) = [reason for reason in statement.reasons if reason.field == field]
    assert reason.sure is not None
    assert 0.25 <= reason.sure <= 1


def test_the_words_that_decided_are_named() -> None:
    text = "La police ne sait pas où se trouve le suspect."
    reasons = {reason.field: reason for reason in first(text, "fr").reasons}
    assert reasons["certainty"].span is not None
    assert reasons["certainty"].span.of(text) == "ne sait pas" or "sait" in reasons["certainty"].span.of(text)
    assert reasons["certainty"].by.startswith("fr/reporting.toml: ")
    assert reasons["distance"].by.startswith("model ")


def test_a_statement_is_as_it_is_for_itself() -> None:
    text = "Le maire a déclaré que l'école rouvrirait lundi."
    assert first(text, "fr") == first(text, "fr")


def test_the_vector_of_a_statement_has_zeros_for_what_it_lacks() -> None:
    vectors = np.arange(12, dtype=np.float32).reshape(4, 3)
    made = joined(vectors, {"source": [], "cue": [(0, 1)], "content": [(2, 3)]}).reshape(PARTS, 3)
    assert made.tolist() == [[1.5, 2.5, 3.5], [3, 4, 5], [0, 0, 0], [7.5, 8.5, 9.5], [6, 7, 8]]


def test_features_are_the_same_in_every_process() -> None:
    assert buckets(["bias", "cue:say", "bias"]) == sorted({buckets(["bias"])[0], buckets(["cue:say"])[0]})
    assert buckets(["bias"]) == [10843]


def test_probabilities_add_up() -> None:
    head = LabelHead(np.zeros((1, WIDTH)), np.array(buckets(["a"]), dtype=np.int32), np.ones((1, WIDTH)), np.ones(4))
    judged = head.judge(np.zeros(WIDTH, dtype=np.float32), ["a", "b"])
    assert {name: round(chance * len(VALUES[name]), 6) for name, (_, chance) in judged.items()} == dict.fromkeys(
        VALUES, 1
    )
    assert sum(s.stop - s.start for s in SLICES.values()) == WIDTH
