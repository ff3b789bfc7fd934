"""Lines in which bars part what is told: 'Periode 1 | 4-9-2023 t/m 24-11-2023 | niveau 2 | Doel: vlot lezen'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.interventions.labels import opens_period
from extractors.interventions.phrases.typed import is_typed
from extractors.interventions.places.inline import labels_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.pages.model import Word

BARS = {"|", "¦", "‖"}


def between_bars(words: Sequence[Word]) -> list[list[Word]]:
    """The line parted at the bars before a label, and at those behind its answer; other bars belong to their text."""
    parts: list[list[Word]] = []
    named = opened = False  # whether the last part has a label, or opens a period
    for bars, part in _pieces(words):
        text = " ".join(w.text for w in part)
        opens = opens_period(text, farthest=3)
        tells = opens or _labelled(part)
        if not parts or tells or opened or (named and is_typed(text)):
            parts.append(list(part))
            named, opened = tells, opens
        else:
            parts[-1] += [*bars, *part]
    return parts if len(parts) > 1 else [list(words)]


def _labelled(words: Sequence[Word]) -> bool:
    """Whether the words begin with a label and a colon; 'groepje (5 lln)' between bars is a value."""
    first = labels_in(words)[0]
    return bool(first.label) and first.label_words[-1].text.endswith(":")


def _pieces(words: Sequence[Word]) -> Iterator[tuple[list[Word], list[Word]]]:
    """What stands between the bars, each with the bars before it."""
    bars: list[Word] = []
    part: list[Word] = []
    for word in words:
        if word.text not in BARS:
            part.append(word)
        else:
            if part:
                yield bars, part
                bars, part = [], []
            bars.append(word)
    if part:
        yield bars, part
