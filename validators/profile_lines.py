"""On which line of a TOML file each value stands: tomllib gives the values alone.

It scans a file that tomllib has read without a mistake, so it need not judge; it follows headers, arrays and inline
tables, and knows strings and comments so far that nothing in them is taken for structure.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Path = tuple[int | str, ...]

_BLANK = re.compile(r"(?:[\s,]|#[^\n]*)*")
_KEY = re.compile(r'\s*(?:"(?:[^"\\]|\\.)*"|\'[^\']*\'|[\w.-]+)\s*')
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_BARE = re.compile(r"[^,\]}\n#]*")
_HEADER = re.compile(r"(\[\[?)\s*([^\]]+?)\s*\]\]?")


def line_of(text: str, loc: Sequence[int | str]) -> int:
    """The line (from 1) of the deepest step of `loc` that the file has; steps that it does not have are passed over."""
    lines = _lines(text)
    path: Path = ()
    for step in loc:
        if (*path, step) in lines:
            path = (*path, step)
    return lines.get(path, 1)


@lru_cache(maxsize=1)  # a file with a mistake mostly has several
def _lines(text: str) -> dict[Path, int]:
    return _Scanner(text).scan()


class _Scanner:
    """Walks through a file once and notes where each value begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        head: Path = ()
        while self._past(_BLANK) is not None and self.at < len(self.text):
            header = _HEADER.match(self.text, self.at)
            if header:
                head = self._head(_keys(header[2]), many=header[1] == "[[")
                self.at = header.end()
            else:
                self._pair(head)
        return self.lines

    def _head(self, keys: list[str], *, many: bool) -> Path:
        path: Path = ()
        for key in keys:
            path = (*path, key)
            # Further steps of a header go into the newest item of an array of tables.
            if path in self.counts and (key is not keys[-1] or not many):
                path = (*path, self.counts[path] - 1)
        if many:
            number = self.counts.get(path, 0)
            self.counts[path] = number + 1
            self._note(path)
            path = (*path, number)
        self._note(path)
        return path

    def _pair(self, head: Path) -> None:
        begin = self.at
        path = (*head, *_keys(self._past(_KEY) or ""))
        self._note(path, begin)
        self.at = self.text.index("=", self.at) + 1
        self._value(path)

    def _value(self, path: Path) -> None:
        self._past(_BLANK)
        opening = self.text[self.at]
        if opening not in "[{":
            self._past(_STRING) or self._past(_BARE)
            return
        self.at += 1
        number = 0
        while self._past(_BLANK) is not None and self.text[self.at] not in "]}":
            if opening == "{":
                self._pair(path)
            else:
                self._note((*path, number))
                self._value((*path, number))
                number += 1
        self.at += 1

    def _past(self, pattern: re.Pattern[str]) -> str | None:
        """What stands here and fits, with the place moved behind it."""
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found and found[0]

    def _note(self, path: Path, at: int | None = None) -> None:
        self.lines.setdefault(path, self.text.count("\n", 0, self.at if at is None else at) + 1)


def _keys(text: str) -> list[str]:
    """'requirements.ask' and '"pupil.age"' as the keys that they name."""
    table = tomllib.loads(f"{text.strip()} = 0")
    keys = []
    while isinstance(table, dict):
        ((key, table),) = table.items()
        keys.append(key)
    return keys
