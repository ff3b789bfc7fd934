"""Words for what form fields and free-text notes hold, so that a filled form reads like a printed one."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from extractors.pages.model import Word

if TYPE_CHECKING:
    from extractors.pages.model import Annotation, BBox, FormField

TALLEST_LINE = 12.0  # points; a field higher than this is taken to hold several lines
CHARACTER_WIDTH = 0.5  # of the line height, an average


def words_of_field(field: FormField) -> list[Word]:
    """The value of a text, combo or list field as words inside its box."""
    if field.kind not in ("text", "combo", "list") or not field.value:
        return []
    return _set_in_box(field.value, field.bbox)


def words_of_note(annotation: Annotation) -> list[Word]:
    """The text of a free-text annotation as words inside its box."""
    return _set_in_box(annotation.text, annotation.bbox) if annotation.kind == "freetext" and annotation.text else []


def _set_in_box(text: str, bbox: BBox) -> list[Word]:
    x0, top, x1, bottom = bbox
    line_height = min(TALLEST_LINE, max(bottom - top, 4.0))
    per_line = max(1, int((x1 - x0) / (CHARACTER_WIDTH * line_height)))
    lines = [part for line in text.splitlines() for part in (textwrap.wrap(line, per_line) or [""])]
    if len(lines) * line_height > bottom - top:
        line_height = max((bottom - top) / max(len(lines), 1), 0.5)
    words = []
    for row, line in enumerate(lines):
        scale = min(CHARACTER_WIDTH * line_height, (x1 - x0) / max(len(line), 1))
        at = 0
        for token in line.split():
            at = line.index(token, at)
            left = x0 + 1 + at * scale
            box = (left, top + row * line_height, left + len(token) * scale, top + (row + 1) * line_height)
            words.append(Word(token, box, size=line_height))
            at += len(token)
    return words
