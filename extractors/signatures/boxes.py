"""Where people are asked to sign: a label that names a role, with its own place on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.pages.model import union
from extractors.signatures.roles import find_roles, plain
from extractors.values.dates import parse_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from extractors.layout.lines import Phrase
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox
    from extractors.records import Role

SIGN_WORD = re.compile(r"hand\s?-?tekening|\bparaaf\b|\bgetekend\b|\bonderteken")
SIGNING_HEADING = re.compile(r"onder\s?-?tekening|hand\s?-?tekening(en)?\b|\bakkoord|\bgetekend\b|ondertekenen")
SIGN_LABEL = re.compile(r"^hand\s?-?tekening\s*[:._…]*$")
NAME_LABEL = re.compile(r"^(naam|voor- en achternaam|naam ouder|achternaam)\b[^:]*:?|^naam\b")
DATE_LABEL = re.compile(r"^(d\.?d\.?|datum|plaats(?: en |, ?| ?/ ?)datum|datum ondertekening)\b\s*:?")
LONGEST_LABEL = 9  # words; a longer text is a sentence about signing
REACH_BELOW = 150.0  # points under a label in which its signature, name and date stand
REACH_ABOVE = 75.0
REACH_WITHOUT_HEADING = 100.0  # nearer, where no heading says that people sign here
ALIGNED = 25.0  # points between the left edges of a role and its own name, date or signature label
FILLER = frozenset(
    ["namens", "het", "de", "der", "voor", "van", "en", "of", "school", "naam", "met", "gezag", "leerling", "door"]
)


@dataclass(slots=True)
class SignatureBox:
    """One place to sign. `area` is where its signature, name and date may stand."""

    role: Role
    label: str
    label_bbox: BBox
    area: BBox
    signs: list[Role]
    confidence: float
    name: str | None = None
    name_bbox: BBox | None = None
    date: dt.date | None = None
    date_printed: bool = False
    content: list[Phrase] = field(default_factory=list)
    exact: bool = False  # the area is the very cell to sign in


@dataclass(slots=True)
class _Label:
    phrase: Phrase
    text: str
    roles: list[Role]
    names_signing: bool


def boxes_of(layout: PageLayout, phrases: Sequence[Phrase], *, signing: bool) -> list[SignatureBox]:
    """All places to sign on the page. `signing` tells that the page before ended inside a signing section."""
    labels = _labels(phrases, signing=signing)
    if not labels:
        return []
    boxes = [_box(label, labels, layout) for label in labels]
    for box in boxes:
        _fill(box, phrases, [label.phrase for label in labels])
    return boxes


def ends_in_signing(phrases: Sequence[Phrase]) -> bool:
    """Whether the last heading-like words of a page open a signing section that goes on overleaf."""
    return any(_opens_signing(plain(p.text)) for p in phrases[-8:])


def _opens_signing(text: str) -> bool:
    return bool(SIGNING_HEADING.search(text)) and len(text.split()) <= 6


def _labels(phrases: Sequence[Phrase], *, signing: bool) -> list[_Label]:
    section_top = 0.0 if signing else None
    labels: list[_Label] = []
    for phrase in sorted(phrases, key=lambda p: p.bbox[1]):
        text = plain(phrase.text).strip(" :")
        words = text.split()
        if not words or len(words) > LONGEST_LABEL:
            continue
        roles = list(dict.fromkeys(role for role, _, _ in find_roles(text)))
        names_signing = bool(SIGN_WORD.search(text))
        if _opens_signing(text) and not roles:
            section_top = phrase.bbox[1]
            continue
        if not roles or ("." in text.rstrip(".") and len(words) > 6):
            continue
        in_section = section_top is not None and phrase.bbox[1] >= section_top - 1
        if names_signing or (_is_mostly_role(text) and _asks_to_sign(phrase, phrases, in_section=in_section)):
            labels.append(_Label(phrase, phrase.text.strip(" :"), roles, names_signing))
    return labels


def _is_mostly_role(text: str) -> bool:
    rest = text
    for _, start, end in reversed(find_roles(text)):
        rest = rest[:start] + rest[end:]
    words = [w for w in re.split(r"[^a-z]+", rest) if w]
    filler = {
        "namens",
        "het",
        "de",
        "der",
        "voor",
        "van",
        "en",
        "of",
        "school",
        "naam",
        "s",
        "met",
        "gezag",
        "leerling",
    }
    return len([w for w in words if w not in filler and len(w) > 1]) <= 1


def _asks_to_sign(label: Phrase, phrases: Sequence[Phrase], *, in_section: bool) -> bool:
    """Whether what stands under (or just above) a role asks for a signature: its name, date or 'handtekening'."""
    x0, _, x1, bottom = label.bbox
    near = [
        (phrase, plain(phrase.text))
        for phrase in phrases
        if -REACH_ABOVE < phrase.bbox[1] - bottom < REACH_BELOW and x0 - 40 <= phrase.bbox[0] <= x1 + 260
    ]
    if in_section and any(NAME_LABEL.match(text) or DATE_LABEL.match(text) for _, text in near):
        return True
    under = [
        text
        for phrase, text in near
        if abs(phrase.bbox[0] - x0) < ALIGNED and -2 < phrase.bbox[1] - bottom < REACH_WITHOUT_HEADING
    ]
    named = any(NAME_LABEL.match(text) for text in under)
    dated = any(DATE_LABEL.match(text) for text in under)
    return (named and dated) or any(SIGN_LABEL.match(text) for text in under)


def _box(label: _Label, labels: Sequence[_Label], layout: PageLayout) -> SignatureBox:
    x0, top, x1, bottom = label.phrase.bbox
    right = layout.page.width
    left = 0.0
    floor = bottom + REACH_BELOW
    ceiling = top - REACH_ABOVE
    for other in labels:
        if other is label:
            continue
        ox0, otop, ox1, obottom = other.phrase.bbox
        if abs(otop - top) < 14:
            if ox0 > x1 - 1:
                right = min(right, ox0 - 3)
            elif ox1 < x0 + 1:
                left = max(left, ox1, x0 - 12)
        elif ox0 < right and ox1 > left:
            if otop > bottom:
                floor = min(floor, otop - 1)
            elif obottom < top:
                ceiling = max(ceiling, obottom + 1)
    if left == 0.0:
        left = max(0.0, x0 - 14)
    return SignatureBox(
        role=label.roles[0],
        label=label.text,
        label_bbox=label.phrase.bbox,
        area=(left, ceiling, right, floor),
        signs=label.roles,
        confidence=0.97 if label.names_signing else 0.93,
    )


def tell_parents_apart(boxes: list[SignatureBox]) -> None:
    """Two boxes for an unnumbered parent are the first and the second parent, in reading order."""
    parents = [b for b in boxes if b.role in ("parent_1", "parent_2")]
    if len(parents) == 2 and parents[0].role == parents[1].role:
        first, second = sorted(parents, key=lambda b: (round(b.label_bbox[1] / 14), b.label_bbox[0]))
        first.role, second.role = "parent_1", "parent_2"


def _fill(box: SignatureBox, phrases: Sequence[Phrase], labels: Sequence[Phrase]) -> None:
    """Name and date printed in the area, and whatever else stands there."""
    x0, _, x1, floor = box.area
    inside = [
        p
        for p in phrases
        if p not in labels
        and x0 <= (p.bbox[0] + min(p.bbox[2], x1)) / 2 <= x1
        and box.label_bbox[1] - 3 <= p.bbox[1] < floor
    ]
    inside.sort(key=lambda p: (round(p.bbox[1] / 4), p.bbox[0]))
    used: set[int] = set()
    for at, phrase in enumerate(inside):
        text = plain(phrase.text)
        for pattern, take in ((NAME_LABEL, _take_name), (DATE_LABEL, _take_date)):
            if (match := pattern.match(text)) is None:
                continue
            used.add(at)
            rest = phrase.text[match.end() :].strip(" :._…")
            beside = None
            if not rest:
                beside = next((i for i, p in enumerate(inside) if i not in used and _beside(phrase, p)), None)
                if beside is not None:
                    rest = inside[beside].text.strip(" :._…")
            if rest:
                take(box, rest, phrase if beside is None else inside[beside])
                if beside is not None:
                    used.add(beside)
            break
    box.content = [p for i, p in enumerate(inside) if i not in used]


def _beside(label: Phrase, value: Phrase) -> bool:
    middle = (value.bbox[1] + value.bbox[3]) / 2
    return (
        value is not label and value.bbox[0] >= label.bbox[2] - 2 and label.bbox[1] - 3 <= middle <= label.bbox[3] + 3
    )


def _take_name(box: SignatureBox, text: str, phrase: Phrase) -> None:
    if box.name is None:
        box.name, box.name_bbox = text, phrase.bbox


def _take_date(box: SignatureBox, text: str, phrase: Phrase) -> None:
    box.date_printed = True
    if box.date is None and (found := parse_date(text)) is not None:
        box.date = found
        box.area = union([box.area, phrase.bbox])
