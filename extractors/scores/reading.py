"""The two questions that other readers ask: which score series, and which claims, do these pages hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.scores.naming import hints_of
from extractors.scores.series import series_of
from extractors.scores.tables import read_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.reading import PageLayout
    from extractors.records import Measurement, ScoreSeries


def read_scores(layouts: Sequence[PageLayout]) -> list[ScoreSeries]:
    """All measurements that the pages print, as series by test, oldest first."""
    return series_of(read_tables(layouts, hints_of(layouts)))


def read_claims(layouts: Sequence[PageLayout]) -> list[Measurement]:
    """What a form says the main measurements are, in its order, each with its domain."""
    reads = read_tables(layouts, hints_of(layouts))
    return [r.measurement.model_copy(update={"domain": r.test.domain if r.test else "word_reading"}) for r in reads]
