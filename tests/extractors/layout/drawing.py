"""Small pages drawn by hand: words on a grid of fixed-width type, lines, boxes and shades."""

from __future__ import annotations

from extractors.pages.model import BBox, Drawing, Page, Ruling, Word

CHARACTER = 5.0  # points a character
HEIGHT = 10.0


def text(x: float, y: float, line: str, *, bold: bool = False, size: float = HEIGHT) -> list[Word]:
    """The words of a line whose top left corner is at x, y; a double space is a wide one."""
    step = CHARACTER * size / HEIGHT
    words, at = [], 0
    for token in line.split(" "):
        if token:
            left = x + at * step
            words.append(Word(token, (left, y, left + len(token) * step, y + size), size=size, bold=bold))
        at += len(token) + 0.6
    return words


def row(y: float, *places: tuple[float, str], bold: bool = False) -> list[Word]:
    """Texts at several places of one line."""
    return [word for x, line in places for word in text(x, y, line, bold=bold)]


def grid(xs: list[float], ys: list[float]) -> list[Ruling]:
    """All lines of a full grid."""
    across = [Ruling((xs[0], y, xs[-1], y)) for y in ys]
    return across + [Ruling((x, ys[0], x, ys[-1])) for x in xs]


def across(y: float, x0: float, x1: float) -> Ruling:
    """A horizontal line."""
    return Ruling((x0, y, x1, y))


def down(x: float, top: float, bottom: float) -> Ruling:
    """A vertical line."""
    return Ruling((x, top, x, bottom))


def rectangle(bbox: BBox, fill: tuple[int, int, int, int] | None = None, *, curves: int = 0) -> Drawing:
    """A filled rectangle, or the outline of a square (or circle, with curves)."""
    return Drawing(
        bbox,
        segments=5,
        curves=curves,
        closed=True,
        filled=fill is not None,
        stroked=fill is None,
        rectangle=not curves,
        fill=fill,
    )


def page(words: list[Word], rulings: list[Ruling] | None = None, drawings: list[Drawing] | None = None) -> Page:
    """An A4 page."""
    return Page(1, 595, 842, reading="text", words=words, rulings=rulings or [], drawings=drawings or [])
