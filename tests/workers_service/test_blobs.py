"""Contents by key, in a folder and in a bucket alike."""

from pathlib import Path

import pytest
from engines import Bucket

from intake.store.blobs import Blobs, BlobsAwayError, FolderBlobs
from intake.store.bucket import BucketBlobs


@pytest.fixture(params=["folder", "bucket"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "folder":
        return FolderBlobs(tmp_path / "blobs")
    bucket: Bucket = request.getfixturevalue("bucket")
    return BucketBlobs(bucket.address(), "files")


def test_what_is_put_is_there_until_it_is_deleted(blobs: Blobs, tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"content")
    assert not blobs.has("ab/cd")
    blobs.put("ab/cd", source)
    assert blobs.has("ab/cd")
    assert blobs.get("ab/cd") == b"content"
    blobs.fetch("ab/cd", target)
    assert target.read_bytes() == b"content"
    for _ in range(2):
        blobs.delete("ab/cd")
    assert not blobs.has("ab/cd")


def test_a_small_content_is_replaced_whole(blobs: Blobs) -> None:
    for content in (b"one", b"another"):
        blobs.write("ab/x.jpg", content)
        assert blobs.get("ab/x.jpg") == content


def test_what_is_not_there(blobs: Blobs, tmp_path: Path) -> None:
    assert blobs.get("nowhere") is None
    with pytest.raises(FileNotFoundError):
        blobs.fetch("nowhere", tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_a_bucket_that_is_away_or_refuses_says_so_without_its_secret(bucket: Bucket) -> None:
    for address in ("s3+http://k:geheim@127.0.0.1:9/b", f"s3+http://k:geheim@127.0.0.1:{bucket.port}/no-such-bucket"):
        with pytest.raises(BlobsAwayError) as caught:
            BucketBlobs(address, "").write("a", b"")
        assert "geheim" not in str(caught.value)
