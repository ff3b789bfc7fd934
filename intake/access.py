"""Who may see and do what. The only place that knows; the store applies a `Scope` to every question about dossiers."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

KeyRole = Literal["school", "gatekeeper", "admin"]


@dataclass(frozen=True)
class Scope:
    """The dossiers that somebody may see; None means no restriction on that side."""

    school_id: str | None = None
    profiles: frozenset[str] | None = None


@dataclass(frozen=True)
class Principal:
    """Whoever holds a key."""

    key_id: str
    role: KeyRole
    school_id: str | None
    profiles: frozenset[str]

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

    @property
    def may_send(self) -> bool:
        """Schools send dossiers and documents, an administrator may do it for them; a gatekeeper judges only."""
        return self.role in ("school", "admin")

    def may_send_to(self, profile: str) -> bool:
        """A school whose key names profiles sends to those alone."""
        return self.may_send and (not self.profiles or profile in self.profiles)


def new_secret() -> str:
    """A new key, 256 random bits; the prefix lets secret scanners recognise it."""
    return f"dp_{secrets.token_urlsafe(32)}"


def digest(secret: str) -> str:
    """What is kept of a key. A plain hash suffices: the key is random, so there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
