"""What is told of requests: an id that the logs and the answer bear, and how many there were and how long they took."""

import logging
import time

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from intake import logs

log = logging.getLogger(__name__)
LABELS = ("method", "route", "status")


class Observed:
    """Counts requests by their route, never by their address: ids of dossiers have no place in metrics."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self._app = app
        self._requests = Counter("dossierpoort_http_requests", "Requests answered", LABELS, registry=registry)
        self._seconds = Histogram(
            "dossierpoort_http_seconds", "Time until the answer began", LABELS[:2], registry=registry,
            buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
        )  # fmt: skip

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.monotonic()
        identity = logs.new_request_id(Headers(scope=scope).get("x-request-id"))
        logs.request_id.set(identity)

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-request-id", identity.encode())]
                route = getattr(scope.get("route"), "path", "none")
                method = scope["method"] if scope["method"] in METHODS else "other"
                self._requests.labels(method, route, message["status"]).inc()
                self._seconds.labels(method, route).observe(time.monotonic() - began)
                if not QUIET.intersection((route,)):
                    told = {"method": method, "route": route, "status": message["status"]}
                    log.info("answered", extra={"told": told | {"seconds": round(time.monotonic() - began, 3)}})
            await send(message)

        await self._app(scope, receive, send_on)


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
