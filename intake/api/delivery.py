"""Accepting files: written first, recorded then, done once however often it is asked with the same Idempotency-Key."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header

from intake.api.asking import Sender
from intake.api.problems import KEY_REUSED, ProblemError
from intake.api.state import TheService, Writing
from intake.api.uploads import Upload
from intake.store import idempotency
from intake.store.dossiers import NewFile
from intake.store.files import Staged
from intake.store.tables import Run


@dataclass
class Delivery:
    """What one request sends, and the transaction that it is recorded in."""

    service: TheService
    asker: Sender
    upload: Upload
    unit: Writing
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None

    def accept(self, action: str, record: Callable[[list[NewFile]], Run]) -> Run:
        """Let `record` write the rows, unless the same request was accepted before; then its run is the answer.

        The slow part, writing to disk, comes before the first question to the database.
        """
        with self.service.store.files.stage([file.file for _, file in self.upload.files]) as staged:
            files = [NewFile(name, file) for (name, _), file in zip(self.upload.files, staged, strict=True)]
            fingerprint = self._fingerprint(action, files)
            earlier = self._earlier(fingerprint)
            if earlier:
                return earlier
            run = record(files)
            self._keep(staged)
            if self.idempotency_key is not None:
                idempotency.record(self.unit.session, self.asker.id, self.idempotency_key, fingerprint, run)
            self.unit.runs.append(run)
            return run

    def _keep(self, staged: list[Staged]) -> None:
        for file in staged:
            self.service.store.files.keep(file)

    def _earlier(self, fingerprint: str) -> Run | None:
        if self.idempotency_key is None:
            return None
        earlier = idempotency.find(self.unit.session, self.asker.id, self.idempotency_key)
        if earlier is None:
            return None
        if earlier.fingerprint != fingerprint:
            raise ProblemError(KEY_REUSED, "Gebruik voor elk nieuw verzoek een nieuwe Idempotency-Key.")
        return earlier.run

    def _fingerprint(self, action: str, files: list[NewFile]) -> str:
        contents = sorted((file.name, file.staged.sha256) for file in files)
        return hashlib.sha256(json.dumps([action, self.upload.fields, contents], sort_keys=True).encode()).hexdigest()


TheDelivery = Annotated[Delivery, Depends()]
