"""What happens to a sample dossier, done as people and workers do it."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, BinaryIO
from zoneinfo import ZoneInfo

from extractors.records import DossierRecords
from intake import working_days
from intake.gatekeeping.deeds import Desk
from intake.store import audit, dossiers, runs, weighing
from intake.store.audit import SYSTEM, Event
from intake.store.dossiers import NewFile
from intake.store.tables import Dossier
from validators.placed import of_records
from workers.jobs import process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from intake.access import Principal
    from intake.settings import Settings
    from intake.store import Store
    from workers.demo.scenes import Scene

QUESTION = """\
Beste collega,

Het formulier is nog niet door beide ouders ondertekend. Kunt u een nieuwe versie sturen?
Klopt het dat de laatste periode zeven weken duurde? Laat het ons weten, dan kijken we samen hoe het verder kan.
"""
REASON = "De periode was korter door een verhuizing; de periode ervoor duurde dertien weken."
READ_WRONG = "De letter en het percentiel kloppen. In de uitdraai staat een drukfout."


class Acts:
    """One dossier and the people around it."""

    def __init__(self, store: Store, settings: Settings, scene: Scene, school_id: str, gatekeeper: Principal) -> None:
        self._store = store
        self._settings = settings
        self._scene = scene
        self._gatekeeper = gatekeeper
        cover = json.loads((scene.files / "dossier.json").read_text(encoding="utf-8"))
        self._dossier_id, self._run_id = self._drop(cover, school_id)

    def read(self) -> None:
        """A worker reads it, here and now."""
        process(self._run_id)

    def wait(self) -> None:
        """It stands in line until the service runs."""

    def add(self) -> None:
        """The school sends what was missing."""
        with self._store.writing() as session, ExitStack() as stack:
            dossier = session.get_one(Dossier, self._dossier_id)
            run = dossiers.add_files(session, dossier, self._files(stack, self._scene.later))
            audit.record(session, SYSTEM, Event.DOCUMENTS_ADDED, dossier_id=self._dossier_id)
            self._run_id = run.id

    def fail(self) -> None:
        """Every worker that tried it died."""
        once = self._settings.model_copy(update={"max_attempts": 1})
        with self._store.writing() as session:
            if work := runs.claim(session, self._run_id, once):
                runs.take_back(session, [work.lease], once)

    def ask(self) -> None:
        """The gatekeeper asks the school for more."""
        with self._store.writing() as session:
            self._desk(session).ask(QUESTION)

    def accept(self) -> None:
        """The gatekeeper accepts what blocks, with a reason."""
        with self._store.writing() as session:
            desk = self._desk(session)
            for finding in desk.report.findings:
                if finding.severity == "blocking":
                    desk.accept(finding.id, REASON)

    def correct(self) -> None:
        """The gatekeeper corrects the measurement of which letter and numeral contradict each other."""
        with self._store.writing() as session:
            _, content = weighing.newest_records(session, self._dossier_id) or (None, {})
            for placed in of_records(DossierRecords.model_validate(content)):
                if (
                    placed.kind == "measurement"
                    and placed.get("level_letter") == "E"
                    and placed.get("level_roman") == "III"
                ):
                    values = {"level_roman": "V", "level_sign": "-"}
                    self._desk(session).correct(placed.name, values, READ_WRONG)
                    return

    def complete(self) -> None:
        """The gatekeeper marks it complete."""
        with self._store.writing() as session:
            self._desk(session).complete("")

    def _drop(self, cover: dict[str, Any], school_id: str) -> tuple[str, str]:
        today = dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()
        first = [path.name for path in _papers(self._scene.files) if path.name not in self._scene.later]
        with self._store.writing() as session, ExitStack() as stack:
            run = dossiers.add(
                session,
                school_id=school_id,
                profile=cover["profile"],
                reference=self._scene.reference,
                received_on=dt.date.fromisoformat(cover["received_on"]),
                files=self._files(stack, first),
                due_on=_term(today, self._scene.due_in),
            )
            audit.record(session, SYSTEM, Event.DOSSIER_SENT, dossier_id=run.dossier_id)
            return run.dossier_id, run.id

    def _files(self, stack: ExitStack, names: Iterable[str]) -> list[NewFile]:
        """The files of these names, in their lasting place."""
        sources: list[BinaryIO] = [stack.enter_context((self._scene.files / name).open("rb")) for name in names]
        staged = stack.enter_context(self._store.files.stage(sources))
        for file in staged:
            self._store.files.keep(file)
        return [NewFile(name, file) for name, file in zip(names, staged, strict=True)]

    def _desk(self, session: Session) -> Desk:
        return Desk(session, self._gatekeeper, self._dossier_id)


def _papers(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix != ".json")


def _term(today: dt.date, working: int) -> dt.date:
    return working_days.after(today, working) if working >= 0 else today - dt.timedelta(days=-working)
