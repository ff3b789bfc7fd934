"""What is erased is gone: rows, files, pictures and reports; and what another dossier needs stays."""

import datetime as dt
import hashlib
import io
import json
import threading
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from intake_api import Api, problem
from sqlalchemy import delete, select, update

from intake.cutouts import CutOuts, Place, of_file
from intake.privacy import retention
from intake.privacy.erase import erase, remove, traces
from intake.store import audit, belongings, dossiers, erasing
from intake.store.audit import SYSTEM, AuditFilter
from intake.store.blobs import FolderBlobs
from intake.store.dossiers import NewFile
from intake.store.files import FileStore, Incoming, Staged
from intake.store.privacy_tables import ErasedFile
from intake.store.store import now
from intake.store.tables import Base, Dossier, File

NAME = "Noor van der Zandstraat"


@pytest.fixture(scope="module")
def api(on_both: Api) -> Api:
    return on_both


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def place(content: bytes) -> Place:
    return Place(0, sha(content), 1, (1.0, 2.0, 3.0, 4.0), "")


def dossier(api: Api, content: bytes, **fields: Any) -> dict[str, Any]:
    """A dossier with a report about Noor, and a picture."""
    sent: dict[str, Any] = api.drop(api.key("school", "De Gom"), (f"{NAME}.pdf", content), **fields).json()
    api.report(sent, pupil={"name": NAME, "birth_date": "2016-03-04"})
    CutOuts(api.store.pictures).put(place(content), b"picture of " + content)
    return sent


def found(api: Api, *words: bytes) -> set[bytes]:
    """Which of these stand anywhere in the data folder, free pages and the log of changes included."""
    everything = b"".join(path.read_bytes() for path in api.settings.data.rglob("*") if path.is_file())
    return {word for word in words if word in everything}


def test_an_erased_dossier_leaves_no_trace(api: Api) -> None:
    content = b"%PDF of a child that nobody else has"
    sent = dossier(api, content, reference="kenmerk-4711")
    words = (NAME.encode(), content, b"kenmerk-4711")
    if api.settings.database_url is None:
        assert found(api, *words) == set(words)
    erased = erase(api.store, sent["id"], SYSTEM)
    assert erased
    assert (erased.rows, erased.contents, erased.left) == (
        {"dossiers": 1, "files": 1, "runs": 1, "reports": 1, "overviews": 1},
        1,
        [],
    )
    assert traces(api.store, sent["id"], {sha(content)}) == []
    assert found(api, *words) == set()
    assert CutOuts(api.store.pictures).get(place(content)) is None
    assert api.client.get(sent["href"], headers=api.key("admin")).status_code == 404


def test_a_content_that_another_dossier_has_stays_until_that_goes_too(api: Api) -> None:
    content = b"one content, two dossiers"
    first, second = dossier(api, content), dossier(api, content)
    erased = erase(api.store, first["id"], SYSTEM)
    assert erased
    assert erased.contents == 0
    assert api.store.files.content(sha(content)) == content
    assert CutOuts(api.store.pictures).get(place(content)) is not None
    erase(api.store, second["id"], SYSTEM)
    assert api.store.files.content(sha(content)) is None
    assert CutOuts(api.store.pictures).get(place(content)) is None


def test_a_content_that_comes_in_again_while_it_is_on_its_way_out_stays(api: Api) -> None:
    content = b"gone and back"
    with api.store.writing() as session:
        erasing.list_for_removal(session, [sha(content)])
    dossier(api, content)
    remove(api.store)
    assert api.store.files.content(sha(content)) == content
    with api.store.reading() as session:
        assert session.get(ErasedFile, sha(content)) is None


def test_removing_waits_for_whoever_is_recording_the_same_content(api: Api) -> None:
    content = b"at the same moment"
    sent = dossier(api, content)
    with api.store.writing() as session:
        session.execute(delete(File).where(File.dossier_id == sent["id"]))
        erasing.list_for_removal(session, [sha(content)])
    removing = threading.Thread(target=remove, args=(api.store,))
    with api.store.writing() as session:
        recorded = session.get_one(Dossier, sent["id"])
        with api.store.files.stage([io.BytesIO(content)]) as staged:
            dossiers.add_files(session, recorded, [NewFile("again.pdf", staged[0])])
            api.store.files.keep(staged[0])
            removing.start()
            time.sleep(0.3)
    removing.join()
    assert api.store.files.content(sha(content)) == content


def test_what_a_busy_worker_made_afterwards_goes_as_well(api: Api) -> None:
    content = b"late picture"
    erase(api.store, dossier(api, content)["id"], SYSTEM)
    CutOuts(api.store.pictures).put(place(content), b"made too late")
    remove(api.store)
    assert CutOuts(api.store.pictures).get(place(content)) is None
    with api.store.writing() as session:
        session.execute(update(ErasedFile).values(erased_at=now() - erasing.LINGER - dt.timedelta(hours=1)))
    remove(api.store)
    with api.store.reading() as session:
        assert erasing.listed(session) == []


