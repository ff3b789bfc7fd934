"""Each finding code is raised, is not raised just beside its border, and not by a cause that looks like its own."""

import pytest
from every_code import EXAMPLES

from validators.findings import CODES


def test_every_code_has_its_three_examples():
    assert set(EXAMPLES) == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_raised_by_its_own_cause_alone(code):
    (raising, raised), (beside, border), (similar, other) = EXAMPLES[code]
    assert code in raised(), raising
    assert code not in border(), beside
    assert code not in other(), similar
