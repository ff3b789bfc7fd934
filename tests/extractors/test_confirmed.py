"""A row that was read with doubt is confirmed by a claim that says the same to the day, and by nothing less."""

import datetime as dt

import pytest

from extractors.confirmed import CONFIRMED, confirmed
from extractors.records import Measurement, ScoreSeries

ROW = Measurement(
    moment="E4", kind="main", date=dt.date(2023, 6, 2), skill_score=21, level_letter="E", percentile=5, confidence=0.5
)
CLAIM = Measurement(
    domain="word_reading",
    moment="E4",
    kind="main",
    date=dt.date(2023, 6, 2),
    skill_score=21,
    level_letter="E",
    confidence=0.8,
)


def _confidence(row, claim):
    (series,) = confirmed([ScoreSeries(domain="word_reading", test="DMT", measurements=[row])], [claim])
    return series.measurements[0].confidence


def test_the_same_row_twice_is_read_well_enough():
    assert _confidence(ROW, CLAIM) == CONFIRMED


def test_what_was_read_well_stays_as_sure():
    assert _confidence(ROW.model_copy(update={"confidence": 0.97}), CLAIM) == 0.97


@pytest.mark.parametrize(
    ("row", "claim"),
    [
        ({"percentile": None}, {}),  # its E may be a misread D
        ({}, {"level_letter": "D"}),
        ({}, {"skill_score": 12}),
        ({}, {"skill_score": None}),
        ({}, {"date": dt.date(2023, 6, 5)}),
        ({}, {"moment": None}),
        ({}, {"confidence": 0.5}),
        ({}, {"domain": "spelling"}),
    ],
)
def test_whatever_differs_or_is_not_told_confirms_nothing(row, claim):
    assert _confidence(ROW.model_copy(update=row), CLAIM.model_copy(update=claim)) == 0.5
