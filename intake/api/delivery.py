"""Accepting files: written first, recorded then, done once however often it is asked with the same Idempotency-Key."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header

from intake.api.asking import Sender
from intake.api.problems import KEY_REUSED, TOO_LARGE, UNKNOWN_UPLOAD, ProblemError
from intake.api.state import TheService, Writing
from intake.api.uploads import Upload
from intake.store import idempotency, resumable
from intake.store.dossiers import NewFile
from intake.store.files import Staged
from intake.store.tables import Run
from intake.store.upload_tables import ResumableUpload


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

        What was sent is on disk by now, safe but in no lasting place; it gets that in the transaction of its rows.
        """
        fingerprint = self._fingerprint(action)
        earlier = self._earlier(fingerprint)
        if earlier:
            return earlier
        uploads = self._finished()
        files = [*self.upload.files, *(NewFile(upload.name, staged) for upload, staged in uploads)]
        run = record(files)
        for file in files:
            self.service.store.files.keep(file.staged)
        for upload, staged in uploads:
            self.unit.session.delete(upload)
            self.unit.leftovers.append(staged.path)
        if self.idempotency_key is not None:
            idempotency.record(self.unit.session, self.asker.id, self.idempotency_key, fingerprint, run)
        self.unit.runs.append(run)
        return run

    def _finished(self) -> list[tuple[ResumableUpload, Staged]]:
        found = []
        for upload_id in self.upload.uploads:
            upload = resumable.find(self.unit.session, self.asker.scope, upload_id, lock=True)
            path = self.service.store.files.unfinished(upload_id)
            # It may have its lasting place already, when an earlier transaction failed after giving it that.
            if (
                upload is None
                or upload.sha256 is None
                or not (path.exists() or self.service.store.files.has(upload.sha256))
            ):
                raise ProblemError(UNKNOWN_UPLOAD, "Rond de upload af, of begin hem opnieuw.")
            found.append((upload, Staged(path, upload.sha256, upload.length)))
        size = sum(file.staged.size for file in self.upload.files) + sum(upload.length for upload, _ in found)
        most = self.service.settings.max_request_size
        if size > most:
            raise ProblemError(TOO_LARGE, f"Stuur ten hoogste {most // 1_000_000} MB in één keer.")
        return found

    def _earlier(self, fingerprint: str) -> Run | None:
        if self.idempotency_key is None:
            return None
        earlier = idempotency.find(self.unit.session, self.asker.id, self.idempotency_key)
        if earlier is None:
            return None
        if earlier.fingerprint != fingerprint:
            raise ProblemError(KEY_REUSED, "Gebruik voor elk nieuw verzoek een nieuwe Idempotency-Key.")
        return earlier.run

    def _fingerprint(self, action: str) -> str:
        contents = sorted((file.name, file.staged.sha256) for file in self.upload.files)
        told = [action, self.upload.fields, contents, sorted(self.upload.uploads)]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


TheDelivery = Annotated[Delivery, Depends()]
