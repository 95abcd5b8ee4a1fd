"""The board: each column's rule on a small story, and what never happens whatever the relations are."""

import dataclasses

import pytest
from evals.board import board_measures
from hypothesis import given
from hypothesis import strategies as st

from selon.records import RELATION_TYPES, Relation, Span, When
from selon.relate.board import Board, board
from tests.relate.story import counting, related, tell

MAYOR = tell("s1", "Orr", "said", "the firm knew about the leak", 1)
FIRM = tell("s2", "Lund", "said", "nobody told us about a leak", 2)
LETTER = tell("s3", "a letter", "shows", "the firm was told about the leak", 3)
SORRY = tell("s4", "Lund", "admitted", "he was wrong about the leak", 4)


def test_what_another_source_confirms_is_known_and_so_is_who_confirms_it() -> None:
    found = board([MAYOR, LETTER], related(("s3", "confirms", "s1")))
    assert found == Board(known=("s1", "s3"))


def test_a_repeat_confirms_nothing() -> None:
    found = board([MAYOR, LETTER], related(("s3", "repeats", "s1")))
    assert found == Board(single_source=("s1",))


def test_what_one_source_says_twice_is_known_by_either_of_its_words() -> None:
    again = tell("s5", "Orr", "said again", "the firm knew about the leak", 2)
    found = board([MAYOR, again, LETTER], related(("s5", "repeats", "s1"), ("s3", "confirms", "s5")))
    assert found.known == ("s1", "s5", "s3")


def test_what_its_source_took_back_is_not_known() -> None:
    found = board([MAYOR, FIRM, SORRY], related(("s2", "confirms", "s1"), ("s4", "corrects", "s2")))
    assert found.known == ("s1",)


def test_a_contradiction_is_disputed_until_one_side_gives_way() -> None:
    against = related(("s2", "contradicts", "s1"))
    assert board([MAYOR, FIRM], against).disputed == (("s2", "s1"),)
    assert board([MAYOR, FIRM, SORRY], [*against, *related(("s4", "corrects", "s2"))]).disputed == ()


def test_who_takes_back_a_repeat_takes_back_what_it_repeats() -> None:
    again = tell("s5", "Lund", "repeated", "nobody told us", 3)
    lines = related(("s2", "contradicts", "s1"), ("s5", "repeats", "s2"), ("s4", "corrects", "s5"))
    assert board([MAYOR, FIRM, again, SORRY], lines).disputed == ()


def test_a_side_that_is_confirmed_while_the_other_is_silent_has_won() -> None:
    lines = related(("s2", "contradicts", "s1"), ("s3", "confirms", "s1"))
    assert board([MAYOR, FIRM, LETTER], lines).disputed == ()
    insists = tell("s5", "Lund", "insisted", "nobody told us", 4)
    spoken = [*lines, *related(("s5", "repeats", "s2"))]
    assert board([MAYOR, FIRM, LETTER, insists], spoken).disputed == (("s2", "s1"),)


def test_a_dispute_about_a_state_that_has_passed_is_over() -> None:
    six, nine, ten = (tell(f"s{n}", f"A{n}", "said", f"{n} people are missing", n) for n in (6, 9, 10))
    lines = related(("s9", "contradicts", "s6"), ("s10", "updates", "s9"))
    assert board([six, nine, ten], lines).disputed == ()


def test_the_same_dispute_about_a_later_state_takes_the_place_of_the_former() -> None:
    spies, army = tell("s1", "spies", "count", "4,000 troops", 1), tell("s2", "the army", "says", "1,200 troops", 2)
    fewer, again = tell("s3", "spies", "count", "3,800 troops", 2), tell("s4", "the army", "says", "still 1,200", 4)
    lines = related(
        ("s2", "contradicts", "s1"), ("s3", "updates", "s1"), ("s4", "repeats", "s2"), ("s4", "contradicts", "s3")
    )  # fmt: skip
    assert board([spies, army, fewer, again], lines).disputed == (("s4", "s3"),)


