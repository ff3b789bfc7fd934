"""Who may see and do what. The only place that knows; the store applies a `Scope` to every question about dossiers."""

import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

KeyRole = Literal["school", "gatekeeper", "admin"]
ROLES: Final[tuple[KeyRole, ...]] = ("school", "gatekeeper", "admin")


class Reach(StrEnum):
    """How far something goes for a role."""

    OWN = "own"  # with the dossiers of one's own scope
    ALL = "all"  # with everything there is
    NO = "no"  # the thing may be seen, this may not be done with it: 403
    HIDDEN = "hidden"  # as if it did not exist: 404


class Action(StrEnum):
    """Everything that can be done through the API and the pages."""

    SEE_DOSSIERS = "see dossiers, their state, reports, files and pictures"
    SEND = "send dossiers and add documents to them"
    EXPORT_PUPIL = "take along everything that is kept about a pupil"
    CORRECT = "correct a value that was read"
    ACCEPT_DEVIATION = "accept a finding with a reason"
    ASK_SCHOOL = "ask the school for more"
    MARK_COMPLETE = "mark a dossier complete"
    SEE_LOG = "see who saw and did what with a dossier"
    ERASE = "remove a dossier before its time"
    REPROCESS = "read many dossiers again"
    SEE_WORK = "see queue, workers and failed files"
    MANAGE_PEOPLE = "manage schools, keys and people"
    MANAGE_PROFILES = "manage profiles and how long their dossiers are kept"
    SEE_AUDIT = "see the whole audit log"


_OWN, _ALL, _NO, _HIDDEN = Reach.OWN, Reach.ALL, Reach.NO, Reach.HIDDEN

# The permission matrix. Whoever is not signed in may do nothing at all.
# fmt: off
MATRIX: Final[dict[Action, tuple[Reach, Reach, Reach]]] = {
    #                          school   gatekeeper  admin
    Action.SEE_DOSSIERS:      (_OWN,    _OWN,       _ALL),
    Action.SEND:              (_OWN,    _NO,        _ALL),
    Action.EXPORT_PUPIL:      (_OWN,    _OWN,       _ALL),
    Action.CORRECT:           (_NO,     _OWN,       _ALL),
    Action.ACCEPT_DEVIATION:  (_NO,     _OWN,       _ALL),
    Action.ASK_SCHOOL:        (_HIDDEN, _OWN,       _ALL),
    Action.MARK_COMPLETE:     (_NO,     _OWN,       _ALL),
    Action.SEE_LOG:           (_HIDDEN, _OWN,       _ALL),
    Action.ERASE:             (_HIDDEN, _HIDDEN,    _ALL),
    Action.REPROCESS:         (_HIDDEN, _HIDDEN,    _ALL),
    Action.SEE_WORK:          (_HIDDEN, _HIDDEN,    _ALL),
    Action.MANAGE_PEOPLE:     (_HIDDEN, _HIDDEN,    _ALL),
    Action.MANAGE_PROFILES:   (_HIDDEN, _HIDDEN,    _ALL),
    Action.SEE_AUDIT:         (_HIDDEN, _HIDDEN,    _ALL),
}
# fmt: on


@dataclass(frozen=True)
class Scope:
    """The dossiers that somebody may see; None means no restriction on that side."""

    school_id: str | None = None
    profiles: frozenset[str] | None = None


@dataclass(frozen=True)
class Principal:
    """Whoever asks: the holder of a key, or a person who signed in. `id` is that of the key or person.

    `name` is for showing to themselves alone; logs and the audit log name the id.
    """

    id: str
    role: KeyRole
    school_id: str | None
    profiles: frozenset[str]
    kind: Literal["key", "person"] = "key"
    name: str = ""

    @property
    def scope(self) -> Scope:
        """A school sees its own dossiers, a gatekeeper those of the assigned profiles, an administrator all."""
        match self.role:
            case "school":
                return Scope(school_id=self.school_id or "")
            case "gatekeeper":
                return Scope(profiles=self.profiles)
            case "admin":
                return Scope()

    def reach(self, action: Action) -> Reach:
        """How far this goes for them: their cell of the matrix."""
        return MATRIX[action][ROLES.index(self.role)]

    def may(self, action: Action) -> bool:
        """Whether they may do this at all; with which dossiers, `scope` tells."""
        return self.reach(action) in (Reach.OWN, Reach.ALL)

    def may_send_to(self, profile: str) -> bool:
        """Whoever has profiles named sends to those alone."""
        return self.may(Action.SEND) and (not self.profiles or profile in self.profiles)


def new_secret(prefix: str = "dp_") -> str:
    """A new key, 256 random bits; the prefix lets secret scanners recognise it."""
    return f"{prefix}{secrets.token_urlsafe(32)}"


def digest(secret: str) -> str:
    """What is kept of a key. A plain hash suffices: the key is random, so there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
