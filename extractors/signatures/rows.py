"""Labels of a row that asks a name and, further on, a signature: 'Naam ouder 1: …  Handtekening: …'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.layout.lines import Phrase
from extractors.pages.model import union
from extractors.signatures.model import Label, centre
from extractors.signatures.roles import find_roles, plain
from extractors.signatures.wording import LONGEST_LABEL, SIGN_LABEL, SIGN_WORD, is_mostly_role, name_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import BBox

SAME_ROW = 6.0  # points between the middles of what stands in one row


@dataclass(slots=True, frozen=True)
class RowLabel:
    """A label 'Handtekening', and the phrase before it in its row that tells whose it is."""

    label: Label
    teller: Phrase


def row_labels(phrases: Sequence[Phrase]) -> list[RowLabel]:
    """The labels that say 'Handtekening' alone, where the row before them names somebody."""
    found = []
    for phrase in phrases:
        if not SIGN_LABEL.match(plain(phrase.text)):
            continue
        row = [p for p in phrases if p is not phrase and _before(p, phrase)]
        last = max((p.bbox[2] for p in row if SIGN_WORD.search(plain(p.text))), default=0.0)
        for teller in sorted((p for p in row if p.bbox[0] >= last), key=lambda p: -p.bbox[0]):
            told, _, value = teller.text.partition(":")
            roles = list(dict.fromkeys(role for role, _, _ in find_roles(told)))
            if roles and len(told.split()) <= LONGEST_LABEL and is_mostly_role(plain(told)):
                text = f"{told.strip()}, {phrase.text.strip(' :._…').lower()}"
                name = name_in(value.strip(" ._…")) or _name_between(teller, phrase, row)
                place = _place(teller, len(told.split()), phrase)
                found.append(RowLabel(Label(phrase, text, roles, explicit=True, name=name, name_place=place), teller))
                break
    return found


def _place(teller: Phrase, count: int, label: Phrase) -> BBox:
    """Between the first `count` words of a phrase and the label behind it."""
    last = teller.words[min(count, len(teller.words)) - 1]
    _, top, x1, bottom = last.bbox
    return (x1, top - SAME_ROW, label.bbox[0], bottom + SAME_ROW)


def _before(one: Phrase, other: Phrase) -> bool:
    return abs(centre(one.bbox)[1] - centre(other.bbox)[1]) < SAME_ROW and one.bbox[2] <= other.bbox[0] + 1


def _name_between(teller: Phrase, label: Phrase, row: Sequence[Phrase]) -> str | None:
    """The name that stands between, in words that lie far apart: a hand leaves wide spaces."""
    between = sorted(
        (w for p in row if teller.bbox[2] - 1 <= p.bbox[0] < label.bbox[0] for w in p.words), key=lambda w: w.x0
    )
    behind = teller.text.partition(":")[2].split()
    words = [*(w for w in teller.words[len(teller.words) - len(behind) :] if behind), *between]
    return name_in(Phrase(words, union([w.bbox for w in words])).text) if words else None
