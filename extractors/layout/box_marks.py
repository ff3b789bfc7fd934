"""The marks that can be tick boxes, and whether they are ticked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractors.pages.model import Word, union

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.pages.model import BBox, Drawing, Page, Ruling

# Private-use characters are those of Wingdings, as PDF producers keep them.
EMPTY = "☐□▢❏❐❑❒◻◽⬜○◯⚪\uf06f\uf0a8\uf071\uf072\uf070\uf0a1\uf0a2\uf0a6"
TICKED = "☑☒🗹🗷✓✔✅✗✘✕✖⊠⊗◉⦿\uf0fe\uf0fd\uf0fc\uf0fb\uf078\uf052\uf054\uf0a4\uf0a5"
SOLID = "■▪◼◾⬛●⚫\uf06e\uf0a7\uf06c"  # ticked among empty boxes, otherwise a bullet
STROKES = "xX×vV✓✔✗✘"
LIKE_AN_END = "}|!1IlJÌÍ)"  # what a reader of pictures makes of ']'
MOST_PARTS, MOST_STROKES = 3, 2  # words of one box, and letters that a cross is read as
ROUNDED = 4  # curves of a circle, or of a square with round corners
SAME_SIZE = 0.85  # of the box's sides
NO_ROOM, LONG = 1.9, 6  # points between letters of a word, and the letters of a long one
SMALLEST, LARGEST = 4.5, 18.0  # points: sides of a drawn box


@dataclass(slots=True)
class Mark:
    """A box on the page. `words` are its own characters, `rest` what is glued to them, `name` a field's own label."""

    bbox: BBox
    checked: bool | None
    confidence: float
    words: list[Word] = field(default_factory=list)
    rest: list[Word] = field(default_factory=list)
    name: str = ""


def field_marks(page: Page) -> Iterator[Mark]:
    """Check boxes and radio buttons of the PDF's form."""
    for item in page.fields:
        if item.kind in ("check", "radio"):
            yield Mark(item.bbox, item.checked, 0.99, name=item.label or item.value or "")


def glyph_marks(page: Page) -> Iterator[Mark]:
    """Characters that picture a box; a solid one counts where the page has empty ones too."""
    found = [w for w in page.words if w.text[0] in EMPTY or w.text[0] in TICKED or w.text[0] in SOLID]
    shapes = {w.text[0] for w in found}
    boxes = bool(shapes & set(EMPTY))
    for word in found:
        glyph, rest = word.text[0], word.text[1:].strip("\ufe0e\ufe0f")
        if glyph in SOLID and not boxes:
            continue
        ticked = glyph not in EMPTY
        own, glued = _parted(word, rest)
        yield Mark(own.bbox, ticked, 0.97 if glyph not in SOLID else 0.93, [word], glued)


def _parted(word: Word, rest: str) -> tuple[Word, list[Word]]:
    """The first character as a word of its own, and the rest as another."""
    if not rest:
        return word, []
    x0, top, x1, bottom = word.bbox
    wall = min(x0 + (bottom - top), x0 + (x1 - x0) / len(word.text))
    glyph = Word(word.text[0], (x0, top, wall, bottom), word.confidence, word.size, word.bold)
    return glyph, [Word(rest, (wall, top, x1, bottom), word.confidence, word.size, word.bold)]


def bracket_marks(page: Page) -> Iterator[Mark]:
    """'[x]', '[ ]', '(x)', '( )' and the same with spaces in them; on pictures with a closing bracket misread too."""
    for word in page.words:
        for opening, closing in ("[]", "()"):
            if not word.text.startswith(opening):
                continue
            misread = page.reading == "ocr" and opening == "["
            parts, ended = [word], _ended(word.text[1:], closing, misread=misread)
            while ended is None and len(parts) < MOST_PARTS and (other := _next_to(parts[-1], page.words)):
                parts.append(other)
                ended = _ended("".join(p.text for p in parts)[1:], closing, misread=misread)
            if ended is None:
                continue
            inside, after = ended[0].strip(" _."), ended[1]
            if len(inside) <= MOST_STROKES and set(inside) <= set(STROKES):
                rest = [Word(after, parts[-1].bbox, word.confidence, word.size, word.bold)] if after else []
                place = union([p.bbox for p in parts])
                hidden = not inside and any(_overlaps(ink, place) for ink in page.unread)
                yield Mark(place, None if hidden else bool(inside), 0.95, parts, rest)


def _ended(text: str, closing: str, *, misread: bool) -> tuple[str, str] | None:
    """What stands before and after the closing bracket; None where there is none, also none `misread`."""
    inside, found, after = text.partition(closing)
    if found or not misread:
        return (inside, after) if found else None
    if text.endswith(tuple(LIKE_AN_END)):
        return text[:-1], ""
    inside, found, after = text.partition("}")
    return (inside, after) if found else None


def _next_to(word: Word, words: Sequence[Word]) -> Word | None:
    """The word right behind another on its line, no farther than the height of that."""
    height = word.bbox[3] - word.bbox[1]
    behind = [
        w
        for w in words
        if w is not word and -1 <= w.x0 - word.x1 <= height and w.top < word.middle < w.bottom and w.x1 > word.x1
    ]
    return min(behind, key=lambda w: w.x0, default=None)


