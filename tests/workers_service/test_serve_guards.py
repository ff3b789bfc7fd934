"""What keeps the service from starting is said, in words that help."""

import socket
from pathlib import Path

import pytest

from intake.settings import Settings
from workers import embedded, serve
from workers.serve_errors import ServeError


def test_one_service_on_a_data_folder(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with serve._alone(settings), pytest.raises(ServeError, match="draait al"), serve._alone(settings):
        pass
    with serve._alone(settings):
        pass


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(ServeError, match="niet vrij"):
            serve.serve("127.0.0.1", other.getsockname()[1], tmp_path / "data", 1)


def test_no_redis_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ServeError, match="redis-server"):
        embedded.redis_command(Settings(data=tmp_path))


def test_redis_that_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="start niet"):
        embedded.wait_for_redis(Settings(data=tmp_path), 0.1)


def test_others_on_the_machine_do_not_look_in(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serve._alone(Settings(data=data)):
        assert data.stat().st_mode & 0o077 == 0


def test_settings_travel_as_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data=tmp_path, port=81, lease=2.5, redis_url="redis://r")
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings
