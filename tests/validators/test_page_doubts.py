"""What is said of pages that are missing or through one another."""

import pytest
from build import dossier, evidence, report

from extractors.records import PageDoubt


@pytest.mark.parametrize(
    ("trouble", "numbers", "said"),
    [
        ("missing", [2], "ontbreekt waarschijnlijk bladzijde 2."),
        ("missing", [2, 4, 5], "ontbreken waarschijnlijk de bladzijden 2, 4 en 5."),
        ("swapped", [1, 3, 2], "liggen de bladzijden waarschijnlijk door elkaar."),
    ],
)
def test_a_person_is_asked_to_look(trouble, numbers, said):
    records = dossier()
    file = records.documents[0].name
    records.page_doubts = [PageDoubt(document=0, trouble=trouble, numbers=numbers, evidence=evidence())]
    made = report(records)
    (finding,) = [f for f in made.findings if f.subject == f"pages/{file}"]
    assert finding.code == "reading.uncertain"
    assert f"In {file} {said}" in finding.message
    assert made.status == "review"