def test_two_figures_in_one_sentence_are_disputed_without_any_relation() -> None:
    text = "The strike is followed by 85% according to the union, by 52% according to the firm."
    union = tell("s1", "the union", "according to", "The strike is followed by 85%", document="d")
    firm = tell("s2", "the firm", "according to", "The strike is followed", document="d")
    article = dataclasses.replace(union.document, text=text)
    shared = Span(0, len("The strike is followed"))
    pair = [
        dataclasses.replace(
            one,
            document=article,
            statement=dataclasses.replace(one.statement, content=(shared, Span(at, at + 6)), figures=()),
        )
        for one, at in ((union, text.index("by 85%")), (firm, text.index("by 52%")))
    ]
    counted = [counting(pair[0], "85%", 85, 85, unit="%"), counting(pair[1], "52%", 52, 52, unit="%")]
    assert board(counted, []).disputed == (("s2", "s1"),)
    same = [counted[0], counting(pair[1], "52%", 80, None, unit="%")]
    assert board(same, []).disputed == ()


def test_an_unknown_stays_until_it_is_settled_or_a_repeat_of_it_is() -> None:
    asked = tell("s1", "police", "do not know", "how many are missing", 1, "unknown")
    again = tell("s2", "police", "could not say", "how many are missing", 2, "unknown")
    answer = tell("s3", "police", "said", "nine are missing", 3)
    lines = related(("s2", "repeats", "s1"))
    assert board([asked, again, answer], lines).unknown == ("s1", "s2")
    assert board([asked, again, answer], [*lines, *related(("s3", "settles", "s2"))]).unknown == ()


@pytest.mark.parametrize(
    ("cue", "content", "certainty", "language"),
    [
        ("expects", "a report by the end of June", "probable", "en"),
        ("said", "the road will reopen by the end of the month", "certain", "en"),
        ("said", "a verdict is unlikely before next year", "probable", "en"),
        ("compte", "appliquer les horaires au 1er septembre", "certain", "fr"),
        ("a assuré", "une offre sera déposée d'ici à vendredi", "certain", "fr"),
        ("a promis", "de verser 5 millions", "certain", "fr"),
        ("a prévenu", "l'usine ne rouvrira pas avant septembre", "certain", "fr"),
    ],
)
def test_what_is_announced_is_expected(cue: str, content: str, certainty: str, language: str) -> None:
    told = tell("s1", "Orr", cue, content, 1, certainty, language)  # type: ignore[arg-type]
    if "5 millions" in content:
        told = counting(told, "5 millions", 5e6, 5e6, unit="EUR")
    assert board([told], []).expected == ("s1",)


@pytest.mark.parametrize(
    ("cue", "content", "certainty", "language"),
    [
        ("said", "the road was closed in June", "certain", "en"),
        ("a dit", "la caméra a filmé l'opéra vendredi", "certain", "fr"),
        ("a compté", "les tentes avant vendredi", "certain", "fr"),
        ("ignore", "si la route rouvrira avant lundi", "unknown", "fr"),
    ],
)
def test_what_is_past_or_unknown_is_not_expected(cue: str, content: str, certainty: str, language: str) -> None:
    told = tell("s1", "Orr", cue, content, 1, certainty, language)  # type: ignore[arg-type]
    assert board([told], []).expected == ()


@pytest.mark.parametrize("end", ["settles", "updates", "corrects", "contradicts"])
def test_an_expectation_ends_when_it_comes_fails_or_is_put_off(end: str) -> None:
    told = tell("s1", "Orr", "expects", "the road to reopen by the end of the month", 1, "probable")
    later = tell("s2", "Orr", "said", "the road is open", 9)
    assert board([told, later], related(("s2", end, "s1"))).expected == ()  # type: ignore[arg-type]


