"""What is wrong with a set-up is told, with what to do about it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from engines import Redis
from service_tree import free_port
from sqlalchemy import text

from intake.settings import Settings
from intake.store import Store
from workers import doctor
from workers.doctor_setup import diagnose


def advised(settings: Settings) -> set[str]:
    return {diagnosis.subject for diagnosis in diagnose(settings) if diagnosis.advice}


def test_a_good_set_up(tmp_path: Path, engines: Callable[[], dict[str, str]], redis_server: Redis) -> None:
    addresses = engines()
    if addresses:
        addresses |= {"redis_url": redis_server.address()}
    settings = Settings(data=tmp_path, **addresses)
    tmp_path.chmod(0o700)
    with closing(Store(settings)) as store:
        store.migrate()
    assert advised(settings) <= {"Room"}


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    assert advised(Settings(data=tmp_path / "data")) <= {"Room"}
    assert not list(tmp_path.iterdir())


def test_servers_that_are_not_there(tmp_path: Path) -> None:
    port = free_port()
    settings = Settings(
        data=tmp_path,
        database_url=f"postgresql://u:geheim@127.0.0.1:{port}/d",
        redis_url=f"redis://:geheim@127.0.0.1:{port}",
        files_url=f"s3+http://k:geheim@127.0.0.1:{port}/b",
        smtp_url=f"smtp://u:geheim@127.0.0.1:{port}",
        oidc_issuer=f"http://127.0.0.1:{port}",
        public_url="http://poort.example",
    )
    assert advised(settings) >= {"Database", "Redis", "Files", "Mail", "Sign-in", "Address"}
    assert "geheim" not in " ".join(diagnosis.found for diagnosis in diagnose(settings))


def test_a_mail_server_that_answers(tmp_path: Path) -> None:
    port = free_port()
    mail = Controller(Sink(), hostname="127.0.0.1", port=port)
    mail.start()
    assert "Mail" not in advised(Settings(data=tmp_path, smtp_url=f"smtp://127.0.0.1:{port}"))
    mail.stop()


def test_tables_of_another_version_and_a_folder_that_is_open(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    tmp_path.chmod(0o755)
    with closing(Store(settings)) as store:
        store.migrate()
        with store.writing() as session:
            session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert advised(settings) >= {"Database", "Data folder"}


def test_a_redis_that_forgets(tmp_path: Path, redis_server: Redis) -> None:
    settings = Settings(data=tmp_path, redis_url=redis_server.address())
    with redis_server.forgetting():
        assert "Redis" in advised(settings)
    assert "Redis" not in advised(settings)


def test_wrong_settings_are_a_diagnosis_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIERPOORT_PORT", "x")
    *_, last = doctor.diagnose()
    assert (last.subject, bool(last.advice)) == ("Settings", True)
    assert "port" in last.found
