"""The job that a worker runs: one dossier, from its files to a new version of its report.

The queue may deliver a run twice, late, or to a worker that was thought dead: whoever holds the lease works, and only
the holder's report is written.
"""

import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from extractors.dossier import combine
from extractors.records import DossierRecords
from intake.cutouts import CutOuts
from intake.settings import Settings
from intake.store import Store, runs
from intake.store.runs import LeaseLostError, Work
from validators.case import School
from validators.judge import judge
from validators.profile import load_profile
from validators.report import Report
from workers import cutouts
from workers.check_files import gather
from workers.lease import Lease
from workers.sandbox import read_all

log = logging.getLogger(__name__)


def process(run_id: str) -> None:
    """Read and judge the dossier of this run, if it still needs that and nobody else is doing it."""
    settings = Settings()
    store = Store(settings)
    try:
        with store.writing() as session:
            work = runs.claim(session, run_id, settings)
        if work is not None:
            _work(store, settings, work)
    finally:
        store.close()


def _work(store: Store, settings: Settings, work: Work) -> None:
    try:
        with Lease(store, work, settings.lease) as lease, _scratch(settings, work) as folder:
            report = _report(store, settings, work, lease, folder)
        with store.writing() as session:
            runs.report(session, work, report.model_dump(mode="json"), version("dossierpoort"))
    except LeaseLostError:
        log.warning("run %s went to another worker", work.run_id)
    except Exception as error:  # noqa: BLE001 - whatever it is, the run must go on or end
        # The kind of error alone: its message may hold text from the dossier.
        log.error("run %s failed on attempt %d: %s", work.run_id, work.attempt, type(error).__name__)  # noqa: TRY400
        with suppress(LeaseLostError), store.writing() as session:
            runs.fail(session, work, type(error).__name__, settings)


def _report(store: Store, settings: Settings, work: Work, lease: Lease, folder: Path) -> Report:
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
        report = _judged(work, records)
        cutouts.make(report, given.files, CutOuts(store.pictures))
    return report


def _judged(work: Work, records: list[DossierRecords]) -> Report:
    profile = load_profile(work.profile, work.received_on)
    school = School(municipality=work.municipality, pupils_this_year=work.pupils_this_year)
    return judge(combine(records), profile, reference=work.reference, received_on=work.received_on, school=school)


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
