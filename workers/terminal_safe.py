"""Text of a hostile file must not steer the terminal that shows it."""

from __future__ import annotations

from typing import Any


def printable(value: Any) -> Any:
    """The same data, with control characters left out of every text."""
    if isinstance(value, str):
        return "".join(letter for letter in value if letter.isprintable() or letter == "\n")
    if isinstance(value, dict):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [printable(inner) for inner in value]
    return value
