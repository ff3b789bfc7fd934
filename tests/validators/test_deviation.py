"""Reasoned deviation: 'a gatekeeper can accept any finding with a reason: the profile says so'."""

import datetime as dt
import json

import pytest
from build import RECEIVED, dossier, report
from pydantic import ValidationError
from test_form_rules import without

from validators.judge import judge
from validators.profile import load_profile
from validators.report import Accepted
from workers.check import InputError, Options, check

WHY = Accepted(reason="De tweede ouder is overleden.", by="S. de Wit, poortwachter", on=dt.date(2024, 3, 14))


def judged(records, *accepted, profile="passenderwijs", allowed=True):
    found = load_profile(profile, RECEIVED)
    found = found.model_copy(update={"deviation": found.deviation.model_copy(update={"allowed": allowed})})
    return judge(records, found, reference=None, received_on=RECEIVED, accepted=dict.fromkeys(accepted, WHY))


def states(made, *ids):
    return [r.state for r in made.requirements if r.id in ids]


def short():
    """Two faults: a period of 6 weeks, and no second signature."""
    records = dossier()
    records.interventions[1].weeks = 6
    records.signed_parts[0].signatures.pop()
    return records


SIGNATURE, WEEKS = "signature.missing:parent_2", "intervention.too_short:2"


def test_an_accepted_finding_is_a_note_with_its_reason_and_the_status_follows():
    assert report(short()).status == "incomplete"
    one = judged(short(), SIGNATURE)
    finding = next(f for f in one.findings if f.id == SIGNATURE)
    assert (finding.severity, finding.accepted) == ("note", WHY)
    assert one.status == "incomplete"
    assert states(one, "signatures", "interventions.duration") == ["met", "not_met"]
    assert [f.severity for f in one.findings] == ["blocking", "note"]
    both = judged(short(), SIGNATURE, WEEKS)
    assert both.status == "complete"
    assert {i for r in both.requirements for i in r.finding_ids} == {WEEKS, SIGNATURE}


def test_nothing_is_accepted_where_the_profile_does_not_allow_it():
    made = judged(short(), SIGNATURE, WEEKS, allowed=False)
    assert made == report(short()).model_copy(update={"dossier": made.dossier})


def test_a_doubt_that_a_person_settled_is_settled():
    records = dossier("capelle")
    last = records.score_series[0].measurements[2]
    last.level_letter, last.level_roman = None, "V"
    assert report(records, "capelle").status == "review"
    made = judged(records, "level.roman_only:word_reading/M5", profile="capelle")
    assert (made.status, states(made, "series")) == ("complete", ["met"])


def test_a_document_that_may_be_left_out_asks_nothing_more():
    made = judged(without("parent_form"), "document.missing:parent_form")
    assert made.status == "complete"
    assert {r.state for r in made.requirements} <= {"met", "not_applicable"}


def test_what_is_accepted_and_no_longer_found_leaves_no_trace():
    made = judged(dossier(), SIGNATURE)
    assert made == report(dossier()).model_copy(update={"dossier": made.dossier})


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_deviation_has_a_reason(reason):
    with pytest.raises(ValidationError):
        Accepted(reason=reason, by="x", on=RECEIVED)


def given(tmp_path, text, profile="capelle"):
    """`check` of a text file as dossier, with findings that were accepted."""
    (tmp_path / "accepted.json").write_text(text, encoding="utf-8")
    (tmp_path / "form.pdf").write_bytes(b"no pdf")
    options = Options(profile, RECEIVED, tmp_path / "accepted.json")
    return check([tmp_path / "form.pdf"], options)


def test_check_takes_findings_that_were_accepted(tmp_path):
    text = json.dumps({"document.missing:school_form": WHY.model_dump(mode="json")})
    finding = next(f for f in given(tmp_path, text).findings if f.subject == "school_form")
    assert finding.accepted == WHY


def test_check_says_what_is_wrong_with_what_was_accepted(tmp_path):
    with pytest.raises(InputError, match=r"accepted\.json is wrong: a\.reason"):
        given(tmp_path, '{"a": {"reason": "", "by": "x", "on": "2024-03-01"}}')
