import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.reader.form import form_of
from selon.records import Span
from tests.reader.odd_texts import ODD_TEXT

PAIRS = [("« ", " »"), ("«", "»"), ("“", "”"), ('"', '"'), ("`` ", " ''"), ("‹", "›"), ("„", "”"), ("‘", "’")]
PLAIN = (
    st.lists(st.sampled_from(["oui", "l'été", "l’été", "it’s", "a-t-il", "3", "(peut-être)", ",", "…"]), max_size=8)
    .map(" ".join)
    .filter(lambda text: any(map(str.isalnum, text)))
)


def form_of_segments(*segments: str) -> str:
    """The form of a content with these segments, in a text that has other words between them."""
    text, content = "", []
    for segment in segments:
        content.append(Span(len(text), len(text) + len(segment)))
        text += segment + ", a-t-il dit, "
    return form_of(text, content)


DIRECT = [
    ["« Nous partons demain »"],
    ["«\u00a0Nous partons demain.\u00a0»"],
    ["“We leave tomorrow,”"],
    ['"We leave tomorrow,"'],
    ["`` We leave tomorrow , ''"],
    ["‘We leave tomorrow’"],
    ["“It’s the workers’ choice”"],
    ["« L’accord n’est pas mort »"],
    ["« Il a dit ‹ non › hier soir »"],
    ["« Il a dit “non” hier soir »"],
    ["“He told us ‘no’ yesterday”"],
    ["\"He told us 'no' yesterday\""],
    ["« Nous partons »", "« et vite »"],
    ["« Nous partons", "et vite »"],
    ["« Nous", "partons", "vite »"],
    ["“We leave", "tomorrow”"],
    ['"We leave', 'tomorrow"'],
    ["`` We leave ,", "tomorrow ''"],
    ["“We leave,”", "“tomorrow.”"],
    ["« Nous partons"],
    ["Nous partons »"],
    ["“We leave"],
    ["We leave”"],
    ["Nous partons »", "« et vite »"],
    ["« Un mot.", "« Deux mots. »"],
    ["— Nous partons demain"],
    ["– Nous partons demain"],
    ["— Nous partons", "et vite"],
    ["« 42 »"],
    ["« Oui. » « Non. »"],
]
MIXED = [
    ["que « rien ne va »"],
    ["qu'il « n'a pas » cédé"],
    ["que le « plan » échouera"],
    ["that the “plan” would fail"],
    ['that the "plan" would fail'],
    ["that the `` plan '' would fail"],
    ["that the ‘plan’ would fail"],
    ["« Nous partons »", "et vite"],
    ["Nous partons", "« et vite »"],
    ["l'accord « est mort"],
    ["que « rien ne va » et que « tout va mal »"],
    ["« rien ne va » depuis hier"],
    ["“nothing works” since yesterday"],
    ['"nothing works" since yesterday'],
    ["that “he is ‘sorry’ for it” at last"],
    ["de ne pas « céder à la rumeur »"],
    ["demain »", "que tout ira bien"],
]
INDIRECT = [
    ["que rien ne va"],
    ["qu'il n'a pas l'intention de céder"],
    ["qu’il n’a pas l’intention de céder"],
    ["that it’s the government’s job"],
    ["that it's the workers' job"],
    ["the workers’ demands"],
    ["rock ’n’ roll"],
    ["de partir"],
    ["Les troupes", "sont parties"],
    ["that 3,000 soldiers (and more) - perhaps - left"],
    ["les États-Unis — et eux seuls — décident"],
    ["…"],
    ["!"],
]


@pytest.mark.parametrize("segments", DIRECT, ids=" | ".join)
def test_direct(segments):
    assert form_of_segments(*segments) == "direct"


@pytest.mark.parametrize("segments", MIXED, ids=" | ".join)
def test_mixed(segments):
    assert form_of_segments(*segments) == "mixed"


@pytest.mark.parametrize("segments", INDIRECT, ids=" | ".join)
def test_indirect(segments):
    assert form_of_segments(*segments) == "indirect"


@pytest.mark.parametrize(
    ("segments", "form"),
    [
        (["‘maybe’ to the whole plan"], "mixed"),
        (["“he is ‘sorry’ for it” at last"], "mixed"),
        (['We leave"', '"tomorrow"'], "direct"),
        (["„Wir gehen“ bald"], "mixed"),
        (["- Nous partons demain"], "direct"),
    ],
    ids=str,
)
def test_marks_that_are_hard_to_pair(segments, form):
    assert form_of_segments(*segments) == form


@given(PLAIN, st.sampled_from(PAIRS))
def test_all_words_in_any_pair_of_marks_are_direct(words, pair):
    assert form_of_segments(pair[0] + words + pair[1]) == "direct"


@given(PLAIN, PLAIN, st.sampled_from(PAIRS))
def test_words_before_the_marks_make_it_mixed(before, words, pair):
    assert form_of_segments(f"{before} {pair[0]}{words}{pair[1]}") == "mixed"


@given(PLAIN, PLAIN, st.sampled_from([pair for pair in PAIRS if pair[0] != "‘"]))
def test_words_behind_the_marks_make_it_mixed(words, behind, pair):
    assert form_of_segments(f"{pair[0]}{words}{pair[1]} {behind}") == "mixed"


@given(st.lists(PLAIN, min_size=1, max_size=4))
def test_no_marks_no_quotation(segments):
    assert form_of_segments(*segments) == "indirect"


@given(st.lists(PLAIN, min_size=2, max_size=4), st.sampled_from(PAIRS))
def test_marks_at_the_outer_ends_only(segments, pair):
    segments[0] = pair[0] + segments[0]
    segments[-1] += pair[1]
    assert form_of_segments(*segments) == "direct"


@given(ODD_TEXT, st.data())
def test_any_content_has_a_form(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8)))
    content = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    assert form_of(text, content) in ("direct", "mixed", "indirect")
