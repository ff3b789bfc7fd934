"""What may be wrong with the pages of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from extractors.records import Evidence


@dataclass(frozen=True, slots=True)
class Doubt:
    """Pages that seem to be missing (`numbers` as printed) or lie in another order than they are numbered."""

    trouble: Literal["missing", "swapped"]
    numbers: tuple[int, ...]
    evidence: Evidence
