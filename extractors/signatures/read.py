"""The signatures of one part."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from extractors.evidence import evidence_at
from extractors.layout.lines import Phrase, phrases_of
from extractors.pages.model import union
from extractors.records import Signature
from extractors.signatures.areas import boxes_for, tell_parents_apart
from extractors.signatures.assign import assign, lost_parent, reaching
from extractors.signatures.contents import fill, name_above, typed_signature
from extractors.signatures.doubts import SURE, may_be_elsewhere, maybe_dated, not_written, something_in
from extractors.signatures.grids import grid_boxes
from extractors.signatures.labels import signing_labels
from extractors.signatures.marks import marks_of
from extractors.signatures.model import SignatureBox, holds
from extractors.signatures.over_pages import at_foot, sign_over_pages
from extractors.signatures.rivals import contested
from extractors.signatures.roles import plain
from extractors.signatures.shared_day import share_day
from extractors.signatures.wording import name_in, opens_signing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Page
    from extractors.records import Part
    from extractors.signatures.digital import DigitalSignature
    from extractors.signatures.marks import Mark

ON_PICTURE, UNCLEAR = 0.9, 0.55  # confidence that a place is empty, seen on a picture; and when something is in it
CLEAR_TYPE = 0.62  # confidence of words in type, in a script that looks like a hand too
LAST_PHRASES = 8  # of a page: a heading among them is that of the next page


def read_signatures(part: Part, layouts: Sequence[PageLayout], path: Path) -> list[Signature]:
    """Every signature box of the part with what stands in it, in reading order."""
    del part  # the part's kind does not change who signed
    running = _running_pictures([layout.page for layout in layouts])
    filled: dict[str, DigitalSignature] | None = None
    signatures: list[Signature] = []
    signing = False
    unsigned: list[tuple[SignatureBox, Signature]] = []
    for layout in layouts:
        page = layout.page
        phrases = [part for line in layout.lines for phrase in phrases_of(line) for part in _in_cells(phrase, layout)]
        marks = marks_of(page, running)
        if any(m.kind == "digital" for m in marks):
            if filled is None:
                from extractors.signatures.digital import digital_signatures  # noqa: PLC0415 - loads slowly

                filled = digital_signatures(path)
            marks = [m for m in marks if m.kind != "digital" or filled is None or m.field in filled]
        boxes = _boxes(layout, phrases, marks, signing=signing)
        signing = any(opens_signing(plain(p.text)) for p in phrases[-LAST_PHRASES:])
        signed = not_written(marks, boxes)
        owned = assign(boxes, signed)
        if page.reading == "ocr":
            owned |= reaching(boxes, signed, owned)
            if mark := lost_parent(boxes, signed, owned):
                owned[len(boxes)] = mark
                boxes.append(SignatureBox("parent_2", "", mark.bbox, mark.bbox, ["parent_2"], 0.93))
        sign_over_pages(page, [mark for mark in signed if mark not in owned.values()], unsigned)
        for i, mark in owned.items():
            boxes[i].name = boxes[i].name or name_above(boxes[i], mark, phrases)
        doubtful = contested(boxes, owned, page) if page.reading == "ocr" else set()
        share_day(boxes, phrases, page)
        for i, box in enumerate(boxes):
            signature = _signature(box, owned.get(i), filled or {}, page)
            if page.reading == "ocr":
                _doubt_empty(signature, box, page, signed, [mark.bbox for mark in owned.values()])
                if i in doubtful:
                    signature.confidence = min(signature.confidence, UNCLEAR)
            signatures.append(signature)
        unsigned = at_foot(page, list(zip(boxes, signatures[len(signatures) - len(boxes) :], strict=True)))
    return signatures


def _boxes(
    layout: PageLayout, phrases: Sequence[Phrase], marks: Sequence[Mark], *, signing: bool
) -> list[SignatureBox]:
    in_grids = grid_boxes(layout.tables, marks if layout.page.reading == "text" else ())
    free = [p for p in phrases if not any(_inside(p, box) for box in in_grids)]
    if layout.page.reading == "ocr":  # a name in a hand above 'één ouder' makes that option no label
        options = {id(word) for box in layout.tick_boxes for word in box.label_words}
        free = [p for p in free if not all(id(word) in options for word in p.words)]
    sure = [m for m in marks if m.confidence >= SURE]
    loose_marks = [m for m in sure if not any(holds(box.area, m.bbox) for box in in_grids)]
    labels = signing_labels(free, loose_marks, signing=signing)
    boxes = boxes_for(labels, layout)
    for box in boxes:
        fill(box, free, [label.phrase for label in labels], layout.page.unread)
    boxes = in_grids + boxes
    tell_parents_apart(boxes)
    return boxes


def _in_cells(phrase: Phrase, layout: PageLayout) -> list[Phrase]:
    """The phrase, parted where a line of a table stands in it: narrow cells leave no more room than a space."""
    if layout.page.reading == "ocr":
        return [phrase]  # the lines of a picture may be anything
    x0, top, x1, bottom = phrase.bbox
    middle = (top + bottom) / 2
    walls = {
        cell.bbox[0]
        for table in layout.tables
        if table.ruled and holds(table.bbox, phrase.bbox)
        for cell in table.cells
        if cell.bbox[1] < middle < cell.bbox[3] and x0 < cell.bbox[0] < x1
    }
    runs = [list(run) for _, run in groupby(phrase.words, key=lambda w: sum(wall <= w.x0 + 1 for wall in walls))]
    return [Phrase(run, union([w.bbox for w in run])) for run in runs]


def _inside(phrase: Phrase, box: SignatureBox) -> bool:
    """Whether the phrase stands in the table row of a box: it labels nothing else."""
    x0, top, x1, bottom = union([box.label_bbox, box.area])
    x, y = (phrase.bbox[0] + phrase.bbox[2]) / 2, (phrase.bbox[1] + phrase.bbox[3]) / 2
    return x0 <= x <= x1 and top <= y <= bottom


def _running_pictures(pages: Sequence[Page]) -> list[BBox]:
    """Pictures that stand at the same place on more than one page: a letterhead."""
    places = Counter(tuple(round(v) for v in image.bbox) for page in pages for image in page.images)
    return [(a, b, c, d) for (a, b, c, d), count in places.items() if count > 1]


def _doubt_empty(
    signature: Signature, box: SignatureBox, page: Page, marks: Sequence[Mark], owned: Sequence[BBox]
) -> None:
    """That a place on a picture is empty is never quite sure, and not at all with ink in it or nobody's about it."""
    if signature.state == "absent":
        inked = something_in(box, page, owned) or may_be_elsewhere(box, marks, owned)
        seen = UNCLEAR if inked else ON_PICTURE
        signature.confidence = min(signature.confidence, seen)


