"""A dossier as its school sees it: what is still to do, what changed, what came before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from intake.cutouts import Place, of_file, places
from intake.overview import bare
from intake.page_images import Page as PageFile
from intake.page_images import hidden
from intake.store import dossiers, history, weighing
from intake.store.history import Version
from intake.store.store import Store
from intake.store.tables import Dossier, ReportVersion
from intake.store.weighing_tables import Completion, Question
from validators.differences import Differences, differences
from validators.report import Report


@dataclass(frozen=True)
class Page:
    """A page to look at: its place, and whether there is a picture (or a word on why it is not shown)."""

    document: int
    number: int
    hidden: bool


@dataclass(frozen=True)
class Change:
    """What a version brought, compared with the one before it."""

    before: int
    found: Differences
    solved: list[str]
    new: list[str]
    accepted: list[str]


@dataclass(frozen=True)
class Shown:
    """Everything that the page shows of one version of the report."""

    report: dict[str, Any]
    version: Version
    newest: bool
    cutouts: dict[str, list[Place]]
    pages: dict[int, list[Page]]
    change: Change | None
    drawn: frozenset[Place]

    @property
    def numbers(self) -> dict[str, int]:
        """The findings (by id) counted from 1, in the order of the report."""
        return {finding["id"]: number for number, finding in enumerate(self.report["findings"], start=1)}

    def of(self, severity: str) -> list[dict[str, Any]]:
        """The findings of this weight that nobody accepted."""
        return [f for f in self.report["findings"] if f["severity"] == severity and not f["accepted"]]

    @property
    def accepted(self) -> list[dict[str, Any]]:
        """The findings that a gatekeeper accepted."""
        return [f for f in self.report["findings"] if f["accepted"]]

    def requirements(self, *states: str) -> list[dict[str, Any]]:
        """The requirements with one of these outcomes."""
        return [r for r in self.report["requirements"] if r["state"] in states]


@dataclass(frozen=True)
class Asked:
    """A question of the gatekeeper; open until the school sends something after it."""

    question: Question
    open: bool


def shown(session: Session, store: Store, dossier: Dossier, number: int | None) -> Shown | None:
    """A version of the report (the newest unless told); None where there is no such version."""
    versions = history.versions(session, dossier.id)
    version = next((v for v in versions if number in (None, v.number)), None)
    kept = dossiers.report(session, dossier.id, version.number) if version else None
    if version is None or kept is None:
        return None
    report = _whole(kept)
    earlier = next((v for v in versions if v.number < version.number), None)
    before = dossiers.report(session, dossier.id, earlier.number) if earlier else None
    content = report.model_dump(mode="json")
    for finding in content["findings"]:
        finding.setdefault("accepted", None)
        finding["short"] = bare(finding["message"])  # where we looked stands under it, as a link
    wanted, kept_pictures = places(content), _kept(store, content)
    return Shown(
        report=content,
        version=version,
        newest=version is versions[0],
        cutouts=wanted,
        pages=_pages(kept_pictures, content),
        change=_change(before.version, _whole(before), report) if before else None,
        drawn=frozenset(place for chosen in wanted.values() for place in chosen if place.blob in kept_pictures),
    )


def questions(session: Session, dossier: Dossier) -> list[Asked]:
    """What gatekeepers asked, newest first."""
    latest = max((file.created_at for file in dossier.files), default=dossier.created_at)
    asked = weighing.said(session, Question, dossier.id)
    return [Asked(question, open=question.created_at > latest) for question in reversed(asked)]


def completion(session: Session, dossier: Dossier) -> Completion | None:
    """The mark of a gatekeeper that the dossier is complete."""
    return next(iter(weighing.standing(session, Completion, dossier.id)), None)


def _whole(version: ReportVersion) -> Report:
    """A report that an older version of the program made lacks what came later; that is absent then."""
    return Report.model_validate(version.content)


def _change(number: int, before: Report, after: Report) -> Change:
    found = differences(before, after)
    weighty = [f for f in found.findings if "note" not in (f.before, f.after)]
    return Change(
        before=number,
        found=found,
        solved=[f.message for f in weighty if f.after is None],
        new=[f.message for f in weighty if f.before is None and f.after != "accepted"],
        accepted=[f.message for f in weighty if f.after == "accepted"],
    )


def _kept(store: Store, report: Mapping[str, Any]) -> set[str]:
    """All pictures that there are, by one question for each document: a bucket takes its time for each."""
    files = {document["sha256"] for document in report["documents"] if document["page_count"]}
    return {key for sha256 in files for key in store.pictures.keys_under(of_file(sha256))}


def _pages(pictures: set[str], report: Mapping[str, Any]) -> dict[int, list[Page]]:
    """The pages of each document (by index) of which there is something to show."""
    unseen = hidden(report)
    return {
        index: [
            Page(index, number, hidden=(index, number) in unseen)
            for number in range(1, document["page_count"] + 1)
            if (index, number) in unseen or PageFile(document["sha256"], number).key("page") in pictures
        ]
        for index, document in enumerate(report["documents"])
    }