def test_erasing_that_was_cut_off_is_finished_later(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"cut off"
    sent = dossier(api, content)
    with monkeypatch.context() as patch:
        patch.setattr("intake.store.files.FileStore.delete", lambda *_: (_ for _ in ()).throw(OSError("away")))
        with pytest.raises(OSError, match="away"):
            erase(api.store, sent["id"], SYSTEM)
    assert api.store.files.has(sha(content))
    retention.purge(api.store, api.settings)
    assert not api.store.files.has(sha(content))


def test_every_table_about_dossiers_belongs_to_them() -> None:
    ours = {table.name for table in belongings._belonging("x")}
    for table in Base.metadata.sorted_tables:
        if table.name != "audit_events" and {"dossier_id", "run_id"} & set(table.c.keys()):
            assert table.name in ours


def test_the_administrator_alone_erases_through_the_api(api: Api) -> None:
    sent = dossier(api, b"by the api")
    for key in (api.key("school", "De Gom"), api.key("gatekeeper", "Poort", ["passenderwijs"])):
        assert problem(api.client.delete(sent["href"], headers=key)) == (404, "not-found")
    assert api.client.delete(sent["href"], headers=api.key("admin")).status_code == 204
    assert api.client.delete(sent["href"], headers=api.key("admin")).status_code == 404
    with api.store.reading() as session:
        told = [event.event for event in audit.events(session, AuditFilter(dossier_id=sent["id"]))]
    assert "dossier_erased" in told


class TestRetention:
    def age(self, api: Api, sent: dict[str, Any], days: int) -> None:
        moment = now() - dt.timedelta(days=days)
        with api.store.writing() as session:
            session.execute(update(File).where(File.dossier_id == sent["id"]).values(created_at=moment))

    def due(self, api: Api) -> list[str]:
        with api.store.reading() as session:
            return list(retention.due(session, api.settings))

    def test_each_profile_has_its_own_time(self, api: Api) -> None:
        ours, other = dossier(api, b"p1"), dossier(api, b"p2", profile="capelle")
        self.age(api, ours, 100)
        self.age(api, other, 100)
        assert not {ours["id"], other["id"]} & set(self.due(api))
        with api.store.writing() as session:
            retention.keep_for(session, "capelle", 99, SYSTEM)
        assert self.due(api) == [other["id"]]
        (erased,) = retention.purge(api.store, api.settings)
        assert erased.left == []
        assert api.client.get(other["href"], headers=api.key("admin")).status_code == 404
        assert api.client.get(ours["href"], headers=api.key("admin")).status_code == 200

    def test_a_new_document_makes_it_young_again(self, api: Api) -> None:
        sent = dossier(api, b"p3")
        self.age(api, sent, 400)
        assert sent["id"] in self.due(api)
        more = [("files", ("more.pdf", b"p4"))]
        api.client.post(f"{sent['href']}/documents", headers=api.key("school", "De Gom"), files=more)
        assert sent["id"] not in self.due(api)


class TestExport:
    def unzipped(self, api: Api, sent: dict[str, Any], key: dict[str, str]) -> dict[str, bytes]:
        answer = api.client.get(f"{sent['href']}/export", headers=key)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
            return {name: found.read(name) for name in found.namelist()}

    def test_it_holds_everything_about_the_pupil_and_of_nobody_else(self, api: Api) -> None:
        one, two = dossier(api, b"first about Noor"), dossier(api, b"second about Noor", reference="other")
        key = api.key("school", "De Gom")
        stranger: dict[str, Any] = api.drop(key, ("x.pdf", b"another child")).json()
        files = self.unzipped(api, one, key)
        folders = [f"dossier-{each['id']}" for each in (one, two)]
        for folder, content in zip(folders, (b"first about Noor", b"second about Noor"), strict=True):
            assert files[f"{folder}/bestanden/{NAME}.pdf"] == content
            assert json.loads(files[f"{folder}/rapporten/rapport-1.json"])["pupil"]["name"] == NAME
            assert json.loads(files[f"{folder}/gegevens.json"])["files"][0]["sha256"] == sha(content)
            assert json.loads(files[f"{folder}/logboek.json"])
        assert not any(stranger["id"] in name for name in files)
        assert "LEESMIJ.txt" in files

    def test_only_what_one_may_see(self, api: Api) -> None:
        one = dossier(api, b"third about Noor")
        assert problem(api.client.get(f"{one['href']}/export", headers=api.key("school", "De Zee")))[0] == 404
        other = dossier(api, b"fourth about Noor", profile="capelle")
        keeper = api.key("gatekeeper", "Poort", ["passenderwijs"])
        assert not any(other["id"] in name for name in self.unzipped(api, one, keeper))

    def test_nothing_is_left_behind(self, api: Api) -> None:
        self.unzipped(api, dossier(api, b"fifth"), api.key("admin"))
        assert list((api.settings.files / "incoming").iterdir()) == []


def test_pictures_lie_with_the_file_that_they_show(api: Api) -> None:
    CutOuts(api.store.pictures).put(place(b"z"), b"picture")
    assert api.store.pictures.keys_under(of_file(sha(b"z")))


def test_no_table_keeps_rows_of_nobody(api: Api) -> None:
    with api.store.reading() as session:
        contents = set(session.scalars(select(File.sha256)))
    assert all(api.store.files.has(sha256) for sha256 in contents)


def placed(folder: Path) -> tuple[FileStore, Staged]:
    """A file that a request gave its lasting place and has not recorded yet."""
    files = FileStore(folder / "incoming", FolderBlobs(folder))
    request = folder / "incoming" / "request"
    request.mkdir()
    received = Incoming(request / "1")
    received.write(b"lost")
    return files, files.place(received.finish())


def test_what_was_placed_and_never_recorded_is_told_when_all_is_swept(tmp_path: Path) -> None:
    files, staged = placed(tmp_path)
    assert files.has(staged.sha256)
    assert files.sweep() == {staged.sha256}


def test_what_was_removed_before_it_was_recorded_is_placed_again(tmp_path: Path) -> None:
    files, staged = placed(tmp_path)
    files.delete(staged.sha256)
    files.keep(staged)
    assert files.content(staged.sha256) == b"lost"
