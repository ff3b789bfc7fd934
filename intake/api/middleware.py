"""What holds for every request and every answer."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intake.api import tus
from intake.api.problems import TOO_LARGE, ProblemError

API_VERSION = "1.0.0"
IN_MEMORY = "application/x-www-form-urlencoded"
MOST_IN_MEMORY = 1_000_000


class BodyLimit:
    """Stops reading a body that is larger than `most` bytes, whether it says so beforehand or not.

    Forms without files and JSON are read into memory, so much less is taken of them. The framework's own limit answers
    in plain text, where a problem is due.
    """

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        kind = headers.get("content-type", "").lower()
        most = self._most if not (kind.startswith(IN_MEMORY) or "json" in kind) else min(self._most, MOST_IN_MEMORY)
        said = headers.get("content-length", "")
        announced = int(said) if said.isdecimal() else 0
        received = 0

        async def receive_on() -> Message:
            nonlocal received
            message = {} if announced > most else await receive()
            received += len(message.get("body", b""))
            if max(announced, received) > most:
                raise ProblemError(TOO_LARGE, f"Stuur ten hoogste {most // 1_000_000} MB in één keer.")
            return message

        await self._app(scope, receive_on, send)


class PlainHeaders:
    """Says which version of the API answers, and that nothing of a child's dossier is to be kept around.

    A route that says otherwise about its own answer is left to it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("cache-control", "no-store")
                headers["api-version"] = API_VERSION
                if scope["path"].startswith(tus.PATH):
                    headers["tus-resumable"] = tus.VERSION
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "same-origin"
            await send(message)

        await self._app(scope, receive, send_on)
