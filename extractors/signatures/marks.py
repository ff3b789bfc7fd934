"""What on a page could be somebody's signature: ink drawn, placed as a picture, or added as an annotation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractors.pages.model import union
from extractors.signatures.model import centre

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.pages.model import BBox, Drawing, Image, Page, Ruling

NARROWEST, WIDEST = 18.0, 330.0  # points: smaller is a tick, wider is a banner
LOWEST, HIGHEST = 6.0, 150.0
FEWEST_STROKES = 8  # segments: a cross or an arrow has fewer
TOUCHING = 5.0  # points between strokes of one signature
MOSTLY = 0.6  # of the smaller of two marks
INK_SHARE = (0.002, 0.45)  # dark share of a signature's picture: below is blank, above is a photo or logo

INK_ANNOTATIONS = {"ink", "stamp", "polyline", "polygon"}


@dataclass(slots=True, frozen=True)
class Mark:
    """Something that may be a signature; `field` is the name of a digital signature's form field."""

    kind: Literal["ink", "digital"]
    bbox: BBox
    confidence: float
    field: str | None = None


def marks_of(page: Page, running: Sequence[BBox] = ()) -> list[Mark]:
    """All marks of the page. `running` are the places of pictures that other pages show too: logos."""
    marks = [Mark("ink", b, 0.97) for b in _annotated(page)]
    marks += [Mark("ink", image.bbox, _picture_confidence(image)) for image in _pictures(page, running)]
    drawn = [Mark("ink", bbox, 0.95 * sure) for bbox, sure in _drawn(page.drawings, page.rulings)]
    digital = [Mark("digital", f.bbox, 0.98, f.name) for f in page.fields if f.kind == "signature"]
    return _united(marks, drawn) + digital


def _fits(bbox: BBox) -> bool:
    width, height = bbox[2] - bbox[0], bbox[3] - bbox[1]
    return NARROWEST <= width <= WIDEST and LOWEST <= height <= HIGHEST


def _annotated(page: Page) -> Iterable[BBox]:
    return (a.bbox for a in page.annotations if a.kind in INK_ANNOTATIONS and _fits(a.bbox))


def _pictures(page: Page, running: Sequence[BBox]) -> Iterable[Image]:
    for image in page.images:
        if not _fits(image.bbox) or any(_same_place(image.bbox, other) for other in running):
            continue
        if image.ink is None or INK_SHARE[0] <= image.ink <= INK_SHARE[1]:
            yield image


def _picture_confidence(image: Image) -> float:
    return 0.85 if image.ink is None or image.ink > 0.25 else 0.97


def _same_place(one: BBox, other: BBox) -> bool:
    return all(abs(a - b) < 2 for a, b in zip(one, other, strict=True))


def _drawn(drawings: Sequence[Drawing], rulings: Sequence[Ruling]) -> Iterable[tuple[BBox, float]]:
    strokes = [d for d in drawings if not d.rectangle and _is_stroke(d)]
    for cluster in _clusters(strokes, rulings):
        bbox = union([d.bbox for d in cluster])
        if _fits(bbox) and sum(d.segments for d in cluster) >= FEWEST_STROKES:
            yield bbox, max(d.confidence for d in cluster)


def _is_stroke(drawing: Drawing) -> bool:
    """Pen strokes wander: many pieces. A box with rounded corners has four curves and runs back to its start."""
    width, height = drawing.bbox[2] - drawing.bbox[0], drawing.bbox[3] - drawing.bbox[1]
    if width > WIDEST or height > HIGHEST:
        return False
    if drawing.filled and not drawing.stroked:
        return drawing.segments >= 24  # the outline of a pen stroke, not a shape
    return not drawing.closed or drawing.segments >= 24


def _clusters(strokes: Sequence[Drawing], rulings: Sequence[Ruling]) -> list[list[Drawing]]:
    """Touching strokes belong together, but two bodies of ink above each other or in two cells are two people's.

    A stroke joins one body only, the one it covers most: an underline must not tie two signatures together.
    """
    clusters: list[list[Drawing]] = []
    for stroke in sorted(strokes, key=lambda d: -d.segments):
        near = [
            c
            for c in clusters
            if any(_near(d.bbox, stroke.bbox) for d in c)
            and not _stacked(c[0], stroke)
            and not _walled(c[0].bbox, stroke.bbox, rulings)
        ]
        if near:
            max(near, key=lambda c: _cover(union([d.bbox for d in c]), stroke.bbox)).append(stroke)
        else:
            clusters.append([stroke])
    return clusters


def _stacked(one: Drawing, other: Drawing) -> bool:
    if min(one.segments, other.segments) < FEWEST_STROKES:
        return False
    apart = abs((one.bbox[1] + one.bbox[3]) - (other.bbox[1] + other.bbox[3])) / 2
    return apart > 0.35 * max(one.bbox[3] - one.bbox[1], other.bbox[3] - other.bbox[1])


def _walled(one: BBox, other: BBox, rulings: Sequence[Ruling]) -> bool:
    """Whether an upright line parts the middles of two strokes: they stand in two cells."""
    (x0, y0), (x1, y1) = sorted((centre(one), centre(other)))
    return any(
        not r.horizontal and x0 < r.bbox[0] < x1 and r.bbox[1] <= max(y0, y1) and min(y0, y1) <= r.bbox[3]
        for r in rulings
    )


def _near(one: BBox, other: BBox) -> bool:
    return (
        one[0] - TOUCHING <= other[2]
        and other[0] - TOUCHING <= one[2]
        and one[1] - TOUCHING <= other[3]
        and other[1] - TOUCHING <= one[3]
    )


def _united(placed: list[Mark], drawn: list[Mark]) -> list[Mark]:
    """Ink drawn over a picture or annotation is part of that signature; two drawn bodies of ink stay two."""
    united: list[Mark] = []
    for mark in placed + drawn:
        others = united[: len(placed)] if mark in drawn else united
        at = next((i for i, other in enumerate(others) if _cover(mark.bbox, other.bbox) > MOSTLY), None)
        if at is None:
            united.append(mark)
        else:
            united[at] = Mark("ink", union([mark.bbox, united[at].bbox]), united[at].confidence)
    return united


def _cover(one: BBox, other: BBox) -> float:
    """The share of the smaller box that both have in common."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return max(width, 0.0) * max(height, 0.0) / smaller if smaller > 0 else 0.0
