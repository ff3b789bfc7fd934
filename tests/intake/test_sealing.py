"""Files are unreadable where they lie, and come back as they were; or not at all, when somebody was at them."""

import base64
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from intake_api import running
from pydantic import ValidationError

from intake.settings import Settings
from intake.store.blobs import BlobsAwayError, FolderBlobs
from intake.store.sealing import MAGIC, PIECE, TAG, SealedBlobs, TamperedError
from workers.commands import privacy

OLD, NEW = os.urandom(32), os.urandom(32)
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE]


def named(key: bytes) -> str:
    return base64.b64encode(key).decode()


def kept(tmp_path: Path, content: bytes, key: str = "aa/bb/name", keys: tuple[bytes, ...] = (OLD,)) -> FolderBlobs:
    (tmp_path / "source").write_bytes(content)
    inner = FolderBlobs(tmp_path / "blobs")
    SealedBlobs(inner, keys).put(key, tmp_path / "source")
    return inner


def fetched(tmp_path: Path, inner: FolderBlobs, key: str = "aa/bb/name", keys: tuple[bytes, ...] = (OLD,)) -> bytes:
    (tmp_path / "target").unlink(missing_ok=True)
    SealedBlobs(inner, keys).fetch(key, tmp_path / "target")
    assert sorted(path.name for path in tmp_path.iterdir() if "sealed" in path.name) == []
    return (tmp_path / "target").read_bytes()


@pytest.mark.parametrize("size", SIZES)
def test_a_file_comes_back_as_it_was(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    inner = kept(tmp_path, content)
    assert fetched(tmp_path, inner) == content
    assert SealedBlobs(inner, [OLD]).get("aa/bb/name") == content
    lies = inner.path("aa/bb/name").read_bytes()
    assert lies.startswith(MAGIC)
    assert size < 16 or content[:16] not in lies


@given(st.binary(max_size=200))
def test_a_small_content_comes_back_as_it_was(content: bytes) -> None:
    class Memory(FolderBlobs):
        def __init__(self) -> None:
            self.all: dict[str, bytes] = {}

        def write(self, key: str, content: bytes) -> None:
            self.all[key] = content

        def get(self, key: str) -> bytes | None:
            return self.all.get(key)

    blobs = SealedBlobs(Memory(), [OLD])
    blobs.write("a", content)
    assert blobs.get("a") == content
    assert blobs.get("b") is None


def test_what_was_kept_before_there_was_a_key_is_read_as_it_is(tmp_path: Path) -> None:
    inner = FolderBlobs(tmp_path / "blobs")
    content = b"%PDF-1.7" * PIECE
    inner.write("a/b/c", content)
    assert fetched(tmp_path, inner, "a/b/c") == content
    assert SealedBlobs(inner, [OLD]).get("a/b/c") == content


def test_a_new_key_seals_and_the_old_one_still_opens(tmp_path: Path) -> None:
    inner = kept(tmp_path, b"old")
    assert fetched(tmp_path, inner, keys=(NEW, OLD)) == b"old"
    with pytest.raises(BlobsAwayError, match="settings"):
        fetched(tmp_path, inner, keys=(NEW,))


@pytest.mark.parametrize("change", ["flip", "cut", "cut a piece", "swap pieces", "more"])
def test_what_somebody_changed_does_not_open(tmp_path: Path, change: str) -> None:
    inner = kept(tmp_path, os.urandom(3 * PIECE))
    path = inner.path("aa/bb/name")
    lies, head, size = bytearray(path.read_bytes()), len(MAGIC) + 24, PIECE + TAG
    if change == "flip":
        lies[-1] ^= 1
    elif change == "cut":
        lies = lies[:-5]
    elif change == "cut a piece":
        lies = lies[: head + 2 * size]
    elif change == "swap pieces":
        lies[head : head + 2 * size] = lies[head + size : head + 2 * size] + lies[head : head + size]
    else:
        lies += bytes(size)
    path.write_bytes(lies)
    with pytest.raises(TamperedError):
        fetched(tmp_path, inner)


def test_a_content_in_the_place_of_another_does_not_open(tmp_path: Path) -> None:
    inner = kept(tmp_path, b"of one child")
    inner.write("cc/dd/other", inner.path("aa/bb/name").read_bytes())
    with pytest.raises(TamperedError):
        fetched(tmp_path, inner, "cc/dd/other")


def test_the_service_seals_what_is_sent_and_seals_anew(tmp_path: Path) -> None:
    content = b"%PDF nobody may read this where it lies"
    with running(tmp_path / "data", file_keys=named(OLD)) as api:
        key = api.key("school")
        sent = api.drop(key, ("a.pdf", content)).json()
        (sha256,) = [file["sha256"] for file in sent["files"]]
        api.store.pictures.write(f"{sha256[:2]}/{sha256}/x.jpg", b"a picture")
        assert api.store.files.content(sha256) == content
    both = {"DOSSIERPOORT_FILE_KEYS": f"{named(NEW)},{named(OLD)}"}
    data = ["--data", str(tmp_path / "data")]
    assert CliRunner().invoke(privacy.command, ["reseal", *data], env=both).output == "1 files\n"
    assert not [path for path in (tmp_path / "data").rglob("*") if path.is_file() and content in path.read_bytes()]
    with running(tmp_path / "data", file_keys=named(NEW)) as api:
        assert api.store.files.content(sha256) == content
        assert api.store.pictures.get(f"{sha256[:2]}/{sha256}/x.jpg") == b"a picture"


WRONG = {"text": "no base64 at all", "short": named(b"short"), "second": f"{named(OLD)},!"}


@pytest.mark.parametrize("given", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_key_is_refused_without_being_told(given: str) -> None:
    with pytest.raises(ValidationError) as error:
        Settings(file_keys=given)
    assert given not in str(error.value)
