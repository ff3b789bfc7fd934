"""Accepting files: written first, recorded then, done once however often it is asked with the same Idempotency-Key."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header
from sqlalchemy.orm import Session

from intake.access import Principal
from intake.api.asking import Sender
from intake.api.problems import KEY_REUSED, TOO_LARGE, UNKNOWN_UPLOAD, ProblemError
from intake.api.state import MayWrite, Service, TheService, Unit, transaction
from intake.api.uploads import Sent, Upload
from intake.privacy import erase
from intake.store import erasing, idempotency, resumable
from intake.store.dossiers import NewFile
from intake.store.files import Staged
from intake.store.tables import Run
from intake.store.upload_tables import ResumableUpload


@dataclass
class Delivery:
    """What one request sends."""

    service: Service
    asker: Principal
    upload: Sent
    idempotency_key: str | None

    @contextmanager
    def accept(self, action: str, record: Callable[[Session, list[NewFile]], Run]) -> Iterator[tuple[Session, Run]]:
        """Let `record` write the rows, unless the same request was accepted before; then its run is the answer.

        What was sent is on disk by now, safe but in no lasting place. It gets that before the transaction begins:
        who holds the database waits for no disk, no sealing and no bucket.
        """
        store, fingerprint = self.service.store, self._fingerprint(action)
        try:
            files = [NewFile(file.name, store.files.place(file.staged)) for file in self.upload.files]
            with transaction(self.service) as unit:
                run = self._earlier(unit, fingerprint) or self._record(unit, fingerprint, files, record)
                yield unit.session, run
        except Exception:
            with store.writing() as session:
                erasing.list_for_removal(session, [file.staged.sha256 for file in self.upload.files])
            erase.remove(store)  # but what a dossier has
            raise

    def _record(
        self, unit: Unit, fingerprint: str, sent: list[NewFile], record: Callable[[Session, list[NewFile]], Run]
    ) -> Run:
        uploads = self._finished(unit)
        files = [*sent, *(NewFile(upload.name, staged) for upload, staged in uploads)]
        run = record(unit.session, files)
        for file in files:
            self.service.store.files.keep(file.staged)
        for upload, staged in uploads:
            unit.session.delete(upload)
            unit.leftovers.append(staged.path)
        if self.idempotency_key is not None:
            idempotency.record(unit.session, self.asker.id, self.idempotency_key, fingerprint, run)
        unit.runs.append(run)
        return run

    def _finished(self, unit: Unit) -> list[tuple[ResumableUpload, Staged]]:
        found = []
        for upload_id in self.upload.uploads:
            upload = resumable.find(unit.session, self.asker.scope, upload_id, lock=True)
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

    def _earlier(self, unit: Unit, fingerprint: str) -> Run | None:
        if self.idempotency_key is None:
            return None
        earlier = idempotency.find(unit.session, self.asker.id, self.idempotency_key)
        if earlier is None:
            return None
        if earlier.fingerprint != fingerprint:
            raise ProblemError(KEY_REUSED, "Gebruik voor elk nieuw verzoek een nieuwe Idempotency-Key.")
        return earlier.run

    def _fingerprint(self, action: str) -> str:
        contents = sorted((file.name, file.staged.sha256) for file in self.upload.files)
        told = [action, self.upload.fields, contents, sorted(self.upload.uploads)]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


async def _delivery(
    service: TheService,
    asker: Sender,
    upload: Upload,
    _may_write: MayWrite,
    idempotency_key: Annotated[str | None, Header(max_length=200)] = None,
) -> Delivery:
    return Delivery(service, asker, upload, idempotency_key)


TheDelivery = Annotated[Delivery, Depends(_delivery)]
