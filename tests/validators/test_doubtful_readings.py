"""No finding blocks on a doubtful reading, and none is dropped for it: `reading.uncertain`, and a person looks."""

import datetime as dt

import pytest
from build import Mention, dossier, evidence, low_rows, ref, report, row, told
from test_measuring_rules import REPEATED, repeated
from test_series_rule import with_rows

from extractors.records import PupilFact

WEST = "westelijke-mijnstreek"


def unnamed_scan(records):
    """A scan of which nobody knows what it is lies in the dossier as well."""
    part = records.documents[0].parts[0].model_copy(update={"kind": "unknown"})
    scan = {"name": "z scan.pdf", "sha256": "f", "reading": "ocr", "parts": [part]}
    records.documents.append(records.documents[0].model_copy(update=scan))
    return records


def one_evaluation():
    records = dossier(WEST)
    records.evaluations.pop()
    return records


def mentioning(what, profile, kind):
    records = dossier(profile)
    records.mentions.append(Mention(part=ref(records, kind), what=what, text="x"))
    return records


@pytest.mark.parametrize(
    ("records", "profile", "code"),
    [
        (one_evaluation, WEST, "preventive.evaluation_missing"),
        (
            lambda: mentioning("speech_therapy", "passenderwijs", "parent_form"),
            "passenderwijs",
            "document.attachment_missing",
        ),
        (
            lambda: mentioning("other_disorder", "van-a-tot-lezen", "school_form"),
            "van-a-tot-lezen",
            "comorbidity.undocumented",
        ),
    ],
)
def test_what_is_missing_may_be_the_scan_that_nobody_knows(records, profile, code):
    assert code in {c for c, _ in told(records(), profile)}
    made = report(unnamed_scan(records()), profile)
    assert {f.code for f in made.findings if f.severity != "note"} == {"reading.uncertain"}
    assert made.status == "review"


def illegible(records):
    next(p for d in records.documents for p in d.parts if p.kind == "lvs_printout").legible = 0.8
    return records


@pytest.mark.parametrize(
    ("rows", "received"),
    [
        (low_rows()[1:], "2024-03-11"),
        ([row("M4", "2023-01-30"), row("E4", "2023-05-29"), row("E5", "2024-05-30")], "2024-06-20"),
    ],
)
def test_rows_that_are_missing_from_a_printout_that_is_hard_to_read_may_stand_there(rows, received):
    day = dt.date.fromisoformat(received)
    assert report(with_rows(rows), received=day).status == "incomplete"
    assert told(illegible(with_rows(rows)), received=day) == {("reading.uncertain", "lvs_printout")}


@pytest.mark.parametrize(("reading", "code"), [("text", "measurement.outdated"), ("ocr", "reading.uncertain")])
def test_a_row_whose_day_a_scan_hides_may_be_the_newest(reading, code):
    loose = row(None, None, kind="unknown", year="2021-2022")
    records = with_rows([loose, *low_rows()], [r.model_copy(update={"domain": "word_reading"}) for r in low_rows()])
    records.documents[1].reading = reading
    codes = {c for c, _ in told(records, received=dt.date(2024, 8, 20))}
    assert code in codes
    assert not {"measurement.outdated", "reading.uncertain"} - {code} & codes


def test_a_norm_that_is_judged_on_a_row_that_was_hardly_read():
    records = repeated()
    for r in records.score_series[0].measurements:
        r.confidence = 0.3
    assert {c for c, _ in told(records, "capelle")} == {"reading.uncertain"}
    assert len(REPEATED) == len(records.score_series[0].measurements)


def test_a_group_that_was_hardly_read_counts_no_months():
    records = dossier("capelle")
    records.pupil.months_of_reading_education, records.pupil.group = None, 3
    part = ref(records, "school_form")
    records.facts.append(PupilFact(part=part, field="group", value=3, confidence=0.3, evidence=evidence(0)))
    assert ("pupil.reading_education", "") not in told(records, "capelle")
    assert report(records, "capelle").status != "complete"
