"""A reading that contradicts itself is worth less."""

import datetime as dt

import pytest

from extractors.records import Measurement
from extractors.scores.consistency import contradictions, falling


@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"level_letter": "E", "percentile": 8}, 0),
        ({"level_letter": "E", "percentile": 30}, 1),
        ({"level_letter": "D", "level_roman": "V"}, 0),
        ({"level_letter": "E", "level_roman": "II"}, 1),
        ({"moment": "M4", "didactic_age": 15}, 0),
        ({"moment": "M4", "didactic_age": 25}, 0),  # a repeated year
        ({"moment": "M4", "didactic_age": 3}, 1),
        ({"moment": "M4", "level_letter": "E", "dle": 15}, 1),
        ({"date": dt.date(2023, 1, 16), "school_year": "2022-2023"}, 0),
        ({"date": dt.date(2023, 1, 16), "school_year": "2023-2024"}, 1),
    ],
)
def test_contradictions(fields, doubt):
    assert contradictions(Measurement(**fields)) == doubt


def test_scores_that_fall():
    assert falling([10, 20, 30]) == 0
    assert falling([30, 10, 20]) == 0.5
