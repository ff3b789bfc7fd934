"""Lines that are headings by what they say or by their number, where type does not set them apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.forms.filling import filled_text
from extractors.layout.lines import phrases_of
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from extractors.layout.lines import Line

A_SENTENCE = 7  # words from which a line that ends with a full stop is no heading
LONGEST = 10  # words of a heading
ASKS_ALL = 0.75  # coverage from which a line is nothing but a known heading
_BEFORE = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[a-z]?|[A-Za-z])[.)]?\s+(?=\S)")
_NUMBER = re.compile(r"^(?:[Vv]raag\s+)?(\d{1,2}|[A-Z])[.)]\s+[A-ZÀ-Þ]")


class Numbering:
    """The numbers of the headings so far: a short line with the next number is a heading too."""

    def __init__(self) -> None:
        self._next: set[str] = set()

    def note(self, text: str) -> None:
        """Take the number of a heading."""
        if match := _NUMBER.match(text):
            number = match[1]
            self._next = {str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)}

    def continues(self, line: Line) -> bool:
        """Whether the line has the number that the next heading must have."""
        match = _NUMBER.match(line.text)
        return bool(match and match[1] in self._next) and len(line.words) <= LONGEST and not is_sentence(line.text)


def is_sentence(text: str) -> bool:
    """Whether a text is too long and too finished to be a heading."""
    return text.rstrip().endswith(".") and len(text.split()) >= A_SENTENCE


def is_known_heading(line: Line) -> bool:
    """Whether a line says nothing but what a known heading says."""
    if len(line.words) > LONGEST or len(phrases_of(line)) > 1 or not line.text[:1].isupper():
        return False
    if line.text.rstrip().endswith((".", ";", ",")) and filled_text(line.text) is not None:
        return False  # a sentence, and no instruction such as 'Onderbouw het vermoeden.'
    best = concepts("forms", "answers").best(bare(line.text))
    return best is not None and best.coverage >= ASKS_ALL


def is_sublabel(text: str) -> bool:
    """Whether a label beneath a heading says no more than 'write here'."""
    best = concepts("forms", "sublabels").best(text)
    return best is not None and best.coverage >= ASKS_ALL


def bare(text: str) -> str:
    """A heading without its number and colon."""
    return _BEFORE.sub("", text).strip(" :")
