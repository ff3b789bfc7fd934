"""The schools of `benchmarks/load.py`, in one process that costs next to nothing: the kernel sends the files.

Reads keys from standard input as JSON; for each round writes a line of [seconds from the first byte, seconds from the
last byte, status] of every school to standard output.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import socket
import sys
import time
from typing import IO

BOUNDARY = "dossier"
HEAD = (
    "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"profile": "passenderwijs", "received_on": "2026-05-01"}.items()
    )
    + f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="dossier.pdf"\r\n'
    "Content-Type: application/pdf\r\n\r\n"
).encode()
TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()
PAUSE = 2.0  # seconds between two rounds

Told = tuple[float, float, int]


def main() -> None:
    """Port, bytes of a file, rounds."""
    port, size, rounds = map(int, sys.argv[1:])
    keys = json.load(sys.stdin)
    with os.fdopen(os.memfd_create("load"), "r+b") as load:
        load.write(b"%PDF-1.4\n" + bytes(size))
        load.flush()
        for _ in range(rounds):
            print(json.dumps(asyncio.run(_round(port, keys, load))), flush=True)
            time.sleep(PAUSE)


async def _round(port: int, keys: list[str], load: IO[bytes]) -> list[Told]:
    """Every school sends a file of its own at the same moment, over a connection that is open by then."""
    start = asyncio.Event()
    schools = [asyncio.create_task(_school(port, key, load, start)) for key in keys]
    await asyncio.sleep(0.5)
    start.set()
    return await asyncio.gather(*schools)


async def _school(port: int, key: str, load: IO[bytes], start: asyncio.Event) -> Told:
    loop, own, size = asyncio.get_running_loop(), secrets.token_hex(16).encode(), os.fstat(load.fileno()).st_size
    with socket.socket() as connection:
        connection.setblocking(False)  # noqa: FBT003 - the method takes it so
        await loop.sock_connect(connection, ("127.0.0.1", port))
        await start.wait()
        began = time.monotonic()
        request = (
            "POST /api/v1/dossiers HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            f"Authorization: Bearer {key}\r\nContent-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
            f"Content-Length: {len(HEAD) + size + len(own) + len(TAIL)}\r\n\r\n"
        )
        await loop.sock_sendall(connection, request.encode() + HEAD)
        await loop.sock_sendfile(connection, load, 0, size, fallback=False)
        await loop.sock_sendall(connection, own + TAIL)
        sent, answer = time.monotonic(), b""
        while piece := await loop.sock_recv(connection, 65536):
            answer += piece
        ended = time.monotonic()
        return ended - began, ended - sent, int(answer.split(maxsplit=2)[1])


if __name__ == "__main__":
    main()
