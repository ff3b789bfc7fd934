"""What is printed in a place to sign: the signer's name and the date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.layout.lines import Phrase
from extractors.names import name_tokens
from extractors.pages.model import union
from extractors.signatures.model import centre, holds
from extractors.signatures.roles import plain
from extractors.signatures.wording import BY_PROXY, DATE_LABEL, NAME_LABEL, name_in
from extractors.values.dates import find_dates, parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.signatures.marks import Mark
    from extractors.signatures.model import SignatureBox

LARGE = 1.25  # times the height of the label: script type that stands for a signature
ABOVE_LABEL = 3.0  # points that a value beside a label may stand higher


def fill(box: SignatureBox, phrases: Sequence[Phrase], labels: Sequence[Phrase]) -> None:
    """Find the name and date in the area of the box, and keep whatever else stands there."""
    top = box.area[1] if box.exact or box.named else box.label_bbox[1] - ABOVE_LABEL
    room = (box.area[0], top, box.area[2], box.area[3])
    inside = [p for p in phrases if p not in labels and holds(room, _start(p))]
    inside.sort(key=lambda p: (round(p.bbox[1] / 4), p.bbox[0]))
    used: set[int] = set()
    for at, phrase in enumerate(inside):
        text = plain(phrase.text)
        for pattern, is_name in ((NAME_LABEL, True), (DATE_LABEL, False)):
            match = pattern.match(text)
            if match is None:
                continue
            used.add(at)
            value = _value(inside, at, _behind(phrase, match.group()), used)
            if is_name and value is not None and box.name is None:
                box.name, box.name_bbox = value.text.strip(" :._…"), value.bbox
            elif not is_name and value is not None and box.date is None:
                box.date = parse_date(value.text)
            break
    box.content = [p for i, p in enumerate(inside) if i not in used]
    _take_unlabelled(box)


def _behind(phrase: Phrase, label: str) -> str:
    """What a phrase says behind its label; a misprint may have made the label longer or shorter than it should be."""
    count = len(label.split())
    behind = phrase.text.split(" ")[count:]
    glued = re.search(r":(.+)$", phrase.text.split(" ")[count - 1])
    return " ".join([glued[1], *behind] if glued else behind)


def _start(phrase: Phrase) -> tuple[float, float, float, float]:
    """The first word decides where a phrase stands: a long one may run into the next column."""
    return phrase.words[0].bbox


def _value(inside: Sequence[Phrase], at: int, rest: str, used: set[int]) -> Phrase | None:
    """What stands behind a label in its own phrase, or beside it."""
    label = inside[at]
    if rest.strip(" :._…"):
        words = label.words[-len(rest.split()) :]
        return Phrase(words, union([w.bbox for w in words]))
    for i, phrase in enumerate(inside):
        middle = (phrase.bbox[1] + phrase.bbox[3]) / 2
        level = label.bbox[1] - ABOVE_LABEL <= middle <= label.bbox[3] + ABOVE_LABEL
        if i not in used and i != at and level and phrase.bbox[0] >= label.bbox[2] - 2:
            used.add(i)
            return phrase
    return None


def _take_unlabelled(box: SignatureBox) -> None:
    label_dates = find_dates(box.label)
    if box.date is None and label_dates:
        box.date = label_dates[0].date
    for phrase in box.content:
        if BY_PROXY.match(phrase.text):
            continue
        if box.date is None and (dates := find_dates(phrase.text)):
            box.date = dates[0].date
        name = name_in(phrase.text)
        if name is None:
            continue
        if box.name is None and find_dates(phrase.text):
            box.name, box.name_bbox = name, phrase.bbox
        elif box.loose_name is None:
            box.loose_name = phrase


def name_above(box: SignatureBox, mark: Mark, phrases: Sequence[Phrase]) -> str | None:
    """The name printed between a mark and the label under it."""
    for phrase in phrases:
        under_mark = mark.bbox[1] < phrase.bbox[1] and phrase.bbox[3] <= box.label_bbox[1] + ABOVE_LABEL
        if under_mark and box.area[0] <= phrase.bbox[0] <= box.area[2] and (name := name_in(phrase.text)):
            return name
    return None


def typed_signature(box: SignatureBox) -> Phrase | None:
    """A name in type where the pen should have been; call it only for a box without a mark.

    'Naam: …' under the line is no signature. A second name is, and so is the only name right beside 'Handtekening',
    in a cell to sign in, or set large; the only name under a label is as likely printed there beforehand.
    """
    for phrase in box.content:
        if BY_PROXY.match(phrase.text):
            return phrase
    loose = box.loose_name
    if loose is None:
        return None
    if box.name is not None:
        return loose if set(name_tokens(box.name)) & set(name_tokens(loose.text)) else None
    if not box.explicit:
        return None
    beside = abs(centre(loose.bbox)[1] - centre(box.label_bbox)[1]) < ABOVE_LABEL
    large = loose.words[0].size > LARGE * (box.label_bbox[3] - box.label_bbox[1])
    return loose if beside or box.exact or large else None
