"""What the reader saw, for people in a terminal: each table drawn as the grid of cells that was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.box import SQUARE
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from workers.terminal_safe import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

Json = dict[str, Any]
CHECKED = {True: "☒", False: "☐", None: "?"}


def print_file(seen: Json, console: Console | None = None) -> None:
    """Print what was seen in one file."""
    (console or Console(highlight=False)).print(Group(*_file(printable(seen))))


def _file(seen: Json) -> Iterator[RenderableType]:
    yield Text.assemble((seen["name"], "bold"), f"  {seen['page_count']} pages  ", (seen["sha256"][:12], "dim"))
    if seen["error"]:
        yield Text(f"  {seen['error']['code']}: {seen['error']['message']}", style="red")
    for page in seen["pages"]:
        yield from _page(page)


def _page(page: Json) -> Iterator[RenderableType]:
    size = f"{page['width']:.0f} × {page['height']:.0f} pt, turned {page['rotation']}°"
    yield Text(
        f"\nPage {page['number']}: {size}, {page['reading']}, {len(page['words'])} words", style="bold underline"
    )
    for number, table in enumerate(page["tables"], start=1):
        heading = f"Table {number}: {table['row_count']} rows × {table['column_count']} columns at {_at(table['bbox'])}"
        yield Padding(Text(heading, style="bold"), (1, 0, 0, 0))
        yield _grid(table)
    yield from _list("Fields", [f"{field['label']} = {field['value'] or '(empty)'}" for field in page["fields"]])
    yield from _list("Tick boxes", [f"{CHECKED[box['checked']]} {box['label']}" for box in page["boxes"]])
    lines = [f"{one['label']}: {one['state']} at {_at(one['bbox'])}" for one in page["signatures"]]
    yield from _list("Signature boxes", lines)


def _grid(table: Json) -> Table:
    """The cells at their places; a cell that spans several says so, and the places it covers show an arrow to it."""
    grid = Table(box=SQUARE, show_header=False, show_lines=True)
    for _ in range(table["column_count"]):
        grid.add_column(overflow="fold")
    places = [[Text()] * table["column_count"] for _ in range(table["row_count"])]
    for cell in table["cells"]:
        for row in range(cell["row"], cell["row"] + cell["row_span"]):
            for column in range(cell["column"], cell["column"] + cell["column_span"]):
                places[row][column] = Text("←" if row == cell["row"] else "↑", style="dim")
        spans = cell["row_span"] > 1 or cell["column_span"] > 1
        text = Text(cell["text"], style="bold cyan" if cell["header"] else "")
        if spans:
            text.append(f" [{cell['row_span']}×{cell['column_span']}]", style="dim")
        places[cell["row"]][cell["column"]] = text
    for texts in places:
        grid.add_row(*texts)
    return grid


def _list(heading: str, lines: list[str]) -> Iterator[RenderableType]:
    if lines:
        yield Padding(Text(heading, style="bold"), (1, 0, 0, 0))
        for line in lines:
            yield Text(f"  {line}")


def _at(bbox: list[float]) -> str:
    return "(" + ", ".join(f"{edge:.0f}" for edge in bbox) + ")"
