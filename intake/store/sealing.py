"""Contents that are encrypted where they lie, piece by piece, so that no file is held in memory.

A sealed content is a header and pieces of 64 KiB, each with AES-256-GCM under a key of its own for the content (HKDF of
the service's key and a random salt). The nonce of a piece is its number and whether it is the last, so pieces can't be
left out, swapped or cut off; the content's name is authenticated along with it, so contents can't change places.
A content without the header was kept before there was a key, and is read as it is.
"""

import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from intake.store.blobs import Blobs, BlobsAwayError

MAGIC = b"DPSEAL1\n"
PIECE = 64 * 1024
TAG = 16
NAME, SALT = 8, 16  # bytes of the key's name and of the salt


class TamperedError(OSError):
    """A sealed content that is not what was sealed: damaged, cut off, or put in the place of another."""


class SealedBlobs:
    """Blobs that seal with the first key and open with any of them; 32 bytes each."""

    def __init__(self, inner: Blobs, keys: Sequence[bytes]) -> None:
        self._inner = inner
        self._first = keys[0]
        self._keys = {_name(key): key for key in keys}

    def has(self, key: str) -> bool:
        """Whether there is a content under this key."""
        return self._inner.has(key)

    def put(self, key: str, source: Path) -> None:
        """Seal a file and keep that; the plain one may go."""
        sealed = source.with_name(f"{source.name}.sealed")
        with source.open("rb") as plain, sealed.open("xb") as target:
            for piece in self._seal(key, plain):
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        self._inner.put(key, sealed)
        sealed.unlink(missing_ok=True)

    def write(self, key: str, content: bytes) -> None:
        """Seal and keep a small content that can be made again."""
        self._inner.write(key, b"".join(self._seal(key, io.BytesIO(content))))

    def get(self, key: str) -> bytes | None:
        """A small content, opened."""
        found = self._inner.get(key)
        return None if found is None else b"".join(self._open(key, io.BytesIO(found)))

    def fetch(self, key: str, target: Path) -> None:
        """Open the content into a file."""
        sealed = target.with_name(f"{target.name[:200]}.sealed")
        self._inner.fetch(key, sealed)
        try:
            with sealed.open("rb") as source, target.open("xb") as plain:
                for piece in self._open(key, source):
                    plain.write(piece)
        finally:
            sealed.unlink()

    def delete(self, key: str) -> None:
        """Remove the content, if there is one."""
        self._inner.delete(key)

    def delete_under(self, folder: str) -> None:
        """Remove all contents whose keys begin with this and a slash."""
        self._inner.delete_under(folder)

    def keys_under(self, folder: str) -> Sequence[str]:
        """The keys that begin with this and a slash."""
        return self._inner.keys_under(folder)

    def _seal(self, key: str, plain: BinaryIO) -> Iterator[bytes]:
        salt = os.urandom(SALT)
        header = MAGIC + _name(self._first) + salt
        yield header
        cipher, about = _cipher(self._first, salt), header + key.encode()
        piece, number, last = plain.read(PIECE), 0, False
        while not last:
            following = plain.read(PIECE)
            last = not following
            yield cipher.encrypt(_nonce(number, last=last), piece, about)
            piece, number = following, number + 1

    def _open(self, key: str, sealed: BinaryIO) -> Iterator[bytes]:
        header = sealed.read(len(MAGIC) + NAME + SALT)
        if not header.startswith(MAGIC):
            yield header
            while plain := sealed.read(PIECE):
                yield plain
            return
        name, salt = header[len(MAGIC) : -SALT], header[-SALT:]
        if name not in self._keys:
            raise BlobsAwayError(f"sealed with key {name.hex()}, which the settings don't hold")
        cipher, about = _cipher(self._keys[name], salt), header + key.encode()
        piece, number, last = sealed.read(PIECE + TAG), 0, False
        while not last:
            following = sealed.read(PIECE + TAG)
            last = not following
            try:
                yield cipher.decrypt(_nonce(number, last=last), piece, about)
            except InvalidTag as error:
                raise TamperedError("a sealed content does not open") from error
            piece, number = following, number + 1


def _name(key: bytes) -> bytes:
    """What a key is known by in the header; it tells nothing of the key."""
    return hashlib.sha256(b"dossierpoort key name" + key).digest()[:NAME]


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"dossierpoort content").derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
