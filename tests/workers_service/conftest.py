import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from service_tree import Tree
from store_help import DAY
from tables import with_tables

from intake.settings import Settings
from intake.store import Store, dossiers


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tree]:
    """One service for all tests; each leaves it in working order."""
    tree = Tree(tmp_path_factory.mktemp("service"))
    yield tree.ready()
    tree.stop()


@pytest.fixture
def new_tree(tmp_path: Path) -> Iterator[Callable[[], Tree]]:
    """Starts a service on the test's own data folder."""
    trees: list[Tree] = []

    def start() -> Tree:
        trees.append(Tree(tmp_path))
        return trees[-1].ready()

    yield start
    for tree in trees:
        tree.stop()


@pytest.fixture
def settings(tmp_path: Path, engines: Callable[[], dict[str, str]], monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in {"data": tmp_path, "retry_delay": 0, "max_attempts": 2, **engines()}.items():
        monkeypatch.setenv(f"DOSSIERPOORT_{name}".upper(), str(value))
    return Settings()


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = with_tables(settings)
    yield store
    store.close()


@pytest.fixture
def run_id(store: Store) -> str:
    with store.files.stage([io.BytesIO(b"x")]) as staged, store.writing() as session:
        files = [dossiers.NewFile("a.pdf", file) for file in staged]
        run = dossiers.add(
            session, school_id=None, profile="passenderwijs", reference=None, received_on=DAY, files=files
        )
        store.files.keep(staged[0])
        return run.id
