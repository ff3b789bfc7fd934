"""Passwords: Argon2id, as RFC 9106 advises where memory is scarce (64 MiB, three passes)."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200  # letters; nobody's password, but hashing a megabyte would cost us time
_hasher = PasswordHasher()
_few = threading.BoundedSemaphore(2)  # hashing takes 64 MiB each: many who sign in at once wait for each other instead
# Of a password that nobody kept: somebody who does not exist is told so no faster than somebody who does.
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$WBSXduClPI1rzmRTE3EHDg$mI+0sKVz31NntrU7nNVELGEWR30/OsDGNIa4KZ/CPtM"


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _few:
        return _hasher.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password; takes as long when there is none to compare with."""
    if len(password) > LONGEST:
        return False
    with _few:
        try:
            return _hasher.verify(kept or NOBODYS, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_dated(kept: str) -> bool:
    """Whether it was hashed more weakly than is done now."""
    return _hasher.check_needs_rehash(kept)


def objection(password: str, *personal: str) -> str | None:
    """Why this is no good password, in Dutch; None when it is. `personal` are words that others know of the person."""
    if len(password) < SHORTEST:
        return f"Kies een wachtwoord van ten minste {SHORTEST} tekens. Een paar losse woorden achter elkaar is goed."
    if len(password) > LONGEST:
        return f"Kies een wachtwoord van ten hoogste {LONGEST} tekens."
    if len(set(password)) < 5:
        return "Kies een wachtwoord met meer verschillende tekens."
    if any(len(word) > 3 and word.casefold() in password.casefold() for word in personal):
        return "Kies een wachtwoord zonder uw naam of e-mailadres erin."
    return None
