"""The few requests of the tour."""

from __future__ import annotations

import json
import urllib.request
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 60  # seconds


class Client:
    """Asks a service at an address, with one key."""

    def __init__(self, address: str, key: str) -> None:
        self.address = address
        self.key = key

    def get(self, path: str) -> dict[str, Any]:
        """A JSON answer."""
        return self._ask(urllib.request.Request(self.address + path))  # noqa: S310 - our own address

    def drop(self, files: list[Path], fields: dict[str, str]) -> dict[str, Any]:
        """Send a dossier as a form with files, as a browser or curl would."""
        border = uuid.uuid4().hex
        parts = [(f'name="{name}"', value.encode()) for name, value in fields.items()]
        parts += [(f'name="files"; filename="{file.name}"', file.read_bytes()) for file in files]
        body = b"".join(
            f"--{border}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
            for head, content in parts
        )
        headers = {"Content-Type": f"multipart/form-data; boundary={border}"}
        data = body + f"--{border}--\r\n".encode()
        address = f"{self.address}/api/v1/dossiers"
        return self._ask(urllib.request.Request(address, data=data, headers=headers))  # noqa: S310 - our own address

    def _ask(self, request: urllib.request.Request) -> dict[str, Any]:
        request.add_header("Authorization", f"Bearer {self.key}")
        request.add_header("Accept", "application/json")
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            content: dict[str, Any] = json.load(answer)
            return content
