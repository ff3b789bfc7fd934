"""Telling whoever waits how far a run is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intake.progress import FileTold, Stage, Told
from intake.store.store import now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.records import DossierRecords
    from workers.check_files import Given
    from workers.lease import Lease


class Progress:
    """Begins with the fetching of the files as they were sent.

    Each step is written at once, under the lease: LeaseLostError when the run is somebody else's by now.
    """

    def __init__(self, lease: Lease, names: Iterable[str]) -> None:
        self._lease = lease
        self._told = Told(stage="fetching", since=now(), files=[FileTold(name=name) for name in names])
        self.stage("fetching")

    def reads(self, given: Given) -> None:
        """These files are there, and the reading of them begins; what was refused is told first."""
        refused = [_told(records) for records in given.refused]
        self._told.files = [*refused, *(FileTold(name=name) for _, name in given.files)]
        self.stage("reading")

    def read(self, records: DossierRecords) -> None:
        """The first file that waited has been read."""
        place = next(place for place, file in enumerate(self._told.files) if file.outcome is None)
        self._told.files[place] = _told(records)
        self.stage("reading")

    def stage(self, stage: Stage) -> None:
        """What is being done now."""
        self._told.stage, self._told.since = stage, now()
        done = sum(file.outcome is not None for file in self._told.files)
        self._lease.progress(
            files_done=done, files_total=len(self._told.files), told=self._told.model_dump(mode="json")
        )


def _told(records: DossierRecords) -> FileTold:
    (document,) = records.documents
    outcome = next((problem.code for problem in records.problems), "read")
    return FileTold(name=document.name, outcome=outcome, pages=document.page_count)
