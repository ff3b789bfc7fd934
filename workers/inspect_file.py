"""What the reader saw in one file: words, tables, fields, tick boxes and signature boxes, page by page.

Boxes are points from the top left of the page as it is displayed.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from extractors.errors import FileError
from extractors.layout.reading import layout_of
from extractors.pages import open_pages
from extractors.parts import classify
from extractors.signatures import read_signatures
from workers.child import ChildError, Limits, OverLimitError, run
from workers.sandbox import digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extractors.layout.labels import LabelValue
    from extractors.layout.reading import PageLayout
    from extractors.layout.tables import Table
    from extractors.layout.tickboxes import TickBox
    from extractors.pages.model import BBox, Page, Word
    from extractors.records import Signature

Json = dict[str, Any]


def inspect_file(path: Path) -> Json:
    """What the reader saw in the file, read in a child; a file that can't be read says so in `error`."""
    seen: Json = {"name": path.name, "sha256": digest(path), "page_count": 0, "pages": [], "error": None}
    try:
        looked: Json = json.loads(run(partial(_look, path.resolve()), Limits()))
    except OverLimitError as error:
        return seen | {"error": {"code": "document.unsupported", "message": f"asks {error}"}}
    except ChildError as error:
        return seen | {"error": {"code": "document.unreadable", "message": f"makes its reader fail: {error}"}}
    return seen | looked


def _look(path: Path) -> bytes:
    try:
        layouts = [layout_of(page) for page in open_pages(path)]
    except FileError as error:
        return json.dumps({"error": {"code": error.code, "message": str(error)}}).encode()
    signatures = _signatures(layouts, path)
    pages = [_page(layout, [s for s in signatures if s.evidence[0].page == layout.page.number]) for layout in layouts]
    return json.dumps({"page_count": len(pages), "pages": pages}, ensure_ascii=False).encode()


def _signatures(layouts: Sequence[PageLayout], path: Path) -> list[Signature]:
    return [
        signature
        for part in classify(layouts)
        for signature in read_signatures(part, layouts[part.first_page - 1 : part.last_page], path)
        if signature.evidence
    ]


def _page(layout: PageLayout, signatures: Sequence[Signature]) -> Json:
    page = layout.page
    return {
        "number": page.number,
        "width": _round(page.width if page.turn % 180 == 0 else page.height),
        "height": _round(page.height if page.turn % 180 == 0 else page.width),
        "rotation": page.rotation,
        "reading": page.reading,
        "words": [_word(word, page) for word in page.words],
        "tables": [_table(table, page) for table in layout.tables],
        "fields": [_field(field, page) for field in layout.label_values],
        "boxes": [_box(box, page) for box in layout.tick_boxes],
        "signatures": [_signature(signature) for signature in signatures],
    }


def _word(word: Word, page: Page) -> Json:
    return {"text": word.text, "bbox": _place(word.bbox, page), "confidence": _round(word.confidence)}


def _table(table: Table, page: Page) -> Json:
    cells = [
        {
            "row": cell.row,
            "column": cell.column,
            "row_span": cell.row_span,
            "column_span": cell.column_span,
            "text": cell.text,
            "bbox": _place(cell.bbox, page),
            "header": cell.header,
        }
        for cell in table.cells
    ]
    place = _place(table.bbox, page)
    return {"bbox": place, "row_count": table.row_count, "column_count": table.column_count, "cells": cells}


def _field(field: LabelValue, page: Page) -> Json:
    return {"label": field.label, "value": field.value, "bbox": _place(field.bbox, page)}


def _box(box: TickBox, page: Page) -> Json:
    place = _place(box.bbox, page)
    return {"label": box.label, "checked": box.checked, "bbox": place, "confidence": _round(box.confidence)}


def _signature(signature: Signature) -> Json:
    return {
        "label": signature.label,
        "state": signature.state,
        "bbox": list(signature.evidence[0].bbox),
        "confidence": _round(signature.confidence),
    }


def _place(bbox: BBox, page: Page) -> list[float]:
    return [_round(edge) for edge in page.displayed(bbox)]


def _round(value: float) -> float:
    return round(value, 2)
