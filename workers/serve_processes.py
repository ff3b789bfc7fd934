"""Processes that belong together: started by one parent, started again when they die, stopped with it."""

import logging
import subprocess
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

log = logging.getLogger(__name__)
LONGEST_WAIT = 5.0  # seconds before a process that keeps dying is started again
STEADY = 20.0  # seconds after which a process counts as healthy again


@dataclass
class Member:
    """One process, whichever time it was started.

    `grace` is how many seconds it gets to stop, `orphaned` the signal that the kernel sends when its parent is gone.
    """

    name: str
    command: list[str]
    environment: Mapping[str, str]
    grace: float
    orphaned: str = "TERM"
    process: subprocess.Popen[bytes] = field(init=False)
    started: float = 0
    deaths: int = 0
    again_at: float | None = None

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches the parent alone, which stops all in order."""
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            ["/usr/bin/setpriv", "--pdeathsig", self.orphaned, "--", *self.command],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.started = time.monotonic()
        self.again_at = None

    def tend(self) -> None:
        """Start it again when it has died, later and later when it keeps dying."""
        moment = time.monotonic()
        if self.again_at is not None:
            if moment >= self.again_at:
                self.start()
        elif self.process.poll() is not None:
            self.deaths = 1 if moment - self.started > STEADY else self.deaths + 1
            wait = min(0.25 * 2**self.deaths, LONGEST_WAIT)
            log.warning("%s ended (%s), starts again in %.1f s", self.name, self.process.returncode, wait)
            self.again_at = moment + wait


class Family:
    """Members in the order in which they were started; they are stopped the other way round."""

    def __init__(self) -> None:
        self._members: list[Member] = []

    def start(self, member: Member) -> None:
        """Start a member and keep it running."""
        self._members.append(member)
        member.start()

    def tend(self, stop: threading.Event) -> None:
        """Keep all of them running until `stop`."""
        while not stop.wait(0.2):
            for member in self._members:
                member.tend()

    def stop(self) -> None:
        """Stop all of them. Members next to each other with the same name are stopped side by side."""
        while self._members:
            name = self._members[-1].name
            group = [member for member in self._members if member.name == name]
            self._members = [member for member in self._members if member.name != name]
            for member in group:
                member.process.terminate()
            for member in group:
                _end(member)


def _end(member: Member) -> None:
    try:
        member.process.wait(member.grace)
    except subprocess.TimeoutExpired:
        member.process.terminate()  # told twice, a worker drops its job, which is taken up after the next start
        try:
            member.process.wait(2)
        except subprocess.TimeoutExpired:
            member.process.kill()
            member.process.wait()
