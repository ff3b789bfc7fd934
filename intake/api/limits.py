"""How often somebody may ask: each asker has a bucket that fills steadily, and every request takes one drop from it.

Kept in the memory of the web process: a limit keeps one client from taking the service away from the others, it counts
nothing out.
"""

import math
import threading
import time
from collections.abc import Callable

from starlette.requests import Request

from intake.api.problems import TOO_MANY_REQUESTS, ProblemError

ROUNDING = 1e-6  # of a drop
SWEEP_EVERY = 1000  # requests between forgetting those who are long gone


def address(request: Request) -> str:
    """Where a request comes from, as far as the proxy in front is believed."""
    return request.client.host if request.client else ""


class Limiter:
    """So many requests a minute for each name, all of them at once if need be."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = per_minute
        self._per_second = per_minute / 60
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}  # drops left, as of when
        self._requests = 0

    def take(self, name: str) -> None:
        """Count a request. Raises ProblemError (429), with the seconds to wait, when the bucket is empty."""
        with self._lock:
            moment = self._clock()
            left = self._filled(name, moment)
            if left < 1 - ROUNDING:
                wait = math.ceil((1 - left) / self._per_second)
                headers = {"Retry-After": str(wait)}
                raise ProblemError(TOO_MANY_REQUESTS, f"Probeer het over {wait} s opnieuw.", headers)
            self._buckets[name] = (max(left - 1, 0), moment)
            self._requests += 1
            if self._requests % SWEEP_EVERY == 0:
                self._sweep(moment)

    def _filled(self, name: str, moment: float) -> float:
        left, since = self._buckets.get(name, (self._most, moment))
        return min(self._most, left + (moment - since) * self._per_second)

    def _sweep(self, moment: float) -> None:
        """A full bucket is as good as none."""
        self._buckets = {name: kept for name, kept in self._buckets.items() if self._filled(name, moment) < self._most}