def test_an_expectation_whose_day_has_passed_is_no_longer_one() -> None:
    told = tell("s1", "Orr", "expects", "the road to reopen by Friday", 1, "probable")
    span = told.statement.content[0]
    dated = dataclasses.replace(
        told, statement=dataclasses.replace(told.statement, times=(When(span, None, "2031-05-02", "day"),))
    )
    assert board([dated, tell("s2", "Orr", "said", "it rains", 2)], []).expected == ("s1",)
    assert board([dated, tell("s2", "Orr", "said", "it rains", 20)], []).expected == ()


def test_what_stands_on_one_word_alone_is_single_source() -> None:
    guess = tell("s6", "Orr", "thinks", "it may be so", 1, "possible")
    later = tell("s7", "Orr", "said", "nine pumps work now", 6)
    pumps = tell("s8", "Orr", "said", "five pumps work", 5)
    found = board([MAYOR, guess, pumps, later], related(("s7", "updates", "s8")))
    assert found.single_source == ("s1", "s7")


def test_of_nested_statements_the_inner_one_is_on_the_board() -> None:
    text = "A letter says that Orr plans to hire 250 people."
    outer = tell("s1", "A letter", "says", "that Orr plans to hire 250 people", document="d")
    inner = tell("s2", "Orr", "plans", "to hire 250 people", document="d")
    article = dataclasses.replace(outer.document, text=text)
    outer = dataclasses.replace(outer, document=article)
    content = (Span(text.index("to hire"), text.index(".")),)
    cue = Span(text.index("plans"), text.index("plans") + 5)
    nested = dataclasses.replace(inner.statement, parent=1, content=content, cue=cue)
    inner = counting(dataclasses.replace(inner, document=article, statement=nested), "250 people", 250, 250)
    assert board([outer, inner], []) == Board(expected=("s2",))


def test_an_empty_story_has_an_empty_board() -> None:
    assert board([], related(("s2", "confirms", "s1"))) == Board()


STORY = [
    *(MAYOR, FIRM, LETTER, SORRY),
    tell("s5", "Orr", "does not know", "who wrote the letter", 4, "unknown"),
    tell("s6", "Lund", "expects", "a report by the end of June", 4, "probable"),
    counting(tell("s7", "Orr", "said", "nine pumps work", 5), "nine pumps", 9, 9, unit="pump"),
]
names = st.sampled_from([one.id for one in STORY])
relation = st.builds(Relation, names, names, st.sampled_from(RELATION_TYPES), st.just(1.0))
relations = st.lists(relation, max_size=12)


@given(relations, st.permutations(STORY), st.randoms())
def test_the_order_of_statements_and_relations_does_not_matter(lines: list, story: list, chance: object) -> None:
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert board(STORY, lines) == board(story, shuffled)


@given(relations)
def test_whatever_the_relations_columns_keep_their_promises(lines: list) -> None:
    found = board(STORY, lines)
    disputed = {name for pair in found.disputed for name in pair}
    confirmed = {name for line in lines if line.type == "confirms" for name in (line.later, line.earlier)}
    assert not set(found.single_source) & ({*found.known, *found.unknown, *found.expected} | disputed)
    assert not set(found.unknown) & set(found.expected)
    assert set(found.unknown) <= {"s5"}
    assert not found.known or confirmed
    withdrawn = {line.earlier for line in lines if line.type == "corrects"}
    assert not withdrawn & (set(found.known) | disputed)


def test_a_board_is_measured_column_by_column() -> None:
    gold = {"board": {"known": ["a", "b"], "disputed": [["c", "d"]], "unknown": [], "expected": ["e"]}}
    made = Board(known=("a", "x"), disputed=(("d", "c"),), unknown=("e",))
    found = board_measures([(gold, made)])
    assert (found["known"].right, found["known"].predicted, found["known"].gold) == (1, 2, 2)
    assert found["disputed"].f1 == 100
    assert (found["unknown"].predicted, found["expected"].f1) == (1, 0)
