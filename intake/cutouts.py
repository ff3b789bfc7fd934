"""Pictures of the places on which findings rest: named by what they show, so that one is made once.

They are shown in the report alone, to those who may see the dossier. What is not this pupil's is never cut out.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.store.blobs import Blobs

MOST = 2  # pictures beside one finding
MOST_IN_ALL = 24
OTHER_CHILDREN = frozenset({"document.other_pupil", "document.not_anonymised"})
_FORM = 3  # of the pictures; another number makes them anew


@dataclass(frozen=True)
class Place:
    """A box on a page (from 1) of a document (its index and hash), in points; `text` is what was read there."""

    document: int
    sha256: str
    page: int
    bbox: tuple[float, float, float, float]
    text: str

    @property
    def key(self) -> str:
        """The name of the picture: a hash of what it shows."""
        box = ",".join(f"{value:.1f}" for value in self.bbox)
        return hashlib.sha256(f"{_FORM}/{self.sha256}/{self.page}/{box}".encode()).hexdigest()

    @property
    def blob(self) -> str:
        """Under what the picture is kept."""
        return f"{of_file(self.sha256)}/{self.key}.jpg"


def places(report: Mapping[str, Any]) -> dict[str, list[Place]]:
    """For each finding (by id) the places to show: the boxes on one page taken together."""
    found: dict[str, list[Place]] = {}
    left = MOST_IN_ALL
    for finding in report["findings"]:
        pages: dict[tuple[int, int], list[dict[str, Any]]] = {}
        for evidence in finding["evidence"] if finding["code"] not in OTHER_CHILDREN else ():
            pages.setdefault((evidence["document"], evidence["page"]), []).append(evidence)
        chosen = list(pages.items())[: min(MOST, left)]
        left -= len(chosen)
        found[finding["id"]] = [
            Place(document, report["documents"][document]["sha256"], page, _around(boxes), _text(boxes))
            for (document, page), boxes in chosen
        ]
    return found


def _around(evidence: Sequence[dict[str, Any]]) -> tuple[float, float, float, float]:
    boxes = [e["bbox"] for e in evidence]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _text(evidence: Sequence[dict[str, Any]]) -> str:
    return "; ".join(e["text"] for e in evidence if e["text"])


class CutOuts:
    """The pictures that were made."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def get(self, place: Place) -> bytes | None:
        """The picture of a place; None where none was made."""
        return self._blobs.get(place.blob)

    def put(self, place: Place, picture: bytes) -> None:
        """Keep a picture; whoever reads meanwhile sees all of it or none."""
        self._blobs.write(place.blob, picture)


def of_file(sha256: str) -> str:
    """Where everything stands that was drawn from the file with this hash, so that it can go with the file."""
    return f"{sha256[:2]}/{sha256}"
