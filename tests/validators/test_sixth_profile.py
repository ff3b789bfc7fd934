"""A sixth region is data alone: other weeks, other groups, other signatures, and not a line of code."""

import datetime as dt
from pathlib import Path

import pytest
from build import RECEIVED, dossier, ref, signed
from click.testing import CliRunner

from validators.judge import judge
from validators.profile import read_profile
from workers.cli import main

PATH = Path(__file__).parents[2] / "docs" / "profiles" / "voorbeeldregio.toml"
PROFILE = read_profile(PATH).on(RECEIVED)


def complete():
    """A dossier that is complete here: two individual periods of twelve weeks, signed by the director and a parent."""
    records = dossier("capelle")
    records.signed_parts[0].signatures.append(signed("parent_1"))
    for period in records.interventions:
        period.weeks = 12
    return records


def told(records):
    report = judge(records, PROFILE, reference=None, received_on=RECEIVED)
    return {(f.code, f.subject) for f in report.findings}, report.status


def test_what_is_complete_here_and_in_capelle_differs():
    assert told(complete()) == (set(), "complete")
    found, status = told(dossier("capelle"))
    assert found == {("signature.missing", "parent_1"), ("intervention.too_short", "2")}
    assert status == "incomplete"


@pytest.mark.parametrize(("weeks", "found"), [(12, set()), (11, {("intervention.too_short", "2")})])
def test_twelve_weeks(weeks, found):
    records = complete()
    records.interventions[1].weeks = weeks
    assert told(records)[0] == found


@pytest.mark.parametrize(("size", "found"), [(1, set()), (2, {("intervention.group_too_large", "3")})])
def test_individual_help(size, found):
    records = complete()
    records.interventions[2].group_size = size
    assert told(records) == (found, "incomplete" if found else "complete")


@pytest.mark.parametrize(
    ("roles", "found"),
    [
        (["director", "parent_2"], set()),
        (["director"], {("signature.missing", "parent_1")}),
        (["internal_supervisor", "parent_1"], {("signature.missing", "director")}),
    ],
)
def test_the_director_and_one_parent_sign(roles, found):
    records = complete()
    assert records.signed_parts[0].part == ref(records, "school_form")
    records.signed_parts[0].signatures = [signed(role) for role in roles]
    assert told(records)[0] == found


def test_before_its_first_version_it_does_not_hold():
    assert read_profile(PATH).versions[0].start == dt.date(2023, 8, 1)


def test_profile_check_reads_it_and_names_the_line_of_a_mistake(tmp_path):
    result = CliRunner().invoke(main, ["profile", "check", str(PATH)])
    assert (result.exit_code, result.output) == (0, "voorbeeldregio 2023-08: 9 requirements, no mistakes\n")
    text = PATH.read_text(encoding="utf-8").replace("weeks = 12", 'weeks = "twaalf"')
    wrong = tmp_path / PATH.name
    wrong.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["profile", "check", str(wrong)])
    line = text[: text.index('"twaalf"')].count("\n") + 1
    assert result.exit_code == 1
    assert result.output.startswith(f"{wrong}:{line}: ")
