"""Spelling variants, initials, double surnames and tussenvoegsels are no other pupil."""

import pytest

from validators.names import may_name


@pytest.mark.parametrize(
    ("printed", "pupil"),
    [
        ("Noor", "Noor van Dam"),
        ("N. van Dam", "Noor van Dam"),
        ("Dam, Noor van", "Noor van Dam"),
        ("Noor v. Dam", "Noor van Dam"),
        ("N.D.", "Noor van Dam"),
        ("Esmee Maas", "Esmée Maas-Geesteranus"),
        ("Mohammed El Amrani", "Mohamed el Amrani"),
        ("Loïs in 't Veld", "Lois Veld"),
    ],
)
def test_a_name_of_the_pupil(printed, pupil):
    assert may_name(printed, pupil)


@pytest.mark.parametrize(
    ("printed", "pupil"),
    [
        ("Saar van Dam", "Noor van Dam"),
        ("Noor de Boer", "Noor van Dam"),
        ("Noor B.", "Noor van Dam"),
        ("S. van Dam", "Noor van Dam"),
        ("Bas Bos", "Bram Bos"),
        ("Noor van Dam", None),
    ],
)
def test_a_name_of_somebody_else(printed, pupil):
    assert not may_name(printed, pupil)
