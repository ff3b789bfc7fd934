"""Sentences of a part, with the words they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.evidence import evidence
from extractors.forms.fields import Field
from extractors.forms.filling import filled_text
from extractors.forms.text.margins import text_blocks
from extractors.pages.model import union
from extractors.vocabulary import normalised
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.reading import PageLayout
    from extractors.pages.model import Page, Word
    from extractors.records import Evidence

SAME_LINE = 2.0  # points
INLINE = 0.75  # confidence of an answer behind its question
NEW_BLOCK = 0.9  # of the type's height: white between lines that parts sentences
_END = re.compile(r"[^\W_]{2,}[)'\"’”]*[.?!]$|[?!]$")
_ABBREVIATION = re.compile(
    r"(?i)^\W*(?:geb|nr|tel|bijv|bv|evt|resp|incl|excl|ca|blz|jan|feb|febr|mrt|apr|jun|jul|aug|sept?|okt|nov|dec|dr|drs|mw|mevr|dhr)\.$"
)


@dataclass(slots=True, frozen=True)
class Sentence:
    """Words up to a full stop, or to white space between lines. `plain` is the text as vocabulary compares it."""

    page: Page
    words: tuple[Word, ...]
    text: str
    plain: str

    def evidence(self) -> list[Evidence]:
        """Where it stands."""
        return [evidence(self.page, self.words)]


def sentences_of(layouts: Sequence[PageLayout]) -> list[Sentence]:
    """All sentences of a part: those in cells of tables first, on each page."""
    found = []
    for page, block in text_blocks(layouts):
        for words in _parted(block):
            text = " ".join(w.text for w in words)
            found.append(Sentence(page, tuple(words), text, normalised(text)))
    return found


def asked_and_answered(sentences: Sequence[Sentence]) -> Iterator[Field]:
    """Questions of a form with the sentence behind them on the same line: 'Is er logopedie geweest? Nee'."""
    vocabulary = concepts("forms", "questions")
    for question, answer in pairwise(sentences):
        height = question.words[-1].middle
        words = [w for w in answer.words if abs(w.middle - height) < SAME_LINE and w.x0 > question.words[-1].x0]
        asks = question.text.endswith("?") and not answer.text.endswith("?") and question.page is answer.page
        asked = _last_lines(question.words)
        label = " ".join(w.text for w in asked)
        if asks and words and vocabulary.of(label):
            yield Field(
                page=question.page,
                label=label,
                text=filled_text(" ".join(w.text for w in words)),
                label_bbox=union([w.bbox for w in asked]),
                bbox=union([w.bbox for w in words]),
                words=words,
                confidence=INLINE,
            )


def _last_lines(words: Sequence[Word]) -> Sequence[Word]:
    """The words from the last line that begins with a capital: what stands before is another place of the form."""
    starts = [i for i, w in enumerate(words) if i == 0 or w.middle - words[i - 1].middle > SAME_LINE]
    capital = [i for i in starts if words[i].text[:1].isupper()]
    return words[capital[-1] :] if capital else words


def _parted(words: Sequence[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in words:
        if run and _apart(run[-1], word):
            yield run
            run = []
        run.append(word)
        if _END.search(word.text) and not _ABBREVIATION.match(word.text):
            yield run
            run = []
    if run:
        yield run


def _apart(last: Word, word: Word) -> bool:
    height = last.bbox[3] - last.bbox[1]
    below = word.bbox[1] - last.bbox[3]
    return below > NEW_BLOCK * height or (word.bold != last.bold and below > -0.2 * height)
