"""profiles.md, document.other_pupil: another pupil is another name or birth date, not another spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.names import first_name_first, same_person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siebe Kuipers", "Kuipers, Siebe"),
        ("Siebe Kuipers", "S. Kuipers"),
        ("Siebe Kuipers", "Siebe"),
        ("Esmée van den Berg", "Esmee v.d. Berg"),
        ("Loïs in 't Veld", "Lois Veld"),
        ("Noa Maas-Geesteranus", "Noa Maas Geesteranus"),
        ("Noa Maas-Geesteranus", "Noa Maas"),
        ("Mohamed El Amrani", "Mohammed el Amrani"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siebe Kuipers", "Saar Kuipers"),  # a sister
        ("Siebe Kuipers", "Siebe de Boer"),
        ("Luuk Coenen", "Maartje Brouwer"),
        ("S. Kuipers", "S. de Boer"),
        ("Bram Bos", "Bas Bos"),
    ],
)
def test_names_of_two_people(one, other):
    assert not same_person(one, other)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Kuipers, Siebe", "Siebe Kuipers"),
        ("Berg, Bram van den", "Bram van den Berg"),
        ("Veld, Loïs in 't", "Loïs in 't Veld"),
        ("Siebe Kuipers", "Siebe Kuipers"),
        ("Pleun Verbruggen, n", "Pleun Verbruggen"),
    ],
)
def test_first_name_first(printed, wanted):
    assert first_name_first(printed) == wanted


@given(st.text("abcdefghijk ", min_size=1, max_size=20), st.text("abcdefghijk ", min_size=1, max_size=20))
def test_sameness_has_no_direction(one, other):
    assert same_person(one, other) == same_person(other, one)
    assert same_person(one, one)
