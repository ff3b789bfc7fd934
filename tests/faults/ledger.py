"""What was sent and accepted, kept outside the service, and what the service made of it."""

import hashlib
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx
from world import World

PAGE = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""
FIELDS = {"profile": "passenderwijs", "received_on": "2026-05-01"}
MOST_WAITING = 40
UNDER_WAY = ("received", "queued", "processing")
EVERY = 7  # of so many dossiers one gets a second file later


def small_pdf(number: int) -> bytes:
    """A page of its own for every number."""
    text = f"BT /F 12 Tf 60 700 Td (Leerling nummer {number} krijgt hulp bij het lezen) Tj ET".encode()
    return PAGE % (len(text), text)


@dataclass
class Ledger:
    """Drops dossiers, as patiently as a good client: the same Idempotency-Key until it hears a 202."""

    world: World
    count: int
    pause: float
    accepted: dict[str, list[str]] = field(default_factory=dict)  # hashes of the files by the id of the dossier
    refusals: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    looking: threading.Lock = field(default_factory=threading.Lock)
    looked_at: float = 0
    many: bool = False

    def start(self, clients: int) -> list[threading.Thread]:
        """Drop them, from so many clients side by side."""
        numbers = iter(range(self.count))
        lock = threading.Lock()

        def client() -> None:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                self._drop(number)
                while self._many_wait():  # a slow machine is no fault of the service
                    time.sleep(1)
                time.sleep(self.pause)  # in which what just answered may die

        threads = [threading.Thread(target=client, daemon=True) for _ in range(clients)]
        for thread in threads:
            thread.start()
        return threads

    def _many_wait(self) -> bool:
        """Whether the service has enough to do. One look a second for all clients: looking is work for it as well."""
        with self.looking:
            if time.monotonic() - self.looked_at > 1:
                self.many, self.looked_at = _unfinished(self.world) > MOST_WAITING, time.monotonic()
            return self.many

    def _drop(self, number: int) -> None:
        files = [small_pdf(number)]
        dossier = self._send("/api/v1/dossiers", files[0], f"drop-{number}", FIELDS)
        if number % EVERY == 0:
            files.append(small_pdf(self.count + number))
            self._send(f"{dossier['href']}/documents", files[1], f"add-{number}", {})
        assert dossier["id"] not in self.accepted, "two drops became one dossier"
        self.accepted[dossier["id"]] = [hashlib.sha256(file).hexdigest() for file in files]

    def _send(self, address: str, content: bytes, token: str, fields: dict[str, str]) -> dict[str, Any]:
        headers = self.world.keys["school"] | {"Idempotency-Key": token}
        began = time.monotonic()
        while True:
            try:
                sent = [("files", (f"{token}.pdf", content))]
                response = self.world.client.post(address, headers=headers, data=fields, files=sent)
            except httpx.TransportError as error:
                self.refusals[type(error).__name__] += 1
            else:
                if response.status_code == 202:
                    self.slowest = max(self.slowest, time.monotonic() - began)
                    dossier: dict[str, Any] = response.json()
                    return dossier
                self.refusals[str(response.status_code)] += 1
                assert response.status_code in (503, 500, 429), response.text
            time.sleep(0.5)


@dataclass
class Verdict:
    """What became of all that was accepted."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    attempts: Counter[int] = field(default_factory=Counter)
    seconds: float = 0


def judge(ledger: Ledger, patience: float) -> Verdict:
    """Wait until every dossier is reported, at most so many seconds; then look at each."""
    verdict, began = Verdict(), time.monotonic()
    while _unfinished(ledger.world) and time.monotonic() - began < patience:
        time.sleep(1)
    verdict.seconds = time.monotonic() - began
    states = {id_: _state(ledger.world, id_) for id_ in ledger.accepted}
    verdict.lost = [id_ for id_, state in states.items() if state is None]
    verdict.stuck = [id_ for id_, state in states.items() if state not in (None, "reported")]
    listed, page = [], "/api/v1/dossiers?page_size=100"
    while page:
        answer = ledger.world.look(page).json()
        listed += [item["id"] for item in answer["items"]]
        page = answer["next"]
    verdict.doubled = sorted(set(listed) - set(ledger.accepted))
    for id_, hashes in ledger.accepted.items():
        if states[id_] == "reported":
            _look(ledger.world, id_, hashes, verdict)
    return verdict


def _unfinished(world: World) -> int:
    """How many runs wait or are being done, as far as the service can tell at the moment."""
    try:
        text = world.client.get("/metrics").raise_for_status().text
    except (httpx.TransportError, httpx.HTTPStatusError):
        return MOST_WAITING + 1  # it can't
    counts = (line.rsplit(" ", 1) for line in text.splitlines() if line.startswith("dossierpoort_runs{"))
    return sum(
        int(float(count)) for labels, count in counts if any(f'state="{state}"' in labels for state in UNDER_WAY)
    )


def _state(world: World, id_: str) -> str | None:
    response = world.look(f"/api/v1/dossiers/{id_}")
    return None if response.status_code == 404 else str(response.json()["state"])


def _look(world: World, id_: str, hashes: list[str], verdict: Verdict) -> None:
    dossier = world.look(f"/api/v1/dossiers/{id_}").json()
    verdict.attempts[dossier["progress"]["attempt"]] += 1
    if dossier["report_version"] != len(hashes) or len(dossier["files"]) != len(hashes):
        verdict.doubled.append(id_)
    report = world.look(f"/api/v1/dossiers/{id_}/report").json()
    read = [document["sha256"] for document in report["documents"] if document["page_count"] == 1]
    if sorted(read) != sorted(hashes):
        verdict.wrong.append(id_)
