"""What was backed up is all there after it is restored, and what was under way goes on."""

import io
import os
import subprocess
import tarfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import boto3
import pytest
from click.testing import CliRunner, Result
from engines import Bucket, Postgres
from sqlalchemy import select
from store_help import DAY, REPORT, claim, state, take_back

from intake.cutouts import of_file
from intake.settings import Settings
from intake.store import Store, dossiers, runs
from intake.store.tables import Dossier, File, ReportVersion
from workers import jobs
from workers.cli import main

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
PDF = b"%PDF-1.7 "


def command(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def drop(store: Store, content: bytes) -> str:
    with store.files.stage([io.BytesIO(content)]) as staged, store.writing() as session:
        files = [dossiers.NewFile("a.pdf", file) for file in staged]
        fields: dict[str, Any] = {"profile": "passenderwijs", "reference": None, "received_on": DAY}
        run = dossiers.add(session, school_id=None, files=files, **fields)
        store.files.keep(staged[0])
        return run.id


def everything(store: Store) -> dict[str, Any]:
    """Each dossier with its reports and the contents of its files."""
    with store.reading() as session:
        reports = session.execute(select(ReportVersion.dossier_id, ReportVersion.version, ReportVersion.content))
        names = session.execute(select(File.dossier_id, File.name, File.sha256)).all()
        return {
            "dossiers": sorted(session.scalars(select(Dossier.id))),
            "reports": sorted(map(repr, reports)),
            "files": sorted((id_, name, store.files.content(sha256)) for id_, name, sha256 in names),
            "pictures": sorted(
                (key, store.pictures.get(key)) for *_, sha256 in names for key in pictures(store, sha256)
            ),
        }


def pictures(store: Store, sha256: str) -> Sequence[str]:
    return store.pictures.keys_under(of_file(sha256))


def fill(store: Store, settings: Settings) -> tuple[str, str]:
    """A dossier that is reported and has a picture, one that is being read and one in line: the runs of these two."""
    done, busy, waiting = (drop(store, PDF + name) for name in (b"done", b"busy", b"waiting"))
    work = claim(store, settings, done)
    with store.writing() as session:
        runs.report(session, work, REPORT, "0")
    store.pictures.write(f"{of_file(work.files[0][1])}/x.jpg", b"picture")
    claim(store, settings, busy)
    return busy, waiting


def goes_on(store: Store, settings: Settings, busy: str, waiting: str) -> None:
    assert take_back(store, settings) == (1, 0)
    for run_id in (busy, waiting):
        jobs.process(run_id)
        assert state(store, run_id)[0] == "reported"


@pytest.fixture(params=["plain", "sealed"])
def here(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("DOSSIERPOORT_FILE_KEYS", KEY if request.param == "sealed" else "")
    monkeypatch.setenv("DOSSIERPOORT_DATA", str(tmp_path / "there"))
    return Settings(data=tmp_path / "here")


@pytest.fixture
def store(here: Settings) -> Iterator[Store]:
    with closing(Store(here)) as store:
        store.migrate()
        yield store


def test_all_is_there_again_and_what_was_under_way_goes_on(store: Store, here: Settings, tmp_path: Path) -> None:
    busy, waiting = fill(store, here)
    inbox = here.data / "folders" / "s" / "inbox"
    inbox.mkdir(parents=True)
    (inbox / "x.pdf").write_bytes(PDF)
    (inbox / "secret").symlink_to("/etc/hostname")
    archive = tmp_path / "backup.tar"
    assert command("backup", archive, "--data", here.data).stdout == "3 dossiers, 1 reports, 3 files\n"
    assert archive.stat().st_mode & 0o077 == 0
    assert not list(here.data.glob("backup-*"))
    with tarfile.open(archive) as tar:
        assert [name for name in tar.getnames() if "secret" in name or "incoming" in name] == []

    assert command("restore", archive).stdout == "3 dossiers, 1 reports, 3 files\n"
    there = Settings()
    with closing(Store(there)) as restored:
        assert everything(restored) == everything(store)
        goes_on(restored, there, busy, waiting)
    assert (there.data / "folders" / "s" / "inbox" / "x.pdf").read_bytes() == PDF


def test_what_comes_in_meanwhile_is_there_whole_or_not_at_all(store: Store, here: Settings, tmp_path: Path) -> None:
    stop = threading.Event()

    def send() -> None:
        number = 0
        while not stop.is_set():
            drop(store, PDF + str(number).encode())
            number += 1

    thread = threading.Thread(target=send)
    thread.start()
    archives = [tmp_path / f"{number}.tar" for number in range(3)]
    told = [command("backup", archive, "--data", here.data) for archive in archives]
    stop.set()
    thread.join()
    assert all(result.exit_code == 0 for result in told), [result.output + result.stderr for result in told]
    for archive in archives:
        assert command("restore", archive, "--data", archive.with_suffix("")).exit_code == 0


def test_a_damaged_file_is_told_and_the_rest_is_restored(store: Store, here: Settings, tmp_path: Path) -> None:
    fill(store, here)
    next(path for path in here.files.rglob("*") if path.is_file()).write_bytes(b"broken")
    archive = tmp_path / "backup.tar"
    command("backup", archive, "--data", here.data)
    result = command("restore", archive)
    assert (result.exit_code, result.stdout) == (1, "3 dossiers, 1 reports, 3 files\n")
    assert "1 files are damaged" in result.stderr


def test_nothing_is_overwritten_and_what_is_no_backup_is_refused(store: Store, here: Settings, tmp_path: Path) -> None:
    drop(store, PDF)
    archive = tmp_path / "backup.tar"
    archive.write_bytes(b"other")
    for words, told in (
        (("backup", archive, "--data", here.data), "exists already"),
        (("restore", archive, "--data", here.data), "not empty"),
        (("restore", archive), "can't be unpacked"),
        (("backup", tmp_path / "x", "--data", tmp_path / "nothing"), "there is no"),
    ):
        result = command(*words)
        assert result.exit_code == 1
        assert told in result.stderr
    assert archive.read_bytes() == b"other"


def test_the_way_that_is_documented_for_postgresql_and_a_bucket(
    postgres: Postgres,
    bucket: Bucket,
    engines_alone: Callable[[], dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    addresses = engines_alone()
    settings = Settings(data=tmp_path / "here", **addresses)
    with closing(Store(settings)) as store:
        busy, waiting = fill(store, settings)
        before = everything(store)
    for name, value in addresses.items():
        monkeypatch.setenv(f"DOSSIERPOORT_{name}".upper(), value)
    assert "docs/operating.md" in command("backup", tmp_path / "x").stderr

    dump, database, copy = tmp_path / "dossierpoort.dump", postgres.database("template0"), bucket.address()
    subprocess.run(["pg_dump", "-Fc", "-f", dump, addresses["database_url"]], check=True)
    copy_objects(bucket, addresses["files_url"], copy)
    subprocess.run(["pg_restore", "--no-owner", "-d", postgres.address(database), dump], check=True)

    monkeypatch.setenv("DOSSIERPOORT_DATABASE_URL", postgres.address(database))
    monkeypatch.setenv("DOSSIERPOORT_FILES_URL", copy)
    monkeypatch.setenv("DOSSIERPOORT_DATA", str(tmp_path / "there"))
    there = Settings()
    with closing(Store(there)) as restored:
        assert restored.up_to_date()
        assert everything(restored) == before
        goes_on(restored, there, busy, waiting)


def copy_objects(bucket: Bucket, source: str, target: str) -> None:
    """What `aws s3 sync` does."""
    words = {"aws_access_key_id": "key", "aws_secret_access_key": "geheim", "region_name": "us-east-1"}
    client = boto3.session.Session().client("s3", endpoint_url=f"http://127.0.0.1:{bucket.port}", **words)
    old, new = (f"{os.path.basename(address)}/" for address in (source, target))  # noqa: PTH119 - no path
    for found in client.list_objects_v2(Bucket="dossiers", Prefix=old)["Contents"]:
        place = {"Bucket": "dossiers", "Key": found["Key"]}
        client.copy_object(Bucket="dossiers", Key=found["Key"].replace(old, new, 1), CopySource=place)
