"""A mistake in a profile is told with the line on which it stands, however deep."""

import datetime as dt
import tomllib

import pytest

from validators.profile import FOLDER, InvalidProfile, profile_ids, read_profile
from validators.profile_lines import line_of

OLD = "level = 'low_d', percentile = 20".replace("'", '"')


@pytest.mark.parametrize(
    ("profile", "before", "after"),
    [
        ("westelijke-mijnstreek", '{ role = "teacher", hours = 25 }', '{ role = "teachr", hours = 25 }'),
        ("westelijke-mijnstreek", '"internal_supervisor", "practitioner"]', '"ib", "practitioner"]'),
        ("capelle", OLD, OLD.replace("low_d", "laag")),
        ("capelle", "levels = [2, 3]", "levels = [2, 4]"),
        ("capelle", 'version = "2022-01"\nfrom = 2022-01-01', 'version = "2022-01"\nfrom = 2021-01-01'),
        ("capelle", '{ year = "2018", since = 2018-01-01 }', '{ year = "2018", since = "ooit" }'),
        ("capelle", 'id = "norm_group"\n', 'id = "Norm Group"\n'),
        ("capelle", 'id = "norm_group"\n', 'id = "current"\n'),
        ("capelle", "from = 2022-01-01\n\n[[req", 'from = 2022-01-01\nuntil = "nooit"\n\n[[req'),
        ("passenderwijs", "[requirements.severity]\n", '[requirements.severity]\n"pupil.length" = "note"\n'),
        ("van-a-tot-lezen", '"intervention.no_method" = "blocking"', '"intervention.no_method" = "zwaar"'),
    ],
)
def test_the_line_is_that_of_the_mistake(tmp_path, profile, before, after):
    text = (FOLDER / f"{profile}.toml").read_text(encoding="utf-8")
    assert before in text
    wrong = text.replace(before, after, 1)
    changed = [n for n, (a, b) in enumerate(zip(wrong.splitlines(), text.splitlines(), strict=False), 1) if a != b]
    path = tmp_path / f"{profile}.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(InvalidProfile) as caught:
        read_profile(path)
    assert caught.value.line == changed[0]


@pytest.mark.parametrize(
    ("header", "gone"), [("[deviation]", "allowed = true\n"), ("[requirements.ask]", 'rule = "files"\n')]
)
def test_what_is_missing_is_told_at_its_header(tmp_path, header, gone):
    path = tmp_path / "capelle.toml"
    path.write_text((FOLDER / "capelle.toml").read_text(encoding="utf-8").replace(gone, "", 1), encoding="utf-8")
    with pytest.raises(InvalidProfile) as caught:
        read_profile(path)
    assert path.read_text(encoding="utf-8").splitlines()[caught.value.line - 1] == header


def leaves(value, path=()):
    """Every value of a file that is no table or list, with its path."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path, value


@pytest.mark.parametrize("profile", profile_ids())
def test_every_value_stands_on_the_line_that_is_told(profile):
    text = (FOLDER / f"{profile}.toml").read_text(encoding="utf-8")
    for path, value in leaves(tomllib.loads(text)):
        shown = value.isoformat() if isinstance(value, dt.date) else str(value)
        line = text.splitlines()[line_of(text, path) - 1]
        assert (shown.lower() if isinstance(value, bool) else shown) in line


def test_text_that_looks_like_structure_is_text():
    text = 'a = "[b]\\" = # x"\n# c = 1\n[b]\nc = """\n[d]\n"""\n"e.f" = {g = [1,\n 2]}\n'
    assert [line_of(text, p) for p in (("a",), ("b",), ("b", "c"), ("b", "e.f", "g", 1))] == [1, 3, 4, 8]
