"""What is set where, and which of it holds."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from intake import settings
from intake.settings import Settings, SettingsFileError, mistakes
from workers.cli import main


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "dossierpoort.toml"
    path.write_text('port = 81\nworkers = 3\ndata = "/srv/dossiers"\n')
    monkeypatch.setenv("DOSSIERPOORT_CONFIG", str(path))
    return path


@pytest.mark.usefixtures("file")
def test_what_is_said_goes_before_environment_before_file_before_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIERPOORT_WORKERS", "4")
    found = Settings(port=82)
    assert (found.port, found.workers, found.data, found.host) == (82, 4, Path("/srv/dossiers"), "127.0.0.1")


def test_without_a_name_the_file_of_the_machine_is_read(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOSSIERPOORT_CONFIG")
    monkeypatch.setattr(settings, "FILE", tmp_path / "none.toml")
    assert Settings().workers == 1
    monkeypatch.setattr(settings, "FILE", file)
    assert Settings().workers == 3


@pytest.mark.parametrize(("content", "told"), [("port\n", "line 1"), (None, "No such file")])
def test_a_file_that_is_no_toml_or_not_there(file: Path, content: str | None, told: str) -> None:
    file.unlink() if content is None else file.write_text(content)
    with pytest.raises(SettingsFileError, match=told):
        Settings()


def test_a_wrong_setting_is_told_by_every_command_without_its_value(file: Path) -> None:
    file.write_text('workrs = 2\nfile_keys = "geheim"\n')
    result = CliRunner().invoke(main, ["key", "list"])
    assert result.exit_code == 1
    assert "workrs: " in result.stderr
    assert "file_keys: " in result.stderr
    assert "geheim" not in result.stderr


def test_other_mistakes_are_not_taken_for_settings() -> None:
    assert mistakes(ValueError("x")) == []
