# ruff: noqa: E501 (an example stays on its line)
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.languages import words
from selon.reader.resolve import resolve
from selon.reader.words import split_words
from selon.records import LANGUAGES, Actor, Span, Statement
from tests.marked import unmark
from tests.reader.odd_texts import ARTICLES, SOUP, SPACED_SOUP


def statements_in(marked):
    """The text of a marked-up story and a statement for each mark, with what is expected of its actor.

    A mark is a source; `in=N` nests the statement in the N-th, whose content becomes all that holds its source.
    """
    text, marks = unmark(marked)
    made, expected = [], []
    for number, (span, values) in enumerate(sorted(marks, key=lambda m: m[0]), start=1):
        end = next((m.start() for m in re.finditer(r"[.\n»]", text) if m.start() >= span.end), len(text))
        content = (Span(min(span.end + 1, end - 1), end),) if end - span.end > 1 else (span,)
        parent = int(values["in"]) if "in" in values else None
        made.append(Statement(number, span, None, content, "indirect", parent, 1.0))
        expected.append(values)
    return text, made, expected


def actors(marked, language, **known):
    text, made, expected = statements_in(marked)
    return [
        (actor, values) for (actor, _), values in zip(resolve(text, language, made, **known), expected, strict=True)
    ]


def check(marked, language, **known):
    for actor, values in actors(marked, language, **known):
        for key, value in values.items():
            if key not in {"in", "true"}:
                assert str(getattr(actor, key)) == value, (key, actor)


PRONOUNS = [
    pytest.param(language, example, id=f"{language}-{section}-{key.partition('|')[0]}")
    for language in LANGUAGES
    for section, entries in words(language, "pronouns").items()
    for key, example in entries.items()
    if "who=" in example
]


@pytest.mark.parametrize(("language", "example"), PRONOUNS)
def test_pronouns_stand_for_whom_their_examples_say(language, example):
    check(example, language)


FRENCH = {
    "name cut off": "Barrau, [le directeur de l'usine]{who=Barrau who_type=person named=True}, le pense.",
    "the two": "[Aya Diallo]{} a dit non. [Paul Morin]{} a dit oui. "
    "[Les deux militants]{who=\"Aya Diallo et Paul Morin\" who_type=person named=True} le disent.",
    "three": "[Aya Diallo]{} a dit non. [Paul Morin]{} a dit oui. [Léa Roux]{} a ri. "
    "[Les deux militants]{who=\"deux militants\" who_type=group} le disent.",
    "last name": "[Le ministre Ali Roy]{who=\"Ali Roy\" role=ministre} a parlé. [M. Roy]{who=\"Ali Roy\"} est resté.",
    "title": "[La ministre Léa Morin]{} a parlé. [La ministre]{who=\"Léa Morin\" who_type=person} est partie.",
    "title told before": "La ministre des Sports, Léa Morin, est arrivée. [La ministre]{who=\"Léa Morin\" role=\"ministre des Sports\"} a parlé.",
    "description": "[Jean-Luc Maret]{} a parlé. Il neige. [Le sexagénaire]{who=\"Jean-Luc Maret\"} est las.",
    "demonstrative": "[Jean-Luc Maret]{} a parlé. [Cet ancien instituteur]{who=\"Jean-Luc Maret\"} est las.",
    "she": "Ali Roy et Léa Morin sont venus. [Elle]{who=\"Léa Morin\"} a parlé.",
    "relative": "Voici la lettre de Léa Morin, [qui]{who=\"Léa Morin\"} le regrette.",
    "acronym": "[L'Organisation mondiale de la santé (OMS)]{who=\"Organisation mondiale de la santé\"} parle. [L'OMS]{who=\"Organisation mondiale de la santé\" who_type=organisation} insiste.",
    "acronym the other way": "[La SRV (Société romande du vent)]{} parle. [la SRV]{who=\"Société romande du vent\"} insiste.",
    "company": "[Le groupe danois Halden Klima]{who=\"Halden Klima\" named=True} recule. [L'entreprise]{who=\"Halden Klima\" who_type=organisation} insiste.",
    "spokesperson": "[La police cantonale]{} parle. [Sa porte-parole, Sandrine Favrat]{who=\"Sandrine Favrat\" on_behalf_of=\"police cantonale\"} précise.",
    "union": "[Karim Delattre, secrétaire général du SRN]{who=\"Karim Delattre\" on_behalf_of=SRN role=\"secrétaire général du SRN\"} parle.",
    "minister": "[La ministre déléguée à l'Industrie, Sophie Roy]{who=\"Sophie Roy\" on_behalf_of=\"ministère de l'Industrie\"} parle.",
    "unnamed": "[Plusieurs responsables]{who=\"plusieurs responsables\" who_type=group named=False} parlent.",
    "unnamed groups stay apart": "[Des voisins]{who=voisins} parlent. [Des pompiers]{who=pompiers} aussi.",
    "possessive": "[Léa Morin]{} parle. [Son avocat]{who=\"avocat de Léa Morin\" who_type=person} aussi.",
    "first person": "[Léa Morin]{} a dit : « [Je]{in=1 who=\"Léa Morin\"} pars ».",
    "a body through its speaker": "[Karim Delattre, secrétaire général du SRN]{} a dit : « [Nous]{in=1 who=SRN who_type=organisation} partons ».",
    "the last speaker": "[La société Kestrel]{} parle. [Celle-ci]{who=Kestrel} insiste.",
    "on at a body": "Au ministère de l'Industrie, [on]{who=\"ministère de l'Industrie\" who_type=organisation} assure que tout va bien.",
    "enumeration": "[Apple et Google]{who=\"Apple et Google\"} se taisent.",
    "document": "[Le rapport de la Cour]{who=\"rapport de la Cour\" who_type=document} l'indique.",
    "sentence-initial capital": "[Beaucoup de vendeurs]{who=\"beaucoup de vendeurs\" who_type=group} l'admettent.",
    "titles of respect in descriptions": "Robert Fuller est mort. [La famille de M. Fuller]{who=\"famille de Robert Fuller\" who_type=group} le dit.",
}  # fmt: skip

