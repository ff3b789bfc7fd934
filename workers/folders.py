"""Watched folders: what is put into a school's folder, by SFTP for instance, is dropped as a dossier.

`<id of the school>/inbox/` holds a folder or a file for each dossier. It is taken once nothing in it has changed for a
while, moved to `taken/` first and dropped from there under the name that it has there, so that it is processed once
whatever dies in between. When the report is there, all moves to `done/`, with it.
"""

import datetime as dt
import json
import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

from intake.names import safe_name
from intake.queue import Queue
from intake.settings import Settings
from intake.store import Store, dossiers, idempotency
from intake.store.dossiers import NewFile
from intake.store.store import new_id
from intake.store.tables import School
from validators.profile import ProfileError, load_profile

log = logging.getLogger(__name__)
ASKER = "folder"  # under which these drops are recorded
COVER = "dossier.json"
REPORT = "rapport.json"


class Folders:
    """Looks at the inbox of every school, and remembers since when each dossier in it has been the same."""

    def __init__(self, store: Store, queue: Queue, settings: Settings) -> None:
        self._store, self._queue, self._settings = store, queue, settings
        self._seen: dict[Path, tuple[object, float]] = {}

    def look(self) -> None:
        """One round. Raises OSError or one of `OUTAGE`; what was begun goes on at the next round."""
        root = self._settings.data / "folders"
        for school in _folders(root):
            for given in sorted((root / school / "inbox").iterdir()):
                if self._is_quiet(given):
                    taken = root / school / "taken" / f"{new_id()}-{given.name[:150]}"
                    taken.parent.mkdir(exist_ok=True)
                    given.rename(taken)
            for taken in _entries(root / school / "taken"):
                self._drop(school, taken)

    def _is_quiet(self, given: Path) -> bool:
        files = [given, *given.rglob("*")]
        looks = sorted((str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files)
        moment = time.monotonic()
        before, since = self._seen.get(given, (None, moment))
        self._seen[given] = (looks, since if before == looks else moment)
        whole = given.is_file() or any(file.is_file() for file in files)
        return whole and moment - self._seen[given][1] >= self._settings.folder_delay

    def _drop(self, school_id: str, taken: Path) -> None:
        with self._store.reading() as session:
            earlier = idempotency.find(session, ASKER, taken.name)
            report = earlier and dossiers.report(session, earlier.run.dossier_id)
            content = report and json.dumps(report.content, ensure_ascii=False, indent=1)
        if earlier is None:
            self._record(school_id, taken)
        elif content:
            self._put_aside(taken, "done", content)

    def _record(self, school_id: str, taken: Path) -> None:
        sources = [path for path in ([taken] if taken.is_file() else sorted(taken.rglob("*"))) if path.is_file()]
        try:
            cover = json.loads(next((p.read_text() for p in sources if p.name == COVER), "{}"))
            received_on = dt.date.fromisoformat(cover.get("received_on") or _today())
            profile = str(cover.get("profile") or self._settings.folder_profile or "")
            load_profile(profile, received_on)
        except (ValueError, AttributeError, TypeError, ProfileError) as error:
            self._put_aside(
                taken, "refused", f"{COVER}: {type(error).__name__}: geef een geldig profiel en een geldige datum."
            )
            return
        with ExitStack() as stack, self._store.writing() as session:
            school = session.get(School, school_id)
            files = [path for path in sources if path.name != COVER]
            if school is None or not files:
                self._put_aside(taken, "refused", "Er is geen school met dit nummer, of er is geen bestand.")
                return
            staged = stack.enter_context(
                self._store.files.stage([stack.enter_context(path.open("rb")) for path in files])
            )
            new = [NewFile(safe_name(path.name), file) for path, file in zip(files, staged, strict=True)]
            run = dossiers.add(
                session,
                school_id=school_id,
                profile=profile,
                reference=cover.get("reference"),
                received_on=received_on,
                files=new,
            )
            for file in staged:
                self._store.files.keep(file)
            idempotency.record(session, ASKER, taken.name, "", run)
            waiting = [(run.id, run.lane)]
        self._queue.announce(self._store, waiting)

    def _put_aside(self, taken: Path, where: str, text: str) -> None:
        target = taken.parent.parent / where / taken.name
        target.parent.mkdir(exist_ok=True)
        if taken.is_file():
            target.mkdir(exist_ok=True)
            (target / REPORT).write_text(text)
            taken.rename(target / taken.name.partition("-")[2])
        else:
            (taken / REPORT).write_text(text)
            taken.rename(target)
        log.info("a folder was put aside", extra={"told": {"where": where}})


def _folders(root: Path) -> list[str]:
    return sorted(path.parent.name for path in root.glob("*/inbox") if path.is_dir())


def _entries(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.iterdir()) if folder.is_dir() else [])


def _today() -> str:
    return dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat()
