"""Texts to throw at the reader: any characters at all, and soups of what news is made of."""

from hypothesis import strategies as st

# Every code point counts, lone surrogates and NUL too: a text may come from anywhere.
ANY_TEXT = st.text(st.characters(), max_size=120)

_PIECES_OF_NEWS = [
    "Le ministre", "a déclaré", "said", "Mme Roy", "selon", "que", "that", "peut-être", "l'État", "don't", "U.S.",
    "3 000", "12,5 %", "1.5", "aujourd’hui", "élu", "e\u0301lu", "ﬁn", "½", "№ 4", "²",
    " ", " ", " ", "  ", "\u00a0", "\u202f", "\t", "\n", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", "\x1c",
    "«", "»", "“", "”", "„", "\"", "'", "’", "‘", "``", "''", "‹", "›", "—", "–", "-", "…", "...", ".", "!", "?", ",",
    ":", ";", "(", ")", "[", "]", "_", "@", "#", "https://exemple.fr/a?b=c", "x" * 70,
    "😀", "👩\u200d🚒", "🇫🇷", "\u0301", "\u0301\u0316", "\u200b", "\u200d", "\ufeff", "\ufe0f", "\u202e", "\u0000",
    "\ud800", "\udfff", "مرحبا", "שלום", "Москва", "東京", "नमस्ते", "ﷺ", "\U000e0041", "\U0010ffff", "<s>", "</s>", "▁",
]  # fmt: skip

SOUP = st.lists(st.sampled_from(_PIECES_OF_NEWS), max_size=60).map("".join)
SPACED_SOUP = st.lists(st.sampled_from(_PIECES_OF_NEWS), max_size=60).map(" ".join)
ODD_TEXT = st.one_of(ANY_TEXT, SOUP, SPACED_SOUP)

ARTICLES = (
    "« Nous partirons demain », a déclaré Léa Morin. Selon elle, trois ponts sont fermés.",
    "The mayor said “nobody was hurt”. Officials had earlier warned that the dam could fail.\n\nNo one knows why.",
    "La préfecture a démenti toute évacuation.\nElle précise que « rien », à ce stade, « ne le justifie ».",
    "`` We are fine , '' she told reporters , adding that help was on its way .",
    "Rien à signaler.",
)
