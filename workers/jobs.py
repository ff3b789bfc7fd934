"""The job that a worker runs: one dossier, from its files to a new version of its report.

The queue may deliver a run twice, late, or to a worker that was thought dead: whoever holds the lease works, and only
the holder's report is written.
"""

import errno
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from extractors.dossier import combine
from extractors.records import DossierRecords
from intake import logs
from intake.cutouts import CutOuts
from intake.settings import Settings
from intake.store import Store, runs
from intake.store.blobs import BlobsAwayError
from intake.store.runs import LeaseLostError, Work
from intake.store.store import OUTAGE
from validators.case import School
from validators.judge import judge
from validators.profile import load_profile
from validators.report import Report
from workers import cutouts
from workers.check_files import gather
from workers.lease import Lease
from workers.masking import masked
from workers.sandbox import read_all

log = logging.getLogger(__name__)
# No room on the disk, no memory, no processes or open files left.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ENOMEM, errno.EAGAIN, errno.EMFILE, errno.ENFILE})


def process(run_id: str) -> None:
    """Read and judge the dossier of this run, if it still needs that and nobody else is doing it."""
    settings = Settings()
    logs.run_id.set(run_id)
    store = Store(settings)
    try:
        with store.writing() as session:
            work = runs.claim(session, run_id, settings)
        if work is not None:
            logs.request_id.set(work.request_id)
            _work(store, settings, work)
    except OUTAGE as error:  # the reconciler sends the run again
        log.warning("waits for the database: %s", type(error).__name__)
    finally:
        store.close()


def _work(store: Store, settings: Settings, work: Work) -> None:
    try:
        with Lease(store, work, settings.lease) as lease:
            with _scratch(settings, work) as folder:
                content = _report(store, work, lease, folder).model_dump(mode="json")
            lease.write(lambda session: runs.report(session, work, content, version("dossierpoort")))
    except LeaseLostError:
        log.warning("went to another worker")
    except Exception as error:  # noqa: BLE001 - whatever it is, the run must go on or end
        # The kind of error alone: its message may hold text from the dossier.
        kind, passes = type(error).__name__, _passes(error)
        log.log(logging.WARNING if passes else logging.ERROR, "attempt %d: %s", work.attempt, kind)
        end = runs.postpone if passes else runs.fail
        with suppress(LeaseLostError), store.writing() as session:
            end(session, work, kind, settings)


def _passes(error: Exception) -> bool:
    """Whether something around the work was away or full: waiting helps, and no file is to blame."""
    return isinstance(error, (*OUTAGE, BlobsAwayError)) or (isinstance(error, OSError) and error.errno in FULL)


def _report(store: Store, work: Work, lease: Lease, folder: Path) -> Report:
    store.files.lay_out(work.files, folder)
    with tempfile.TemporaryDirectory() as unpacked:
        given = gather([folder], Path(unpacked))
        total = len(given.files) + len(given.refused)
        records = list(given.refused)
        lease.progress(files_done=len(records), files_total=total)
        for file in read_all(given.files):
            records.append(file)
            lease.progress(files_done=len(records), files_total=total)
        records.sort(key=lambda file: file.documents[0].name)
        dossier = combine(records)
        report = _judged(work, dossier)
        cutouts.make(report, given.files, CutOuts(store.pictures), dossier.private_places)
    return masked(report)


def _judged(work: Work, dossier: DossierRecords) -> Report:
    profile = load_profile(work.profile, work.received_on)
    school = School(municipality=work.municipality, pupils_this_year=work.pupils_this_year)
    return judge(dossier, profile, reference=work.reference, received_on=work.received_on, school=school)


@contextmanager
def _scratch(settings: Settings, work: Work) -> Iterator[Path]:
    """A folder for this attempt, which takes all its temporary files: what a killed worker leaves can be found."""
    home = settings.scratch / work.lease
    files = home / "files"
    files.mkdir(parents=True)
    before, tempfile.tempdir = tempfile.tempdir, str(home)
    try:
        yield files
    finally:
        tempfile.tempdir = before
        shutil.rmtree(home, ignore_errors=True)