def drawn_marks(page: Page) -> Iterator[Mark]:
    """Squares and circles of a tick box's size that are no cell of a table."""
    squares = _outermost([d for d in page.drawings if _box_like(d, page)])
    lines = [r for r in page.rulings if max(r.bbox[2] - r.bbox[0], r.bbox[3] - r.bbox[1]) > 1.6 * LARGEST]
    for square in squares:
        if sum(_along(line, square.bbox) for line in lines) >= 2:
            continue  # a cell of a table
        if any(_overlaps(i.bbox, square.bbox) for i in page.images):
            continue  # part of a logo
        if page.reading == "ocr" and any(_holds(w.bbox, square.bbox) for w in page.words):
            continue  # what is in a box was taken out before the words were read: this is a letter
        if page.reading == "ocr" and any(_goes_on(square.bbox, w) for w in page.words):
            continue  # the 'O' of 'Ondertekening'
        if not square.rectangle and any(len(w.text) > 1 and _holds(square.bbox, w.bbox) for w in page.words):
            continue  # a ring around a word
        yield _judged(square, page)


def _goes_on(box: BBox, word: Word) -> bool:
    """Whether a word begins right behind a box, long and without its capital."""
    behind = word.x0 - box[2]
    level = box[1] < word.middle < box[3]
    return level and abs(behind) <= NO_ROOM and word.text[:1].islower() and len(word.text) >= LONG


def _outermost(squares: list[Drawing]) -> list[Drawing]:
    """Without the marks inside another box and the box drawn again: browsers draw its ground and its border apart."""
    kept: list[Drawing] = []
    for square in sorted(squares, key=_area, reverse=True):
        if not any(_holds(other.bbox, square.bbox) for other in kept):
            kept.append(square)
    return kept


def _area(drawing: Drawing) -> float:
    x0, top, x1, bottom = drawing.bbox
    return (x1 - x0) * (bottom - top)


def _box_like(drawing: Drawing, page: Page) -> bool:
    x0, top, x1, bottom = drawing.bbox
    width, height = x1 - x0, bottom - top
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST and 0.75 <= width / height <= 1.33):
        return False
    if drawing.rectangle:
        return True
    rounded = drawing.closed and drawing.curves >= ROUNDED
    return rounded and (drawing.stroked or any(_marks(d, drawing) for d in page.drawings if d is not drawing))


def _judged(square: Drawing, page: Page) -> Mark:
    dark = square.filled and square.fill is not None and sum(square.fill[:3]) < 300 and square.fill[3] > 100
    inside = [w for w in page.words if _holds(square.bbox, w.bbox, 0.5) and len(w.text) == 1]
    if inside:
        return Mark(square.bbox, checked=inside[0].text not in EMPTY, confidence=0.96, words=inside)
    strokes = [d for d in page.drawings if d is not square and _marks(d, square)]
    if strokes:
        return Mark(square.bbox, checked=True, confidence=0.95)
    return Mark(square.bbox, checked=dark, confidence=0.9 if dark else 0.95)


def _marks(drawing: Drawing, square: Drawing) -> bool:
    """A cross, tick or fill: its middle lies in the box, it is not much larger, and it is not its border again."""
    x0, top, x1, bottom = drawing.bbox
    width, height = square.bbox[2] - square.bbox[0], square.bbox[3] - square.bbox[1]
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    inside = square.bbox[0] <= x <= square.bbox[2] and square.bbox[1] <= y <= square.bbox[3]
    if not inside or x1 - x0 > 2 * width or bottom - top > 2 * height:
        return False
    if drawing.rectangle:
        dark = drawing.filled and drawing.fill is not None and sum(drawing.fill[:3]) < 300
        return dark and x1 - x0 >= 0.3 * width
    if drawing.closed and drawing.curves >= ROUNDED and min((x1 - x0) / width, (bottom - top) / height) > SAME_SIZE:
        return False  # the border or the ground of the box, drawn apart
    return max(x1 - x0, bottom - top) >= 0.4 * min(width, height)


def _along(line: Ruling, box: BBox) -> bool:
    x0, top, x1, bottom = line.bbox
    if line.horizontal:
        touches = min(abs(top - box[1]), abs(bottom - box[3])) < 2
        return touches and x0 <= box[0] + 2 and x1 >= box[2] - 2
    touches = min(abs(x0 - box[0]), abs(x1 - box[2])) < 2
    return touches and top <= box[1] + 2 and bottom >= box[3] - 2


def _holds(outer: BBox, inner: BBox, slack: float = 0.2) -> bool:
    room = slack * min(outer[2] - outer[0], outer[3] - outer[1])  # a wide word holds nothing beneath it
    return (
        outer[0] - room <= inner[0]
        and outer[1] - room <= inner[1]
        and inner[2] <= outer[2] + room
        and inner[3] <= outer[3] + room
    )


def _overlaps(one: BBox, other: BBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
