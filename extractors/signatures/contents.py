"""What is printed in a place to sign: the signer's name and the date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.layout.lines import Phrase
from extractors.names import name_tokens
from extractors.pages.model import union
from extractors.signatures.model import centre, holds
from extractors.signatures.roles import find_roles, plain
from extractors.signatures.wording import BY_PROXY, DATE_LABEL, NAME_LABEL, SIGN_LABEL, SIGN_WORD, name_in
from extractors.values.dates import find_dates, parse_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import BBox, Word
    from extractors.signatures.marks import Mark
    from extractors.signatures.model import SignatureBox

LARGE = 1.25  # times the height of the label: script type that stands for a signature
ABOVE_LABEL = 3.0  # points that a value beside a label may stand higher
AROUND_LINE = 5.0  # points above and below the line of a label that what is written there may take
WIDEST_SPACE = 24.0  # points between the words of one value
FRAME = re.compile(r"^(?:[|\[\]{}!]\s*|[Il]\s+(?=\S)|[Il]$)+")  # the lines of a field, read as letters


def fill(box: SignatureBox, phrases: Sequence[Phrase], labels: Sequence[Phrase], unread: Sequence[BBox] = ()) -> None:
    """Find the name and date in the area of the box, and keep whatever else stands there."""
    top = box.area[1] if box.exact or box.named else box.label_bbox[1] - ABOVE_LABEL
    free = [p for p in phrases if p not in labels]
    inside = _inside((box.area[0], top, box.area[2], box.area[3]), free)
    if box.under and not any(_kind(p) for p in inside):
        inside += [p for p in _inside(box.under, free) if p not in inside]
    used: set[int] = set()
    for at, phrase in enumerate(inside):
        beneath = phrase.bbox[1] >= box.label_bbox[3] - ABOVE_LABEL
        box.asks_beneath = box.asks_beneath or (beneath and bool(SIGN_LABEL.match(plain(phrase.text))))
        kind = _kind(phrase)
        if kind is None:
            continue
        used.add(at)
        is_name, label = kind
        value = _value(inside, at, _behind(phrase, label), used)
        place = _place_beside(phrase, phrase.words[min(len(label.split()), len(phrase.words)) - 1].x1, box, phrases)
        box.beside_labels.append(place)
        box.asks_date = box.asks_date or not is_name
        if is_name and value is not None and box.name is None:
            box.name = _without_frame(value.text).strip(" :._…")
        elif not is_name and value is not None and box.date is None:
            box.date = parse_date(value.text) or parse_date(_without_frame(value.text))
        if not is_name and (value is not None or any(holds(place, u) for u in unread)):
            box.dated = True
    box.content = [p for i, p in enumerate(inside) if i not in used]
    _take_unlabelled(box)


def _inside(room: BBox, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a room in reading order. A long one may run into the next column, so its first word decides."""
    found = [p for p in phrases if holds(room, p.words[0].bbox)]
    return sorted(found, key=lambda p: (round(p.bbox[1] / 4), p.bbox[0]))


def _kind(phrase: Phrase) -> tuple[bool, str] | None:
    """Whether a phrase begins with a label for a name (True) or a date, and that label."""
    text = plain(phrase.text)
    for pattern, is_name in ((NAME_LABEL, True), (DATE_LABEL, False)):
        if match := pattern.match(text):
            return is_name, match.group()
    return None


def asks_day(phrase: Phrase) -> bool:
    """Whether a phrase begins with a label for the day of signing."""
    kind = _kind(phrase)
    return kind is not None and not kind[0]


def _behind(phrase: Phrase, label: str) -> str:
    """What a phrase says behind its label; a misprint may have made the label longer or shorter than it should be."""
    count = len(label.split())
    behind = phrase.text.split(" ")[count:]
    glued = re.search(r":(.+)$", phrase.text.split(" ")[count - 1])
    return " ".join([glued[1], *behind] if glued else behind)


def _value(inside: Sequence[Phrase], at: int, rest: str, used: set[int]) -> Phrase | None:
    """What stands behind a label in its own phrase, or beside it; a hand leaves wide spaces."""
    label = inside[at]
    words: list[Word] = list(label.words[-len(rest.split()) :]) if rest.strip(" :._…") else []
    reach = words[-1].x1 if words else None
    others = [(i, p) for i, p in enumerate(inside) if i not in used and i != at]
    beside = [(p.bbox[0], i, p) for i, p in others if _level(p.bbox, label.bbox)]
    for x0, i, phrase in sorted(beside):
        if x0 < label.bbox[2] - 2 or (reach is not None and x0 - reach > WIDEST_SPACE):
            continue
        if _kind(phrase) or SIGN_WORD.match(plain(phrase.text)):
            continue
        used.add(i)
        if not FRAME.fullmatch(phrase.text):
            words += phrase.words
            reach = phrase.bbox[2]
    return Phrase(words, union([w.bbox for w in words])) if words else None


def _level(bbox: BBox, label: BBox) -> bool:
    return label[1] - ABOVE_LABEL <= (bbox[1] + bbox[3]) / 2 <= label[3] + ABOVE_LABEL


def _without_frame(text: str) -> str:
    """A value without the lines of its field that were read as letters."""
    return FRAME.sub("", text, count=1)


def _place_beside(label: Phrase, x1: float, box: SignatureBox, phrases: Sequence[Phrase]) -> BBox:
    """The place for what a label asks, from where it ends (`x1`) up to the next label on its line."""
    others = [p.bbox[0] for p in phrases if p.bbox[0] > x1 and _level(p.bbox, label.bbox) and _asks(p)]
    return (x1 - 2, label.bbox[1] - AROUND_LINE, min([box.area[2], *others]), label.bbox[3] + AROUND_LINE)


def _asks(phrase: Phrase) -> bool:
    return _kind(phrase) is not None or bool(SIGN_WORD.search(plain(phrase.text))) or bool(find_roles(phrase.text))


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
            box.name = name
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
