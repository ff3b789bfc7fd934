"""Labels inside a line of text: 'Periode: 4-9 t/m 10-11   Niveau: 3', 'Doel  Vlot lezen', 'Evaluatie'."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.interventions.labels import alternatives, clear_field, field_of, is_other, names_field
from extractors.layout.lines import INK_TO_TYPE, PHRASE_GAP, Line, phrases_of
from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from extractors.pages.model import Word

_ENDS = re.compile(r"[.!?;,|)]$|^[-–—|/•]$")  # what may stand before a label within a line
LEADER = re.compile(r"[.…·_]{3,}|…")  # dots between a label and its answer
_SENTENCE_ENDS = re.compile(r"\w{5}[.!?]$")  # longer than abbreviations
LONGEST = 7  # words of a label before a colon


@dataclass(slots=True)
class LabelledWords:
    """A run of words; `label` is '' for text without one."""

    label: str
    label_words: list[Word] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)


def labels_in(words: Sequence[Word], options: AbstractSet[int] = frozenset()) -> list[LabelledWords]:
    """The line parted at the labels of interventions that it prints; `options` are ids of words beside tick boxes."""
    parts = [LabelledWords("")]
    wide = PHRASE_GAP * (INK_TO_TYPE if any(w.confidence < 1 for w in words) else 1)
    for phrase in phrases_of(Line(list(words), union([w.bbox for w in words])), wide):
        if parts[-1].label and any(id(w) in options for w in phrase.words):
            parts[-1].words += phrase.words  # 'Ondersteuningsniveau: [ ] niveau 2 [x] niveau 3'
        else:
            _read_phrase(phrase.words, parts)
    return [p for p in parts if p.words or p.label]


def _read_phrase(words: list[Word], parts: list[LabelledWords]) -> None:
    if (count := _answered(words)) and (parts[-1].words or not parts[-1].label):
        answer = [w for w in words[count:] if not LEADER.fullmatch(w.text)]
        parts.append(LabelledWords(_text(words[:count]), words[:count], answer))
        return
    text = _text(words)
    current = parts[-1]
    in_text = any(p.words and not p.label for p in parts)
    whole = ":" not in text.rstrip(" :") and (clear_field(text) or alternatives(text))
    if whole and (current.words or not current.label) and not in_text:
        parts.append(LabelledWords(text.strip(" :"), list(words)))
        return
    rest = list(words)
    while (colon := _colon(rest, bare=bool(parts[-1].label and not parts[-1].words))) is not None:
        start, end = colon
        parts[-1].words += rest[:start]
        label = " ".join(w.text for w in rest[start:end]).strip(" :")
        parts.append(LabelledWords(label, rest[start:end]))
        rest = rest[end:]
    bold = _bold_start(rest) if not parts[-1].words else 0
    if bold:
        parts.append(LabelledWords(" ".join(w.text for w in rest[:bold]).strip(" :"), rest[:bold]))
        rest = rest[bold:]
    parts[-1].words += rest


def _text(words: Sequence[Word]) -> str:
    return " ".join(w.text for w in words)


def _answered(words: Sequence[Word]) -> int:
    """How many words are a label with its answer right behind it, in plain type or after dots; 0 where none are."""
    leader = next((i for i, w in enumerate(words) if i and LEADER.fullmatch(w.text)), 0)
    if leader and leader + 1 < len(words):
        label = _text(words[:leader])
        return leader if not label.endswith(":") and (clear_field(label) or alternatives(label)) else 0
    bold = next((i for i, w in enumerate(words) if not w.bold), 0)
    return bold if bold and not _text(words[:bold]).endswith((":", ".")) and names_field(_text(words[:bold])) else 0


def _colon(words: Sequence[Word], *, bare: bool) -> tuple[int, int] | None:
    """Where the first label with a colon starts and ends: a run of words that clearly names a field.

    It begins where the words or a sentence begin. `bare`: a label stands right before these words,
    so 'Doel behaald: 31 woorden' is its value.
    """
    starts = [0] if not bare else []
    for end, word in enumerate(words, 1):
        if word.text.endswith(":"):
            for start in starts:
                text = " ".join(w.text for w in words[start:end])
                ends = alternatives(text) or _all_bold(words[:end]) or is_other(text)
                named = clear_field(text) or (start == 0 and ends)
                if end - start <= LONGEST and named:
                    return start, end
            # in the middle of the line: 'Keer per week : 3 Minuten per keer : 20'
            for start in range(max(1, end - LONGEST), end):
                if words[start].text[:1].isupper() and names_field(_text(words[start:end])):
                    return start, end
        if _SENTENCE_ENDS.search(word.text):
            starts = [end]  # no label runs on from one sentence into the next
        elif _ENDS.search(word.text):
            starts.append(end)
    return None


def _all_bold(words: Sequence[Word]) -> bool:
    return all(w.bold for w in words)


def _bold_start(words: Sequence[Word]) -> int:
    """How many bold words at the start of a line, before plain ones, name a field."""
    count = next((i for i, w in enumerate(words) if not w.bold), 0)
    text = " ".join(w.text for w in words[:count])
    return count if count and (field_of(text) or alternatives(text)) else 0
