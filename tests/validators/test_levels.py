import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators.levels import (
    LETTERS,
    ROMANS,
    Level,
    Proof,
    agree,
    bare_v,
    consistent,
    d_behind_v,
    proves_e,
    proves_low_d,
)

POSSIBLE = {"A-I", "A-II", "B-II", "B-III", "C-III", "C-IV", "D-IV", "D-V", "E-V"}
percentiles = st.integers(0, 100)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("roman", ROMANS)
def test_only_the_possible_pairs_are_consistent(letter, roman):
    assert consistent(Level(letter, roman)) == (f"{letter}-{roman}" in POSSIBLE)


@pytest.mark.parametrize(
    ("letter", "sign", "fits"), [("E", "-", True), ("D", "+", True), ("D", "-", False), ("E", "+", False)]
)
def test_a_sign_narrows_the_v(letter, sign, fits):
    assert consistent(Level(letter, "V", sign)) is fits


@pytest.mark.parametrize(
    ("letter", "percentile", "fits"), [("E", 11, True), ("E", 12, False), ("D", 10, True), ("D", 9, False)]
)
def test_a_percentile_may_be_one_point_off(letter, percentile, fits):
    assert consistent(Level(letter, percentile=percentile)) is fits


@given(percentiles)
def test_each_whole_percentile_has_one_letter_and_one_numeral_that_fit_together(p):
    letters = [n for n, (low, high) in LETTERS.items() if low <= p <= high]
    romans = [n for n, (low, high) in ROMANS.items() if low <= p <= high]
    assert len(letters) == len(romans) == 1
    assert consistent(Level(letters[0], romans[0], percentile=p))


@given(percentiles)
def test_letter_and_percentile_never_disagree_about_e(p):
    letter = next(n for n, (low, high) in LETTERS.items() if low <= p <= high)
    assert proves_e(Level(letter)) == proves_e(Level(percentile=p)) == proves_e(Level(letter, percentile=p))


@given(percentiles)
def test_agreement_is_symmetric_and_a_level_agrees_with_itself(p):
    one, other = Level(roman="V"), Level(percentile=p)
    assert agree(one, other) == agree(other, one)
    assert agree(other, other)


@pytest.mark.parametrize(
    ("level", "proof"),
    [
        (Level("E"), Proof.YES),
        (Level("D"), Proof.NO),
        (Level("E", "V", "+"), Proof.YES),
        (Level(roman="V", sign="-"), Proof.YES),
        (Level(roman="V", sign="+"), Proof.NO),
        (Level(roman="V", percentile=10), Proof.YES),
        (Level(roman="V", percentile=11), Proof.NO),
        (Level(roman="V", percentile=10.4), Proof.UNCLEAR),
        (Level(roman="V"), Proof.UNCLEAR),
        (Level(roman="IV"), Proof.NO),
        (Level(), Proof.UNCLEAR),
    ],
)
def test_what_proves_e_in_its_order(level, proof):
    assert proves_e(level) is proof


@pytest.mark.parametrize(
    ("level", "proof"),
    [
        (Level("E"), Proof.YES),
        (Level("D", "V"), Proof.YES),
        (Level(roman="V"), Proof.YES),
        (Level("D", percentile=16), Proof.YES),
        (Level("D", percentile=17), Proof.NO),
        (Level("D"), Proof.UNCLEAR),
        (Level("D", "IV"), Proof.NO),
        (Level("C"), Proof.NO),
    ],
)
def test_what_proves_a_low_d(level, proof):
    assert proves_low_d(level, 16) is proof


def test_a_v_that_nothing_explains_is_bare():
    assert bare_v(Level(roman="V"))
    assert not bare_v(Level(roman="V", percentile=4))


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        (Level("D", "V"), True),
        (Level(roman="V", percentile=11), True),
        (Level("E", "V"), False),
        (Level("D", "IV"), False),
    ],
)
def test_a_d_behind_a_v(level, shown):
    assert d_behind_v(level) is shown


def test_levels_agree_as_long_as_one_pupil_can_have_both():
    assert agree(Level("E"), Level(roman="V", sign="-"))
    assert agree(Level(roman="V"), Level("D", "V"))
    assert not agree(Level("E"), Level(roman="V", sign="+"))
    assert agree(Level("C"), Level())
