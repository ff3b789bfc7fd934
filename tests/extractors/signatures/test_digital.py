"""Digital signatures that don't validate (contract: signature.invalid), on the committed signed variant."""

from __future__ import annotations

import re
from pathlib import Path

from extractors.reading import read_file
from extractors.signatures.digital import digital_signatures

SIGNED = Path(__file__).parents[3] / "fixtures/variants/dossiers/V07-niveau-voorop/handtekeningen.pdf"


def states(path):
    records = read_file(path, path.name)
    assert records.problems == []
    return [(s.role, s.state, s.intact) for part in records.signed_parts for s in part.signatures]


def test_an_untouched_document_is_intact():
    assert [s.intact for s in digital_signatures(SIGNED).values()] == [True, True]
    assert states(SIGNED) == [("parent_1", "digital", True), ("parent_2", "digital", True)]


def test_a_signature_that_is_no_signature_is_not_intact_and_the_form_is_still_read(tmp_path):
    data = SIGNED.read_bytes()
    match = re.search(rb"/Contents\s*<([0-9a-fA-F]+)>", data)
    assert match
    length = match.end(1) - match.start(1)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(data[: match.start(1)] + b"0" * length + data[match.end(1) :])
    found = states(broken)
    assert [role for role, _, _ in found] == ["parent_1", "parent_2"]
    assert False in [intact for _, _, intact in found]


def test_a_file_too_damaged_to_check_leaves_its_signatures_in_doubt_and_the_form_is_still_read(tmp_path):
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(SIGNED.read_bytes()[:-600])
    assert digital_signatures(damaged) is None
    records = read_file(damaged, damaged.name)
    assert records.problems == []
    found = [s for part in records.signed_parts for s in part.signatures]
    assert {(s.role, s.state) for s in found} == {("parent_1", "absent"), ("parent_2", "absent")}
    assert all(s.confidence < 0.6 for s in found)