ENGLISH = {
    "ministry": "[Walloon Environment Minister Mary Low]{on_behalf_of=\"Walloon environment ministry\"} said so.",
    "adjective": "[The Dutch owner, Peter Loon]{who=\"Peter Loon\" role=\"Dutch owner\" on_behalf_of=None} said so.",
    "government": "[The South Korean government]{who=\"South Korean government\" who_type=organisation} said so.",
    "no apposition": "According to [Ardenne Presse]{}, [his lawyer]{named=False} said that it sank.",
    "last name": "[Senator Mary Low]{who=\"Mary Low\"} spoke. [Ms. Low]{who=\"Mary Low\"} left. [Low]{who=\"Mary Low\" who_type=person} said so.",
    "title": "[A spokeswoman, Jane Roy,]{} spoke. [The spokeswoman]{who=\"Jane Roy\"} left.",
    "abbreviated title": "Sen. Mary Low came. [Mrs. Low]{who=\"Mary Low\" who_type=person} said so.",
    "she": "John Roy met Mary Low. [She]{who=\"Mary Low\"} said so.",
    "company": "[Danish heating group Halden Klima]{who=\"Halden Klima\"} backs off. [The company]{who=\"Halden Klima\"} said so.",
    "company introduced by its noun": "The SRN union met. [The union]{who=SRN who_type=organisation} said so.",
    "it": "[The operator, Kestrel Energy,]{} spoke. [It]{who=\"Kestrel Energy\" who_type=organisation} said so.",
    "spokesman": "[European Commission spokesman Tomas Reinholt]{who=\"Tomas Reinholt\" on_behalf_of=\"European Commission\"} said so.",
    "owner": "[Valtherm's managing director, Mary Low]{who=\"Mary Low\" on_behalf_of=Valtherm} said so.",
    "first person": "[Mary Low]{} said: \"[I]{in=1 who=\"Mary Low\"} am leaving\".",
    "short name": "[The European Commission]{} spoke. [The Commission]{who=\"European Commission\"} said so.",
    "named soon after": "[A researcher who saw it]{who=\"Dev Raman\"} has concluded so. [Dev Raman, a researcher]{} said so.",
    "police": "[Police]{who=police who_type=organisation} said so.",
    "unnamed": "[Several aides]{who=\"several aides\" who_type=group named=False} said so.",
    "senator": "[The senator from Vermont]{who=\"senator from Vermont\" who_type=person} said so.",
    "relative": "[Mary Low, a lawyer]{} came with John Roy, [who]{who=\"John Roy\"} said so.",
    "possessive ending": "[Clinton's]{who=Clinton} view is clear.",
}  # fmt: skip


