"""The signatures of one part."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extractors.evidence import evidence_at
from extractors.layout.lines import phrases_of
from extractors.names import name_tokens
from extractors.pages.model import union
from extractors.records import Signature
from extractors.signatures.assign import assign
from extractors.signatures.boxes import boxes_of, ends_in_signing, tell_parents_apart
from extractors.signatures.grids import grid_boxes
from extractors.signatures.marks import marks_of
from extractors.signatures.roles import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extractors.layout.lines import Phrase
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Page
    from extractors.records import Part
    from extractors.signatures.boxes import SignatureBox
    from extractors.signatures.digital import DigitalSignature
    from extractors.signatures.marks import Mark

NOT_A_NAME = re.compile(
    r"hand\s?tekening|naam|datum|plaats|paraaf|blokletters|n\.?v\.?t|invullen|stempel|pagina|blz|vertrouwelijk|^\W*$|\d{4}"
)
BY_PROXY = re.compile(
    r"^\s*(w\.?g\.?|get\.|was getekend|/s/|digitaal ondertekend|elektronisch ondertekend)", re.IGNORECASE
)


def read_signatures(part: Part, layouts: Sequence[PageLayout], path: Path) -> list[Signature]:
    """Every signature box of the part with what stands in it, in reading order."""
    del part  # the part's kind does not change who signed
    running = _running_pictures([layout.page for layout in layouts])
    filled: dict[str, DigitalSignature] | None = None
    signatures: list[Signature] = []
    signing = False
    for layout in layouts:
        page = layout.page
        phrases = [phrase for line in layout.lines for phrase in phrases_of(line)]
        in_grids = grid_boxes(layout.tables)
        free = [p for p in phrases if not any(_inside(p, box) for box in in_grids)]
        boxes = in_grids + boxes_of(layout, free, signing=signing)
        tell_parents_apart(boxes)
        signing = ends_in_signing(phrases)
        if not boxes:
            continue
        marks = marks_of(page, running)
        if any(m.kind == "digital" for m in marks):
            if filled is None:
                from extractors.signatures.digital import digital_signatures  # noqa: PLC0415 - loads slowly

                filled = digital_signatures(path)
            marks = [m for m in marks if m.kind != "digital" or m.field in filled]
        owned = assign(boxes, marks)
        signatures += [_signature(box, owned.get(i), filled or {}, page) for i, box in enumerate(boxes)]
    return signatures


def _inside(phrase: Phrase, box: SignatureBox) -> bool:
    """Whether the phrase stands in the table row of a box: it labels nothing else."""
    x0, top, x1, bottom = union([box.label_bbox, box.area])
    x, y = (phrase.bbox[0] + phrase.bbox[2]) / 2, (phrase.bbox[1] + phrase.bbox[3]) / 2
    return x0 <= x <= x1 and top <= y <= bottom


def _running_pictures(pages: Sequence[Page]) -> list[BBox]:
    """Pictures that stand at the same place on more than one page: a letterhead."""
    places = Counter(tuple(round(v) for v in image.bbox) for page in pages for image in page.images)
    return [(a, b, c, d) for (a, b, c, d), count in places.items() if count > 1]


def _signature(box: SignatureBox, mark: Mark | None, filled: dict[str, DigitalSignature], page: Page) -> Signature:
    signature = Signature(role=box.role, label=box.label, state="absent", name=box.name, date=box.date, signs=box.signs)
    place = box.label_bbox
    confidence = box.confidence
    if mark is not None and mark.kind == "digital" and mark.field in filled:
        digital = filled[mark.field]
        signature.state = "digital"
        signature.intact = digital.intact
        signature.name = box.name or digital.signer
        signature.date = box.date or digital.signed_on
        place = union([place, mark.bbox])
    elif mark is not None:
        signature.state = "ink"
        confidence *= mark.confidence
        place = union([place, mark.bbox])
    elif typed := _typed(box):
        signature.state = "typed"
        place = union([place, typed.bbox])
        confidence *= 0.95
    signature.confidence = round(confidence, 3)
    signature.evidence = [evidence_at(page, place, box.label)]
    return signature


def _typed(box: SignatureBox) -> Phrase | None:
    """A name set in type where the signature should stand."""
    for phrase in box.content:
        if box.name_bbox is not None and phrase.bbox[1] > box.name_bbox[3]:
            continue
        if BY_PROXY.match(phrase.text):
            return phrase
        text = plain(phrase.text)
        if NOT_A_NAME.search(text) or len(text.split()) > 6:
            continue
        if box.name is not None and set(name_tokens(box.name)) & set(name_tokens(phrase.text)):
            return phrase
        if box.name is None and _looks_like_a_name(phrase.text):
            return phrase
    return None


def _looks_like_a_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 6
        and words[0][:1].isupper()
        and words[-1][:1].isupper()
        and text.replace(" ", "").isprintable()
    )
