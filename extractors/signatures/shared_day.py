"""The day that a form asks once for all who sign: 'Plaats en datum: …' above or beneath their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.signatures.areas import REACH_ABOVE, REACH_BELOW
from extractors.signatures.contents import asks_day, fill
from extractors.signatures.model import SignatureBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Phrase
    from extractors.pages.model import Page

ROW = 5.0  # points above and beneath a line that what is written on it may take


def share_day(boxes: Sequence[SignatureBox], phrases: Sequence[Phrase], page: Page) -> None:
    """Give every place the day, where none of them has or asks its own and one label near them asks it."""
    if not boxes or any(b.asks_date or b.dated or b.date for b in boxes):
        return
    top = min(b.label_bbox[1] for b in boxes) - REACH_ABOVE
    bottom = max(b.label_bbox[3] for b in boxes) + REACH_BELOW
    labels = [p for p in phrases if asks_day(p) and top <= p.bbox[1] <= bottom]
    if len(labels) != 1:
        return
    x0, y0, _, y1 = labels[0].bbox
    row = (x0 - 1, y0 - ROW, page.width, y1 + ROW)
    day = SignatureBox("parent_1", "", labels[0].bbox, row, [], 1.0)
    fill(day, phrases, [], page.unread)
    for box in boxes:
        box.date, box.dated, box.asks_date = day.date, day.dated, True