@pytest.mark.parametrize("marked", [pytest.param(m, id=i) for i, m in FRENCH.items()])
def test_french(marked):
    check(marked, "fr")


@pytest.mark.parametrize("marked", [pytest.param(m, id=i) for i, m in ENGLISH.items()])
def test_english(marked):
    check(marked, "en")


def test_a_cue_without_source_tells_of_nobody():
    text = "Il est prévu que tout change."
    made = [Statement(1, None, Span(3, 13), (Span(14, 28),), "indirect", None, 1.0)]
    assert resolve(text, "fr", made) == [(Actor(None, None, "none"), [])]


def test_a_quotation_without_source_and_cue_goes_on_from_the_last_speaker():
    text = "« Nous partons », a dit Léa Morin. Il neige. « Rien ne presse. »"
    made = [
        Statement(1, Span(24, 33), Span(18, 23), (Span(0, 16),), "direct", None, 1.0),
        Statement(2, None, None, (Span(45, 64),), "direct", None, 1.0),
    ]
    assert resolve(text, "fr", made)[1][0].who == "Léa Morin"


def test_we_without_a_speaker_is_the_outlet_and_i_the_writer():
    text = "Nous avons écrit au maire."
    made = [Statement(1, Span(0, 4), Span(5, 16), (Span(17, 25),), "indirect", None, 1.0)]
    assert resolve(text, "fr", made, outlet="Le Fleuve")[0][0] == Actor(None, "Le Fleuve", "media", named=True)
    assert resolve(text, "fr", made)[0][0].who == "auteur de l'article"


def test_a_model_decides_where_the_words_leave_it_open():
    text = "Zastavny se tait."
    made = [Statement(1, Span(0, 8), None, (Span(9, 16),), "indirect", None, 1.0)]
    assert resolve(text, "fr", made, who_types=["person"])[0][0].who_type == "person"


def test_every_field_that_is_told_has_a_reason():
    text, made, _ = statements_in("[Karim Delattre, secrétaire général du SRN]{} a parlé.")
    ((actor, reasons),) = resolve(text, "fr", made)
    assert {r.field for r in reasons} == {"actor.who", "actor.who_type", "actor.role", "actor.on_behalf_of"}
    assert all(r.by and r.span is not None and r.span.of(text) for r in reasons)
    assert actor.on_behalf_of == "SRN"


@st.composite
def readings(draw):
    """Any text with any soundly made statements in it."""
    text = draw(st.one_of(SOUP, SPACED_SOUP, st.sampled_from(ARTICLES)))
    places = [(w.start, w.end) for w in split_words(text) if not w.is_break]
    made = []
    for number in range(1, draw(st.integers(0, 6)) + 1 if places else 1):
        chosen = sorted(draw(st.sets(st.integers(0, len(places) - 1), min_size=1, max_size=4)))
        content, *rest = [Span(*places[i]) for i in draw(st.permutations(chosen))]
        source = rest[0] if rest else None
        cue = rest[1] if len(rest) > 1 else None
        parent = draw(st.sampled_from([None, *range(1, number)]))
        made.append(
            Statement(
                number, source, cue, (content,), draw(st.sampled_from(["direct", "mixed", "indirect"])), parent, 1.0
            )
        )
    return text, made


@pytest.mark.parametrize("language", LANGUAGES)
@given(reading=readings())
def test_any_text_and_statements_are_survived(language, reading):
    text, made = reading
    found = resolve(text, language, made)
    assert found == resolve(text, language, made)
    assert len(found) == len(made)
    for actor, reasons in found:
        assert (actor.who is None) == (actor.who_type == "none")
        assert all(r.span is None or 0 <= r.span.start < r.span.end <= len(text) for r in reasons)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_takes_time_in_proportion(language):
    part = "Le ministre Ali Roy a parlé à Léa Morin. Il a dit non. The company said it would, he said.\n"
    times = part.count("\n") and 400
    text = part * times
    made = []
    for at in range(times):
        start = at * len(part) + part.index("Il a dit")
        made.append(
            Statement(
                at + 1,
                Span(start, start + 2),
                Span(start + 3, start + 8),
                (Span(start + 9, start + 12),),
                "indirect",
                None,
                1.0,
            )
        )
    assert len(resolve(text, language, made)) == times
