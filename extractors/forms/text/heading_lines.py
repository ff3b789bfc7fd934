"""Lines that are headings by what they say or by their number, where type does not set them apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.forms.filling import filled_text, polarity
from extractors.layout.lines import phrases_of
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from extractors.layout.lines import Line

A_SENTENCE = 7  # words from which a line that ends with a full stop is no heading
LONGEST = 10  # words of a heading
ASKS_ALL, ASKS_MOST = 0.75, 0.6  # coverage from which a line is nothing but a known heading; on a picture
FEW = 5  # words of a heading on a picture, where type does not set it apart
MISSED = 2  # headings between two others on a picture that were not seen as such
_BEFORE = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[A-Za-z])[.,)]?\s+(?=\S)")  # a point may be read as a comma
_NUMBER = re.compile(r"^(?:[Vv]raag\s+)?(\d{1,2}|[A-Z])[.,)]\s+[A-ZÀ-Þ]")


class Numbering:
    """The numbers of the headings so far: a short line with the next number is a heading too."""

    def __init__(self, *, picture: bool) -> None:
        """On a picture the first heading need not show by its type, and a later one may be missed."""
        self._missed = MISSED if picture else 0
        self._next: set[str] = {"1", "A"} if picture else set()

    def note(self, text: str) -> None:
        """Take the number of a heading."""
        if match := _NUMBER.match(text):
            number, ahead = match[1], range(1, 2 + self._missed)
            self._next = {str(int(number) + n) if number.isdigit() else chr(ord(number) + n) for n in ahead}

    def continues(self, line: Line) -> bool:
        """Whether the line has the number that the next heading must have."""
        match = _NUMBER.match(line.text)
        return bool(match and match[1] in self._next) and len(line.words) <= LONGEST and not is_sentence(line.text)


def is_sentence(text: str) -> bool:
    """Whether a text is too long and too finished to be a heading."""
    return text.rstrip().endswith(".") and len(text.split()) >= A_SENTENCE


def is_known_heading(line: Line, *, picture: bool = False) -> bool:
    """Whether a line says nothing but what a known heading says; of a short one on a `picture`, hardly anything."""
    gaps = 1 if picture else 0  # a word that was not read leaves white
    if len(line.words) > LONGEST or len(phrases_of(line)) > 1 + gaps or not line.text[:1].isupper():
        return False
    if line.text.rstrip().endswith((".", ";", ",")) and filled_text(line.text) is not None:
        return False  # a sentence, and no instruction such as 'Onderbouw het vermoeden.'
    best = concepts("forms", "answers").best(bare(line.text))
    short = picture and len(line.words) <= FEW and ":" not in line.text[:-1] and polarity(line.text) is None
    return best is not None and best.coverage >= (ASKS_MOST if short else ASKS_ALL)


def is_sublabel(text: str) -> bool:
    """Whether a label beneath a heading says no more than 'write here'."""
    best = concepts("forms", "sublabels").best(text)
    return best is not None and best.coverage >= ASKS_ALL


def bare(text: str) -> str:
    """A heading without its number and colon."""
    return _BEFORE.sub("", text).strip(" :")