def _signature(box: SignatureBox, mark: Mark | None, filled: dict[str, DigitalSignature], page: Page) -> Signature:
    signature = Signature(role=box.role, label=box.label, state="absent", name=box.name, date=box.date, signs=box.signs)
    # an empty place is shown whole: what is not there can't be marked
    place = union([box.label_bbox, box.area]) if box.exact else box.label_bbox
    confidence = box.confidence
    if mark is not None and mark.kind == "digital" and mark.field in filled:
        digital = filled[mark.field]
        signature.state = "digital"
        signature.intact = digital.intact
        signature.name = box.name or digital.signer
        signature.date = box.date or digital.signed_on
        place = union([place, mark.bbox])
    elif mark is not None and mark.kind == "digital":
        confidence = UNCLEAR  # the file is too damaged to tell whether this field was signed
        place = union([place, mark.bbox])
    elif mark is not None:
        signature.state = "ink"
        confidence *= mark.confidence
        place = union([place, mark.bbox])
    elif typed := typed_signature(box):
        signature.state = "typed"
        place = union([place, typed.bbox])
        confidence *= 0.95
        if min(word.confidence for word in typed.words) < CLEAR_TYPE:
            confidence = UNCLEAR  # somebody may have signed in clear letters
    if signature.state != "typed" and signature.name is None and box.loose_name is not None:
        signature.name = name_in(box.loose_name.text)
    hidden = page.reading == "ocr" and mark is not None and maybe_dated(box, mark.bbox, page)
    signature.dated = signature.date is not None or box.dated or hidden
    signature.confidence = round(confidence, 3)
    signature.evidence = [evidence_at(page, place, box.label)]
    return signature
