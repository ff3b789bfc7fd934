"""Answers given by ticking: of the options in a place, only the ticked ones are what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.interventions.places.facts import Block, Piece
    from extractors.layout.reading import PageLayout
    from extractors.layout.tickboxes import TickBox


def keep_ticked(blocks: Iterable[Block], layouts: Sequence[PageLayout]) -> None:
    """Replace the text of each piece that holds tick boxes by its ticked options."""
    boxes = {id(layout.page): layout.tick_boxes for layout in layouts if layout.tick_boxes}
    for block in blocks:
        for fact in block.facts:
            for piece in fact.pieces:
                options = [b for b in boxes.get(id(piece.page), []) if _in(b, piece)]
                if options:
                    piece.text = ", ".join(b.label for b in options if b.checked)


def _in(box: TickBox, piece: Piece) -> bool:
    """Whether the words of the option are among those of the piece."""
    own = {id(w) for w in piece.words}
    whole = {w.text for w in piece.words}
    return bool(box.label_words) and all(id(w) in own or w.text in whole for w in box.label_words) and _near(box, piece)


def _near(box: TickBox, piece: Piece) -> bool:
    x, y = (box.bbox[0] + box.bbox[2]) / 2, (box.bbox[1] + box.bbox[3]) / 2
    x0, top, x1, bottom = piece.bbox
    return x0 - 20 <= x <= x1 + 20 and top - 4 <= y <= bottom + 4
