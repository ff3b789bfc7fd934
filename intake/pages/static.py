"""Style sheets, scripts and what we use of others, served at `/static/`.

Each address bears a hash of the content, so a browser may keep a file for ever: what changes has another address.
"""

import hashlib
from pathlib import Path

from starlette.datastructures import QueryParams
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
_HASHES = {
    path.relative_to(FOLDER).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    for path in FOLDER.rglob("*")
    if path.is_file()
}


def address(name: str) -> str:
    """Where a page finds this file. Raises KeyError for one that is not there."""
    return f"/static/{name}?v={_HASHES[name]}"


class OwnFiles(StaticFiles):
    """The files; kept for ever when asked for by the hash that they have, otherwise asked again each time."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at this path."""
        response = await super().get_response(path, scope)
        asked = QueryParams(scope["query_string"]).get("v")
        current = asked is not None and asked == _HASHES.get(path)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if current else "no-cache"
        return response
