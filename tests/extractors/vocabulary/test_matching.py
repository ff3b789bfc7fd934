"""Phrases are found however a narrow column or a typist printed them."""

import pytest

from extractors.vocabulary import Vocabulary, normalised, squeezed

WORDS = Vocabulary(
    {"skill": ("vaardigheidsscore", "vaardigheids score", "VS"), "raw": ("ruwe score",), "date": ("datum",)}
)


@pytest.mark.parametrize(
    "text",
    [
        "Vaardigheidsscore",
        "Vaardigheid sscore",
        "vaardigheids- score",
        "Vaard. score",
        "VS",
        "V.S.",
        "Vaardigheidsscone",
    ],
)
def test_one_heading_many_prints(text):
    assert WORDS.whole(text).key == "skill"


def test_a_phrase_in_a_text_with_its_place():
    text = "De ruwe score is 12"
    (match,) = WORDS.find(text)
    assert (match.key, text[slice(*match.span)]) == ("raw", "ruwe score")


def test_whole_words_only():
    assert WORDS.find("vsx datumprikker") == []


def test_best_prefers_the_whole_text():
    assert WORDS.best("Datum").score == 1
    assert WORDS.best("Datum van afname").score < 1
    assert WORDS.best("iets anders") is None


def test_plain_text():
    assert normalised("  Geïntegreerd: Vaard.-score ") == "geintegreerd vaard score"
    assert squeezed("Één  toets") == "eentoets"
