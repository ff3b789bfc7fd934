"""Contents in a bucket that speaks S3."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from intake.store.blobs import BlobsAwayError

MOST_CONNECTIONS = 50
ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})


class BucketBlobs:
    """Contents under `prefix` in a bucket.

    The address is `s3://bucket/prefix`, with credentials and endpoint as the AWS tools know them, or for any other
    server `s3+https://key:secret@host:port/bucket/prefix` (`s3+http` without TLS).
    """

    def __init__(self, address: str, prefix: str) -> None:
        parts = urlsplit(address)
        path = parts.path.strip("/")
        if parts.scheme == "s3":
            self._bucket, inside = parts.netloc, path
        else:
            self._bucket, _, inside = path.partition("/")
        self._prefix = "".join(f"{part}/" for part in (inside, prefix) if part)
        self._client = _client(parts.scheme, "" if parts.scheme == "s3" else parts.netloc)

    def has(self, key: str) -> bool:
        """Whether there is a content under this key."""
        try:
            with _told():
                self._client.head_object(Bucket=self._bucket, Key=self._prefix + key)
        except FileNotFoundError:
            return False
        return True

    def put(self, key: str, source: Path) -> None:
        """Send a file; the server answers once it is kept."""
        with _told(), source.open("rb") as file:
            self._client.put_object(Bucket=self._bucket, Key=self._prefix + key, Body=file)

    def write(self, key: str, content: bytes) -> None:
        """Keep a small content."""
        with _told():
            self._client.put_object(Bucket=self._bucket, Key=self._prefix + key, Body=content)

    def get(self, key: str) -> bytes | None:
        """A small content."""
        try:
            with _told():
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)
                content: bytes = answer["Body"].read()
        except FileNotFoundError:
            return None
        return content

    def fetch(self, key: str, target: Path) -> None:
        """Write the content to a file as it comes in."""
        with _told():
            answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + key)
            with target.open("xb") as file:
                shutil.copyfileobj(answer["Body"], file)

    def delete(self, key: str) -> None:
        """Remove the content, if there is one."""
        with _told():
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + key)

    def delete_under(self, folder: str) -> None:
        """Remove all contents whose keys begin with this and a slash."""
        for key in self.keys_under(folder):
            self.delete(key)

    def keys_under(self, folder: str) -> Sequence[str]:
        """The keys that begin with this and a slash."""
        with _told():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=f"{self._prefix}{folder}/"
            )
            return [found["Key"].removeprefix(self._prefix) for page in pages for found in page.get("Contents", [])]


@cache  # a quarter of a second each, and several threads may share one
def _client(scheme: str, host: str) -> Any:
    given: dict[str, Any] = {}
    if host:
        credentials, _, server = host.rpartition("@")
        user, _, secret = credentials.partition(":")
        given["endpoint_url"] = f"{scheme.removeprefix('s3+')}://{server}"
        given["region_name"] = "us-east-1"  # servers that are not Amazon's want one named and ignore it
        if user:
            given |= {"aws_access_key_id": unquote(user), "aws_secret_access_key": unquote(secret)}
    retries: Any = {"total_max_attempts": 3, "mode": "standard"}
    path_style: Any = {"addressing_style": "path"} if host else {}
    config = Config(
        connect_timeout=5, read_timeout=30, retries=retries, s3=path_style, max_pool_connections=MOST_CONNECTIONS
    )
    return boto3.session.Session().client("s3", config=config, **given)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        if code in ABSENT:
            raise FileNotFoundError(code) from error
        raise BlobsAwayError(code) from error
    except BotoCoreError as error:
        raise BlobsAwayError(type(error).__name__) from error
