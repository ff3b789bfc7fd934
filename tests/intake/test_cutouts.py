"""Pictures of the places on which findings rest: which, under what name, and where they are shown."""

import base64
from pathlib import Path
from typing import Any

import pytest
from intake_api import Api

from intake.cutouts import MOST_IN_ALL, CutOuts, Place, places
from intake.store.blobs import FolderBlobs

DOCUMENT = {"name": "school.pdf", "sha256": "a" * 64, "page_count": 9, "reading": "text", "parts": []}


def box(page: int, x: float = 10, text: str = "x") -> dict[str, Any]:
    return {"document": 0, "page": page, "bbox": [x, 20, x + 5, 30], "text": text}


def finding(number: int, *evidence: dict[str, Any], code: str = "form.field_empty") -> dict[str, Any]:
    return {"id": f"f{number}", "code": code, "severity": "blocking", "subject": "delay", "message": "Leeg.",
            "action": "Vul in.", "source": "Bron", "evidence": list(evidence)}  # fmt: skip


def found(*findings: dict[str, Any]) -> dict[str, list[Place]]:
    return places({"documents": [DOCUMENT], "findings": list(findings)})


def test_boxes_on_one_page_are_one_place() -> None:
    (place,) = found(finding(1, box(1, 10, "een"), box(1, 100, "twee")))["f1"]
    assert (place.page, place.bbox, place.text) == (1, (10, 20, 105, 30), "een; twee")


def test_no_more_pictures_than_help() -> None:
    many = found(*(finding(n, box(1), box(2), box(3)) for n in range(MOST_IN_ALL)))
    assert len(many["f0"]) == 2
    assert sum(len(chosen) for chosen in many.values()) == MOST_IN_ALL
    assert set(many) == {f"f{n}" for n in range(MOST_IN_ALL)}


@pytest.mark.parametrize("code", ["document.other_pupil", "document.not_anonymised"])
def test_what_is_of_other_children_is_never_cut_out(code: str) -> None:
    assert found(finding(1, box(1), code=code)) == {"f1": []}


def test_the_name_tells_what_is_shown_alone() -> None:
    one, same = (Place(n, "a" * 64, 1, (1, 2, 3, 4), text) for n, text in ((0, "x"), (5, "y")))
    other = Place(0, "b" * 64, 1, (1, 2, 3, 4), "x")
    assert one.key == same.key != other.key


def test_a_picture_is_kept(tmp_path: Path) -> None:
    cutouts, (place,) = CutOuts(FolderBlobs(tmp_path / "new")), found(finding(1, box(1)))["f1"]
    assert cutouts.get(place) is None
    cutouts.put(place, b"jpeg")
    assert cutouts.get(place) == b"jpeg"
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".jpg"]


def test_the_report_shows_it_to_those_who_may_see_the_dossier(api: Api) -> None:
    key = api.key("school", "De Beuk")
    dossier = api.drop(key).json()
    content = api.report(dossier, status="incomplete", documents=[DOCUMENT], findings=[finding(1, box(2, text='"<'))])
    (place,) = places(content)["f1"]
    CutOuts(api.store.pictures).put(place, b"picture")
    address, html = f"{dossier['href']}/report", {"Accept": "text/html"}
    response = api.client.get(address, headers=key | html)
    assert f'src="data:image/jpeg;base64,{base64.b64encode(b"picture").decode()}"' in response.text
    assert 'alt="Uitsnede van bladzijde 2 van school.pdf. Daar staat: &#34;&lt;"' in response.text
    assert "img-src data:;" in response.headers["content-security-policy"]
    assert api.client.get(address, headers=api.key("school", "De Eik") | html).status_code == 404
