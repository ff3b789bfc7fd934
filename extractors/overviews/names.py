"""Whether the cell of a pupil is a name, or hides it: a number, initials, 'Leerling 3'."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from extractors.vocabulary import normalised
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.overviews.rows import Row

COMMON = 0.3  # share of the rows from which a word they share is no name
_NAME_WORD = re.compile(r"[A-ZÀ-ÖØ-Þ](?:['’][A-ZÀ-ÖØ-Þ])?[a-zß-öø-ÿ'’-]+(?:-?[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ]+)*")
LONGEST_NAME = 6  # words


def named_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows whose cell is a person's name, told by its shape: a capitalised word that the other rows don't share."""
    shared = Counter(word for row in rows for word in set(normalised(row.text).split()))
    most = max(2.0, COMMON * len(rows))
    return [row for row in rows if _is_name(row.text, {word for word, n in shared.items() if n > most})]


def _is_name(text: str, common: set[str]) -> bool:
    words = [w.strip(".,;:()") for w in text.split()]
    telling = [w for w in words if _NAME_WORD.fullmatch(w) and normalised(w) not in common and not _is_nobody(w)]
    return bool(telling) and len(words) <= LONGEST_NAME + 1


def _is_nobody(word: str) -> bool:
    return bool(concepts("overviews", "nobody").of(word))
