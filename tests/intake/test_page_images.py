"""Pictures of pages: to whom, with which headers, and never of other children."""

import hashlib
import io
import zipfile
from typing import Any

import pytest
from intake_api import Api

from intake.page_images import Page, PageImages, hidden
from intake.privacy.erase import erase
from intake.store.audit import SYSTEM

SHA = hashlib.sha256(b"%PDF-1.7").hexdigest()
EVIDENCE = {"document": 0, "page": 2, "bbox": [1, 2, 3, 4], "text": ""}
FINDING = {"id": "f", "severity": "blocking", "subject": "", "message": "", "action": "", "source": ""}


def document(*parts: tuple[int, int]) -> dict[str, Any]:
    given = [{"kind": "unknown", "first_page": first, "last_page": last, "confidence": 1.0} for first, last in parts]
    return {"name": "a.pdf", "sha256": SHA, "page_count": 4, "reading": "text", "parts": given}


def dossier(api: Api, code: str = "form.field_empty") -> str:
    sent = api.drop(api.key("school", "De Prent")).json()
    finding = FINDING | {"code": code, "evidence": [EVIDENCE]}
    api.report(sent, status="incomplete", documents=[document((1, 1), (2, 3), (4, 4))], findings=[finding])
    images = PageImages(api.store.pictures)
    for number in range(1, 5):
        images.put(Page(SHA, number), large=b"large %d" % number, small=b"small %d" % number)
    images.made(SHA, dict.fromkeys(range(1, 5), (595.0, 842.0)))
    identifier: str = sent["id"]
    return identifier


def test_large_and_small_to_the_own_school_alone(api: Api) -> None:
    address = f"/dossiers/{dossier(api)}/paginas/0/2"
    own = api.key("school", "De Prent")
    large, small = (api.client.get(f"{address}{end}", headers=own) for end in (".png", "/klein.png"))
    assert (large.content, small.content) == (b"large 2", b"small 2")
    assert large.headers["content-type"] == "image/png"
    for key in (api.key("school", "De Ander"), api.key("gatekeeper", profiles=["capelle"])):
        assert api.client.get(f"{address}.png", headers=key).status_code == 404
        assert api.client.get(f"{address}/klein.png", headers=key).status_code == 404
    assert api.client.get(f"{address}.png").status_code == 401


def test_a_browser_keeps_it_for_itself_and_asks_again(api: Api) -> None:
    address, own = f"/dossiers/{dossier(api)}/paginas/0/1.png", api.key("school", "De Prent")
    first = api.client.get(address, headers=own)
    assert first.headers["cache-control"] == "private, no-cache"
    again = api.client.get(address, headers=own | {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = api.client.get(address.replace("1.png", "2.png"), headers=own)
    assert other.headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("place", ["1/1", "0/5", "0/0", "99999999999999999999/1"])
def test_what_is_not_there(api: Api, place: str) -> None:
    answer = api.client.get(f"/dossiers/{dossier(api)}/paginas/{place}.png", headers=api.key("school", "De Prent"))
    assert answer.status_code == 404


def test_without_a_report_there_is_nothing_to_see(api: Api) -> None:
    own = api.key("school", "De Prent")
    sent = api.drop(own).json()
    assert api.client.get(f"/dossiers/{sent['id']}/paginas/0/1.png", headers=own).status_code == 404


@pytest.mark.parametrize("code", ["document.other_pupil", "document.not_anonymised"])
def test_a_part_about_other_children_is_not_shown(api: Api, code: str) -> None:
    own, address = api.key("school", "De Prent"), f"/dossiers/{dossier(api, code)}/paginas/0"
    for number in (2, 3):
        for end in (".png", "/klein.png"):
            answer = api.client.get(f"{address}/{number}{end}", headers=own)
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("image/svg")
            assert "andere kinderen" in answer.text
    assert api.client.get(f"{address}/1.png", headers=own).content == b"large 1"


def test_a_page_in_no_part_is_hidden_alone() -> None:
    report = {"documents": [document()], "findings": [{"code": "document.other_pupil", "evidence": [EVIDENCE]}]}
    assert hidden(report) == {(0, 2)}


def test_an_earlier_version_has_its_own_documents(api: Api) -> None:
    identifier, own = dossier(api), api.key("school", "De Prent")
    api.client.post(f"/api/v1/dossiers/{identifier}/documents", headers=own, files=[("files", ("0.pdf", b"%PDF new"))])
    new = document() | {"sha256": "b" * 64, "name": "0.pdf"}
    api.report({"id": identifier}, documents=[new, document()])
    address = f"/dossiers/{identifier}/paginas/0/1.png"
    assert api.client.get(address, headers=own).status_code == 404
    assert api.client.get(f"{address}?versie=1", headers=own).content == b"large 1"


def test_pictures_are_exported_and_erased_with_the_dossier(api: Api) -> None:
    identifier = dossier(api, "document.other_pupil")
    export = api.client.get(f"/api/v1/dossiers/{identifier}/export", headers=api.key("admin"))
    names = zipfile.ZipFile(io.BytesIO(export.content)).namelist()
    mine = [name for name in names if name.startswith(f"dossier-{identifier}/bladzijden/")]
    assert [name[-5:] for name in mine] == ["1.png", "4.png"]


def test_pictures_go_with_their_file(api: Api) -> None:
    content = b"%PDF of which nobody else has the pages"
    sha = hashlib.sha256(content).hexdigest()
    sent = api.drop(api.key("school", "De Prent"), ("a.pdf", content)).json()
    images = PageImages(api.store.pictures)
    images.put(Page(sha, 1), large=b"large", small=b"small")
    images.made(sha, {1: (1.0, 1.0)})
    erased = erase(api.store, sent["id"], SYSTEM)
    assert erased
    assert erased.left == []
    assert images.get(Page(sha, 1), "page") is None
    assert images.sizes(sha) == {}
