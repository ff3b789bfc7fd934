"""Which pages of a file form which kind of document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.parts.divide import divide
from extractors.parts.evidence import evidence_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.reading import PageLayout
    from extractors.records import Part


def classify(layouts: Sequence[PageLayout]) -> list[Part]:
    """The documents in one file, by titles, headings, rows and page numbers; never by the file's name.

    A file of blank pages alone has no parts. Page numbers of the parts count from 1.
    """
    if not any(layout.page.words for layout in layouts):
        return []
    return divide([evidence_of(layout) for layout in layouts])
