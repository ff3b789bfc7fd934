"""Rulings, drawings and images of a PDF page, form XObjects included."""

from __future__ import annotations

import ctypes
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium_c

from extractors.pages.model import Drawing, Image, Ruling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractors.pages.model import BBox
    from extractors.pages.pdf.placing import Placing

THIN = 2.6  # points: a filled rectangle this thin is a line
SHORTEST_RULING = 3.0
MAX_OBJECTS = 60_000  # beyond this a page is a map or an attack, not a form
MAX_SEGMENTS_READ = 600
MAX_DEPTH = 6
LARGEST_INKED = (400.0, 220.0)  # points; a larger picture is a photo or a scan, no signature
INK_SAMPLES = 20_000

Point = tuple[float, float]
SubPaths = list[list[Point]]

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Graphics:
    """What a page draws besides text."""

    rulings: list[Ruling] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)


def read_graphics(page: Any, placing: Placing) -> Graphics:
    """All rulings, drawings and images of the page in reading position."""
    graphics = Graphics()
    for obj, matrix in _objects(page):
        kind = pdfium_c.FPDFPageObj_GetType(obj)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            _read_path(obj, matrix, placing, graphics)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            width, height = ctypes.c_uint(), ctypes.c_uint()
            pdfium_c.FPDFImageObj_GetImagePixelSize(obj, ctypes.byref(width), ctypes.byref(height))
            bbox = _bounds(obj, matrix, placing)
            graphics.images.append(Image(bbox, width.value, height.value, _ink(page, obj, bbox)))
    return graphics


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    budget = MAX_OBJECTS
    count = min(pdfium_c.FPDFPage_CountObjects(page), budget)
    stack = [(pdfium_c.FPDFPage_GetObject(page, i), IDENTITY, 0) for i in range(count - 1, -1, -1)]
    while stack and budget:
        budget -= 1
        obj, matrix, depth = stack.pop()
        if pdfium_c.FPDFPageObj_GetType(obj) != pdfium_c.FPDF_PAGEOBJ_FORM:
            yield obj, matrix
        elif depth < MAX_DEPTH:
            inner = _multiply(_matrix(obj), matrix)
            children = min(pdfium_c.FPDFFormObj_CountObjects(obj), budget)
            stack += [(pdfium_c.FPDFFormObj_GetObject(obj, i), inner, depth + 1) for i in range(children - 1, -1, -1)]


def _ink(page: Any, obj: Any, bbox: BBox) -> float | None:
    """The dark share of a small picture, transparent parts counted as white; None for pictures too large to matter."""
    if bbox[2] - bbox[0] > LARGEST_INKED[0] or bbox[3] - bbox[1] > LARGEST_INKED[1]:
        return None
    bitmap = pdfium_c.FPDFImageObj_GetRenderedBitmap(page.pdf, page, obj)
    if not bitmap:
        return None
    try:
        if pdfium_c.FPDFBitmap_GetFormat(bitmap) != pdfium_c.FPDFBitmap_BGRA:
            return None
        stride, rows = pdfium_c.FPDFBitmap_GetStride(bitmap), pdfium_c.FPDFBitmap_GetHeight(bitmap)
        buffer = ctypes.cast(pdfium_c.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * rows)))
        data = bytes(buffer.contents)
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
    step = 4 * max(1, len(data) // 4 // INK_SAMPLES)
    seen = [
        alpha > 64 and min(green, blue, red) < 150
        for blue, green, red, alpha in zip(data[0::step], data[1::step], data[2::step], data[3::step], strict=False)
    ]
    return sum(seen) / len(seen) if seen else None


def _matrix(obj: Any) -> Matrix:
    m = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(obj, ctypes.byref(m))
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _multiply(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _bounds(obj: Any, matrix: Matrix, placing: Placing) -> BBox:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium_c.FPDFPageObj_GetBounds(
        obj, ctypes.byref(left), ctypes.byref(bottom), ctypes.byref(right), ctypes.byref(top)
    )
    x0, y0 = _apply(matrix, left.value, bottom.value)
    x1, y1 = _apply(matrix, right.value, top.value)
    return placing.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _read_path(obj: Any, matrix: Matrix, placing: Placing, graphics: Graphics) -> None:
    fill_mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(obj, ctypes.byref(fill_mode), ctypes.byref(stroked))
    filled, stroked_path = fill_mode.value != 0, bool(stroked.value)
    if not filled and not stroked_path:
        return  # a clip or an end-path: it paints nothing
    bbox = _bounds(obj, matrix, placing)
    width, height = bbox[2] - bbox[0], bbox[3] - bbox[1]
    count = pdfium_c.FPDFPath_CountSegments(obj)
    if min(width, height) <= THIN and max(width, height) >= SHORTEST_RULING:
        graphics.rulings.append(Ruling(bbox))
        return
    points, curves, closed = _segments(obj, matrix, placing, min(count, MAX_SEGMENTS_READ))
    rectangle = not curves and count <= 6 and _is_rectangle(points)
    if stroked_path and not curves and (rectangle or _straight(points)):
        graphics.rulings += [Ruling(side) for side in _sides(points, closed=closed)]
        if not rectangle:
            return
    graphics.drawings.append(
        Drawing(
            _extent(points) if count <= MAX_SEGMENTS_READ else bbox,
            segments=count,
            curves=curves,
            closed=closed or filled,
            filled=filled,
            stroked=stroked_path,
            rectangle=rectangle,
            fill=_colour(pdfium_c.FPDFPageObj_GetFillColor, obj) if filled else None,
            stroke=_colour(pdfium_c.FPDFPageObj_GetStrokeColor, obj) if stroked_path else None,
        )
    )


def _segments(obj: Any, matrix: Matrix, placing: Placing, count: int) -> tuple[SubPaths, int, bool]:
    """Sub-paths as points in reading position, the number of curves, and whether a sub-path was closed."""
    own = _multiply(_matrix(obj), matrix)
    paths: SubPaths = []
    curves, closed = 0, False
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(obj, i)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        px, py = _apply(own, x.value, y.value)
        point = placing.box(px, py, px, py)[:2]
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not paths:
            paths.append([point])
        else:
            curves += kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
            paths[-1].append(point)
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            closed = True
            paths[-1].append(paths[-1][0])
    return paths, curves // 3, closed


def _extent(paths: SubPaths) -> BBox:
    """Box of the points themselves: the library's bounds add room for the sharpest corner of a pen stroke."""
    points = [point for path in paths for point in path]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _is_rectangle(paths: SubPaths) -> bool:
    drawn = [p for p in paths if len(p) > 1]
    if len(drawn) != 1 or len(drawn[0]) < 4:
        return False
    return _straight(drawn) and len({(round(x), round(y)) for x, y in drawn[0]}) in (3, 4)


def _straight(paths: SubPaths) -> bool:
    return all(
        abs(x1 - x0) < 0.7 or abs(y1 - y0) < 0.7 for path in paths for (x0, y0), (x1, y1) in itertools.pairwise(path)
    )


def _sides(paths: SubPaths, *, closed: bool) -> Iterator[BBox]:
    for path in paths:
        points = [*path, path[0]] if closed and path[-1] != path[0] else path
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if max(abs(x1 - x0), abs(y1 - y0)) >= SHORTEST_RULING:
                yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _colour(getter: Any, obj: Any) -> tuple[int, int, int, int] | None:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not getter(obj, *(ctypes.byref(c) for c in channels)):
        return None
    red, green, blue, alpha = (c.value for c in channels)
    return (red, green, blue, alpha)
