import datetime as dt

import pytest

from validators.profile import (
    FOLDER,
    InvalidProfile,
    NotInForce,
    UnknownProfile,
    load_profile,
    profile_ids,
    read_profile,
)

TODAY = dt.date(2024, 3, 11)


def test_the_five_profiles_load():
    assert profile_ids() == ["capelle", "passenderwijs", "van-a-tot-lezen", "voorwaarden", "westelijke-mijnstreek"]
    for profile_id in profile_ids():
        assert load_profile(profile_id, TODAY).requirements


@pytest.mark.parametrize("profile_id", profile_ids())
def test_every_requirement_carries_its_source_and_an_id_of_its_own(profile_id):
    profile = read_profile(FOLDER / f"{profile_id}.toml")
    assert all(r.source.page and r.source.passage for r in profile.requirements)
    assert len({r.id for r in profile.requirements}) == len(profile.requirements)


def test_an_unknown_profile():
    with pytest.raises(UnknownProfile, match="passenderwijs"):
        load_profile("../passenderwijs", TODAY)


def test_a_day_before_the_first_version():
    with pytest.raises(NotInForce):
        load_profile("passenderwijs", dt.date(2014, 1, 1))


def test_the_version_in_force_on_the_day():
    old, new = load_profile("capelle", dt.date(2021, 12, 31)), load_profile("capelle", dt.date(2022, 1, 1))
    assert (old.version, new.version) == ("2015-01", "2022-01")
    assert {r.id for r in old.requirements} ^ {r.id for r in new.requirements} == {"series.until_2022", "series"}


GOOD = """\
id = "proef"
title = "Proef"
minimum_confidence = 0.5

[deviation]
allowed = true
source = { page = "p", passage = "q" }

[[versions]]
version = "1"
from = 2022-01-01

[[requirements]]
id = "files"
from = 2022-01-01
source = { page = "p", passage = "q" }
[requirements.ask]
rule = "files"

[[requirements]]
id = "age"
from = 2022-01-01
source = { page = "p", passage = "q" }
[requirements.ask]
rule = "age"
maximum = 12
"""


def test_a_good_profile(tmp_path):
    path = tmp_path / "proef.toml"
    path.write_text(GOOD)
    assert read_profile(path).on(TODAY).version == "1"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("maximum = 12", 'maximum = "twaalf"', 26),
        ("maximum = 12", "maximum = 12\nminimun = 7", 27),
        ('rule = "age"', 'rule = "aeg"', 24),
        ('id = "age"\nfrom = 2022-01-01\nsource = { page = "p", passage = "q" }', 'id = "age"\nfrom = 2022-01-01', 20),
        (
            'from = 2022-01-01\nsource = { page = "p", passage = "q" }\n[requirements.ask]\nrule = "age"',
            'from = "ooit"\nsource = { page = "p", passage = "q" }\n[requirements.ask]\nrule = "age"',
            22,
        ),
        ("minimum_confidence = 0.5", "minimum_confidence = 5", 3),
        ('title = "Proef"', 'title = "Proef', 2),
        ('id = "proef"', 'id = "anders"', 1),
    ],
)
def test_a_wrong_profile_names_its_file_and_line(tmp_path, before, after, line):
    assert before in GOOD
    path = tmp_path / "proef.toml"
    path.write_text(GOOD.replace(before, after))
    with pytest.raises(InvalidProfile) as caught:
        read_profile(path)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_a_profile_must_ask_for_readable_files(tmp_path):
    path = tmp_path / "proef.toml"
    path.write_text(GOOD.replace('rule = "files"', 'rule = "document"\nkind = "school_form"'))
    with pytest.raises(InvalidProfile, match="readable files"):
        read_profile(path)


def test_an_unknown_finding_code_in_a_severity(tmp_path):
    path = tmp_path / "proef.toml"
    path.write_text(GOOD + '[requirements.severity]\n"pupil.length" = "note"\n')
    with pytest.raises(InvalidProfile, match=r"pupil\.length"):
        read_profile(path)


def test_versions_may_not_overlap(tmp_path):
    path = tmp_path / "proef.toml"
    path.write_text(
        GOOD.replace("[[requirements]]", '[[versions]]\nversion = "2"\nfrom = 2023-01-01\n\n[[requirements]]', 1)
    )
    with pytest.raises(InvalidProfile, match="starts before"):
        read_profile(path)
