"""Words of a PDF page from its text layer.

The library's own word order is kept only inside a word: characters are joined while they stand side by side.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium_c

from extractors.pages.model import Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.pages.pdf.placing import Placing

HYPHEN_AT_LINE_END = "\x02"  # how pdfium marks one
RAISED = "¹²³⁴⁵⁶⁷⁸⁹⁰"
SMALL, LIFT = 0.88, 0.15  # of the type's height: figures smaller and higher than this point to a note
WORD_GAP = 0.28  # of the type size: wider than kerning, narrower than a space


@dataclass(slots=True)
class Glyph:
    """One character with its box in user space and the direction of its text in degrees."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    index: int


def read_glyphs(text_page: Any) -> list[Glyph | None]:
    """All characters in stream order; None stands for white space."""
    count = pdfium_c.FPDFText_CountChars(text_page)
    rect = pdfium_c.FS_RECTF()
    pointer = ctypes.byref(rect)
    unicode_of, box_of = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox
    glyphs: list[Glyph | None] = []
    for index in range(count):
        code = unicode_of(text_page, index)
        char = chr(code) if code < 0x110000 else " "
        if char == HYPHEN_AT_LINE_END:
            code, char = ord("-"), "-"
        if char.isspace() or code < 32 or char in "\ufffe\uffff\u200b":
            glyphs.append(None)
            continue
        box_of(text_page, index, pointer)
        glyphs.append(Glyph(char, rect.left, rect.bottom, rect.right, rect.top, index))
    return glyphs


def direction(text_page: Any, glyphs: list[Glyph | None]) -> int:
    """The direction in which most characters run, as degrees clockwise that would set them upright."""
    sample = [g for g in glyphs if g][:: max(1, len(glyphs) // 60)]
    votes = Counter(_angle(text_page, g) for g in sample)
    return votes.most_common(1)[0][0] if votes else 0


def _angle(text_page: Any, glyph: Glyph) -> int:
    # the library counts clockwise how far the text is turned; it takes the rest of the circle to set it upright
    degrees = math.degrees(pdfium_c.FPDFText_GetCharAngle(text_page, glyph.index))
    return -round(degrees / 90) % 4 * 90


def _runs(text_page: Any, glyphs: list[Glyph | None], turn: int) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    parted = False
    for glyph in glyphs:
        if glyph is None:
            parted = True
            continue
        if run and (parted or not _follows(run[-1], glyph, turn)) and not _aslant(text_page, run[-1], glyph, turn):
            yield run
            run = []
        run.append(glyph)
        parted = False
    if run:
        yield run


def _aslant(text_page: Any, before: Glyph, after: Glyph, turn: int) -> bool:
    """Whether two characters follow each other in a direction of their own, as in headings that stand upright.

    The library breaks the line after each of them; a space of the text itself still parts two words.
    """
    between = range(before.index + 1, after.index)
    if any(not pdfium_c.FPDFText_IsGenerated(text_page, index) for index in between):
        return False
    own = _angle(text_page, after)
    return own != turn and own == _angle(text_page, before) and _follows(before, after, own)


def _follows(before: Glyph, after: Glyph, turn: int) -> bool:
    if turn in (90, 270):  # text runs along the y axis
        size = max(before.right - before.left, 1.0)
        gap = after.bottom - before.top if turn == 90 else before.bottom - after.top
        shift = abs((before.left + before.right) - (after.left + after.right)) / 2
    else:
        size = max(before.top - before.bottom, 1.0)
        gap = after.left - before.right if turn == 0 else before.left - after.right
        shift = abs((before.bottom + before.top) - (after.bottom + after.top)) / 2
    return shift < 0.6 * size and -size < gap < WORD_GAP * size


def _without_notes(text_page: Any, run: list[Glyph], turn: int) -> list[Glyph]:
    """The run without the raised figures that point to a note: they are no part of 'Niveau' or '24'."""
    end = len(run)
    while end > 1 and (run[end - 1].text in RAISED or (turn == 0 and _raised(text_page, run[0], run[end - 1]))):
        end -= 1
    return run[:end]


def _raised(text_page: Any, first: Glyph, glyph: Glyph) -> bool:
    """Whether a small figure stands above the line.

    The 1 of '(1' only seems to, as the bracket goes below it, and so does that of a heading set on its side.
    """
    height = first.top - first.bottom
    small = glyph.top - glyph.bottom < SMALL * height
    if not glyph.text.isdecimal() or not small or _angle(text_page, glyph):
        return False
    return _baseline(text_page, glyph) > _baseline(text_page, first) + LIFT * height


def _baseline(text_page: Any, glyph: Glyph) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(text_page, glyph.index, ctypes.byref(x), ctypes.byref(y))
    return y.value


def words_of(text_page: Any, glyphs: list[Glyph | None], placing: Placing, turn: int) -> list[Word]:
    """Words in reading position; those outside the visible page are left out.

    `turn` is the direction of the page's text as `direction` gives it. Text in another direction keeps its
    words where white space parts them.
    """
    words = []
    for letters in _runs(text_page, glyphs, turn):
        run = _without_notes(text_page, letters, turn)
        text = "".join(g.text for g in run)
        if not text.isascii():
            text = unicodedata.normalize("NFKC", text)
        bbox = placing.box(
            min(g.left for g in run), min(g.bottom for g in run), max(g.right for g in run), max(g.top for g in run)
        )
        if bbox[2] < 0 or bbox[0] > placing.width or bbox[3] < 0 or bbox[1] > placing.height:
            continue
        first = run[0].index
        words.append(
            Word(
                text,
                bbox,
                size=round(bbox[3] - bbox[1], 1),
                bold=pdfium_c.FPDFText_GetFontWeight(text_page, first) >= 600 or _bold_name(text_page, first),
            )
        )
    return words


def _bold_name(text_page: Any, index: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium_c.FPDFText_GetFontInfo(text_page, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.lower()
    return b"bold" in name or b"heavy" in name or b"black" in name
