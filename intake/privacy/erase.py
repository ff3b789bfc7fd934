"""Erasing a dossier: its rows, its files, and all that was made from them; and showing that nothing is left."""

import logging
from dataclasses import dataclass

from sqlalchemy import select

from intake.access import Principal
from intake.cutouts import of_file
from intake.store import Store, audit, belongings, erasing
from intake.store.audit import Actor, Event
from intake.store.tables import Dossier, File

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Erased:
    """What went, by table, how many contents went with it, and what is left (nothing, or something is wrong)."""

    rows: dict[str, int]
    contents: int
    left: list[str]

    def __str__(self) -> str:
        counted = ", ".join(f"{number} {name}" for name, number in self.rows.items())
        return f"{counted}; {self.contents} contents removed; {len(self.left)} left"


def erase(store: Store, dossier_id: str, actor: Principal | Actor) -> Erased | None:
    """Erase a dossier for good; None when there is none with this id.

    The rows go first, with the promise to remove the contents, in one transaction: whenever this is cut off, `remove`
    goes on from there. A content that another dossier has as well stays, with what was made from it.
    """
    with store.writing() as session:
        if session.scalar(select(Dossier.id).where(Dossier.id == dossier_id).with_for_update()) is None:
            return None
        contents = set(session.scalars(select(File.sha256).where(File.dossier_id == dossier_id)))
        went = belongings.count(session, dossier_id)
        belongings.erase(session, dossier_id)
        erasing.list_for_removal(session, contents)
        removed = len([sha256 for sha256 in contents if not erasing.is_wanted(session, sha256)])
        audit.record(
            session, actor, Event.DOSSIER_ERASED, dossier_id=dossier_id, detail=f"{went.get('files', 0)} files"
        )
    remove(store)
    store.forget()
    proof = Erased(went, removed, traces(store, dossier_id, contents))
    log.info("dossier %s erased: %s", dossier_id, proof)
    return proof


def remove(store: Store) -> None:
    """Remove the contents that are on their way out, and all that was made from them."""
    with store.reading() as session:
        waiting = erasing.listed(session)
    for sha256 in waiting:
        with store.writing() as session:
            erasing.hold(session, alone=True)
            wanted = erasing.is_wanted(session, sha256)
            if not wanted:
                store.files.delete(sha256)
                store.pictures.delete_under(of_file(sha256))
            erasing.strike(session, sha256, at_once=wanted)


def traces(store: Store, dossier_id: str, contents: set[str]) -> list[str]:
    """What is left of an erased dossier: rows about it, contents that nobody else has, pictures of those."""
    with store.reading() as session:
        left = [f"rows in {name}" for name in belongings.count(session, dossier_id)]
        unwanted = [sha256 for sha256 in contents if not erasing.is_wanted(session, sha256)]
    left += [f"content {sha256[:12]}" for sha256 in unwanted if store.files.has(sha256)]
    return left + [f"pictures of {sha256[:12]}" for sha256 in unwanted if store.pictures.keys_under(of_file(sha256))]
