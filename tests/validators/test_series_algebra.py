"""Whatever stands in a printout: a series that is met holds by the plain words of the regulation."""

import datetime as dt

from build import claim, dossier, report, row, words
from hypothesis import given, settings
from hypothesis import strategies as st

GROUP_OF_YEAR = {2020: 3, 2021: 4, 2022: 5, 2023: 6}
RECEIVED = dt.date(2024, 3, 20)


@st.composite
def rows(draw):
    """A row of one of eight half years: perhaps uncoded, called otherwise, taken in autumn, or at another level."""
    year = draw(st.sampled_from(sorted(GROUP_OF_YEAR)))
    letter = draw(st.sampled_from("ME"))
    month = draw(st.sampled_from([1, 2] if letter == "M" else [5, 6]))
    day = dt.date(year + 1, month, draw(st.integers(1, 28)))
    autumn = draw(st.booleans()) and draw(st.booleans())
    return row(
        draw(st.sampled_from([f"{letter}{GROUP_OF_YEAR[year]}"] * 3 + [None])),
        (dt.date(year, 11, 10) if autumn else day).isoformat(),
        draw(st.sampled_from(["E", "E", "E", "D", None])),
        level_roman=draw(st.sampled_from([None, "V", "IV"])),
        level_sign=draw(st.sampled_from([None, "-", "+"])),
        percentile=draw(st.sampled_from([None, 4, 15])),
        kind=draw(st.sampled_from(["main", "unknown", "unknown", "intermediate"])),
    )


def made(found, claims):
    records = dossier("capelle")
    records.pupil.group = 6
    records.score_series[0] = words(found)
    records.claims = claims
    return report(records, "capelle", RECEIVED)


def main_half(r):
    """The half year that a row counts for, in the plain words of the regulation."""
    winter, summer = r.date.month in (1, 2), r.date.month in (5, 6)
    if r.kind == "intermediate" or not (winter or summer):
        return None
    if r.moment and r.moment[0] != ("M" if winter else "E"):
        return None
    return 2 * r.date.year + summer


@settings(max_examples=80, deadline=None)
@given(st.lists(rows(), max_size=8), st.data())
def test_a_met_series_is_three_in_a_row_at_the_lowest_level(found, data):
    claims = [claim(r) for r in data.draw(st.lists(st.sampled_from(found), max_size=3))] if found else []
    result = made(found, claims)
    series = next(r for r in result.requirements if r.id == "series")
    if series.state != "met":
        return
    halves = sorted({half for r in found if (half := main_half(r)) is not None})[-3:]
    assert len(halves) == 3
    assert halves[2] - halves[0] == 2
    for half in halves:
        same = [r for r in found if main_half(r) == half]
        assert any(r.level_letter == "E" or r.level_sign == "-" or r.percentile == 4 for r in same)
    assert not any(main_half(c) is None for c in claims)


@settings(max_examples=30, deadline=None)
@given(st.lists(rows(), max_size=8))
def test_the_order_of_the_rows_does_not_matter(found):
    one, other = made(found, []), made(found[::-1], [])
    dates = [r.date for r in found]
    if len(set(dates)) == len(dates):
        assert {f.id for f in one.findings} == {f.id for f in other.findings}


@settings(max_examples=30, deadline=None)
@given(st.lists(rows(), max_size=8))
def test_each_finding_is_told_once_and_status_follows(found):
    result = made(found, [claim(r) for r in found[-3:]])
    ids = [f.id for f in result.findings]
    assert len(ids) == len(set(ids))
    blocked = any(f.severity == "blocking" for f in result.findings)
    unclear = any(r.state == "unclear" for r in result.requirements)
    assert result.status == ("incomplete" if blocked else "review" if unclear else "complete")
