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

from sqlalchemy.orm import Session

from extractors.dossier import combine
from extractors.records import DossierRecords
from intake import judging, logs
from intake.cutouts import CutOuts
from intake.masking import masked
from intake.page_images import PageImages
from intake.settings import Settings
from intake.store import Store, runs, weighing
from intake.store.blobs import BlobsAwayError
from intake.store.runs import LeaseLostError, Work
from intake.store.store import OUTAGE
from workers import cutouts, page_images
from workers.check_files import gather
from workers.lease import Lease
from workers.progress import Progress
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
            with scratch(settings, work) as folder:
                records = read(store, work, lease, folder)
            lease.write(lambda session: _report(session, work, records))
    except LeaseLostError:
        log.warning("went to another worker")
    except Exception as error:  # noqa: BLE001 - whatever it is, the run must go on or end
        # The kind of error alone: its message may hold text from the dossier.
        kind, around = type(error).__name__, passes(error)
        log.log(logging.WARNING if around else logging.ERROR, "attempt %d: %s", work.attempt, kind)
        end = runs.postpone if around else runs.fail
        with suppress(LeaseLostError), store.writing() as session:
            end(session, work, kind, settings)


def passes(error: Exception) -> bool:
    """Whether something around the work was away or full: waiting helps, and no file is to blame."""
    return isinstance(error, (*OUTAGE, BlobsAwayError)) or (isinstance(error, OSError) and error.errno in FULL)


def read(store: Store, work: Work, lease: Lease, folder: Path) -> DossierRecords:
    """Read the files of a dossier, laid out in this folder, and draw what its report shows of them."""
    progress = Progress(lease, [name for name, _ in work.files])
    store.files.lay_out(work.files, folder)
    with tempfile.TemporaryDirectory() as unpacked:
        given = gather([folder], Path(unpacked))
        progress.reads(given)
        records = list(given.refused)
        for file in read_all(given.files):
            records.append(file)
            progress.read(file)
        progress.stage("judging")
        records.sort(key=lambda file: file.documents[0].name)
        dossier = masked(combine(records))
        with store.reading() as session:
            report = judging.judged(dossier, work, judging.said(session, work.dossier_id)).report
        progress.stage("drawing")
        cutouts.make(report, given.files, CutOuts(store.pictures), dossier.private_places)
        page_images.make(report, given.files, PageImages(store.pictures), dossier.private_places)
    return dossier


def _report(session: Session, work: Work, records: DossierRecords) -> None:
    """Judge with what people say of the dossier at this very moment, and write that down in the same transaction."""
    weighing.hold(session, work.dossier_id)
    report = judging.judged(records, work, judging.said(session, work.dossier_id)).report
    runs.report(session, work, report.model_dump(mode="json"), version("dossierpoort"))
    weighing.keep(session, work.run_id, work.dossier_id, records.model_dump(mode="json"))


@contextmanager
def scratch(settings: Settings, work: Work) -> Iterator[Path]:
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
