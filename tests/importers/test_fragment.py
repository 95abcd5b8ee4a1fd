import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.importers.fragment import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Oui.", "Oui."),
        ("<p>Un.</p><p>Deux.</p>", "Un.\n\nDeux."),
        ("<div>Un.</div>Entre.<div>Deux.</div>", "Un.\n\nEntre.\n\nDeux."),
        ("<div><div>Un.</div></div>\n<ul>\n<li>Deux</li>\n<li>Trois</li></ul>", "Un.\n\nDeux\n\nTrois"),
        ("Un.<br>Deux.<br/><br />Trois.", "Un.\nDeux.\n\nTrois."),
        ("<p>Il <b>a</b>\n  <a href='x'>dit</a> « oui ».</p>", "Il a dit « oui »."),
        ("<p>L&rsquo;&eacute;t&eacute; &amp; &lt;b&gt; &#8239;!</p>", "L’été & <b> \u202f!"),
        ("« Oui\u00a0»", "« Oui\u00a0»"),
        ("<p>a</p><script>var a = '<p>b</p>';</script><style>p {}</style><p>c</p>", "a\n\nc"),
        ("<p>a<!-- b > c --></p><!-- never closed", "a"),
        ("<![if !supportLists]>a<![endif]><![foo[b", "a"),
        ("<p>a<p>b", "a\n\nb"),
        ("</p></div>a</span>", "a"),
        ("1 < 2 et 3 > 2", "1 < 2 et 3 > 2"),
        ("<p>Même.</p><p>Même.</p>", "Même.\n\nMême."),
        ("<p> </p><br><div></div>", ""),
        ("", ""),
    ],
)
def test_the_words_that_a_reader_would_see(html: str, text: str):
    assert text_of(html) == text


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<br>", "<b>", "<!--", "-->", "<![", "]]>", "&#", "&a", "a", " ", "\v"]))
)
def test_no_html_breaks_it(pieces: list[str]):
    text = text_of("".join(pieces))
    assert text == text.strip("\n")


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1)


@given(st.lists(WORDS, min_size=1))
def test_no_word_is_lost(words: list[str]):
    assert text_of("".join(f"<p>{word}</p>" for word in words)).split("\n\n") == words


def test_endless_nesting_does_no_harm():
    assert text_of("<div>" * 50_000 + "a") == "a"
