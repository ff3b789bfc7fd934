"""A place where somebody is asked to sign."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from extractors.layout.lines import Phrase
    from extractors.pages.model import BBox
    from extractors.records import Role


@dataclass(slots=True)
class Label:
    """A phrase that names who signs. `explicit` when it says 'handtekening' or the like itself.

    `name` is the signer's where the phrase, or the row before it, tells that too; `name_place` is where it is asked.
    """

    phrase: Phrase
    text: str
    roles: list[Role]
    explicit: bool
    name: str | None = None
    name_place: BBox | None = None

    @property
    def named(self) -> bool:
        """Whether it consists of the signer's name with the role: 'Bas Özkan (ouder 1)', under the line to sign on."""
        return self.name is not None and not self.explicit

    @property
    def bbox(self) -> BBox:
        """Where it is printed."""
        return self.phrase.bbox


@dataclass(slots=True)
class SignatureBox:
    """One place to sign. `area` is where its signature, name and date may stand.

    `exact` tells that the area is drawn as a cell of a table, `under` the room beneath such a cell, where name and date
    may stand, `named` that the label prints the signer's name as well, so that what is signed stands above it.
    `loose_name` is a name without 'Naam' before it. `beside_labels` are the places behind 'Naam' and 'Datum';
    `asks_date` tells that 'Datum' is printed, `asks_beneath` that 'Handtekening:' stands beneath the label, and
    `dated` that something stands behind it.
    """

    role: Role
    label: str
    label_bbox: BBox
    area: BBox
    signs: list[Role]
    confidence: float
    explicit: bool = True
    exact: bool = False
    under: BBox | None = None
    named: bool = False
    name: str | None = None
    loose_name: Phrase | None = None
    date: dt.date | None = None
    content: list[Phrase] = field(default_factory=list)
    beside_labels: list[BBox] = field(default_factory=list)
    asks_date: bool = False
    asks_beneath: bool = False
    dated: bool = False


def centre(bbox: BBox) -> tuple[float, float]:
    """The middle of a box."""
    return (bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2


def holds(area: BBox, bbox: BBox) -> bool:
    """Whether the middle of a box lies in an area."""
    x, y = centre(bbox)
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]
