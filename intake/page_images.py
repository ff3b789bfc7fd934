"""Pictures of whole pages, large and small, made once by a worker; kept with the cut-outs, and gone with their file.

Pages on which other children stand are neither drawn nor shown. Which those are differs by dossier, as one file may
be sent for two pupils, so the report is asked each time.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from intake.cutouts import OTHER_CHILDREN, of_file
from intake.store.blobs import Blobs

Size = Literal["page", "thumb"]
_FORM = 1  # of the pictures; another number makes them anew


@dataclass(frozen=True)
class Page:
    """A page (from 1) of the file with this hash."""

    sha256: str
    number: int

    def tag(self, size: Size) -> str:
        """What tells this picture from all others."""
        return f"{self.sha256[:24]}-{_FORM}-{self.number}-{size}"

    def key(self, size: Size) -> str:
        """The name under which the picture is kept."""
        return f"{of_file(self.sha256)}/{size}{_FORM}-{self.number}.png"


class PageImages:
    """The pictures that were made."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def get(self, page: Page, size: Size) -> bytes | None:
        """The picture, as PNG; None where none was made."""
        return self._blobs.get(page.key(size))

    def sizes(self, sha256: str) -> dict[int, tuple[float, float]]:
        """Of which pages of a file there are pictures, with width and height of the page in points, as displayed."""
        found = self._blobs.get(_index(sha256))
        return {int(number): (width, height) for number, (width, height) in json.loads(found or b"{}").items()}

    def put(self, page: Page, *, large: bytes, small: bytes) -> None:
        """Keep the pictures of a page; they count once `made` is told."""
        self._blobs.write(page.key("page"), large)
        self._blobs.write(page.key("thumb"), small)

    def made(self, sha256: str, sizes: Mapping[int, tuple[float, float]]) -> None:
        """Tell that the pictures of these pages are there, beside those that were."""
        self._blobs.write(_index(sha256), json.dumps({**self.sizes(sha256), **sizes}).encode())


def hidden(report: Mapping[str, Any]) -> set[tuple[int, int]]:
    """The pages (index of the document, page) on which other children stand: whole parts where a finding says so."""
    pages: set[tuple[int, int]] = set()
    for finding in report["findings"]:
        for place in finding["evidence"] if finding["code"] in OTHER_CHILDREN else ():
            document, page = place["document"], place["page"]
            parts = report["documents"][document]["parts"]
            around = [part for part in parts if part["first_page"] <= page <= part["last_page"]]
            first = min((part["first_page"] for part in around), default=page)
            last = max((part["last_page"] for part in around), default=page)
            pages |= {(document, number) for number in range(first, last + 1)}
    return pages


def _index(sha256: str) -> str:
    return f"{of_file(sha256)}/pages{_FORM}.json"
