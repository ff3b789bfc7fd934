"""Somebody who asks, and another school whose dossiers are none of their business."""

from dataclasses import dataclass, field
from itertools import chain
from typing import Final, Literal

from intake_api import Api
from weighed import read, records

from intake.access import KeyRole

SECRETS = ("Zeester-7391", "Kwikstaart", "Wielewaal")  # a reference, the school and the pupil of the others
ROLES: Final[tuple[KeyRole | Literal["nobody"], ...]] = ("school", "gatekeeper", "admin", "nobody")
WEEKS = {"record": "intervention:2", "field": "weeks", "value": 12}
Key = dict[str, str]
Ids = dict[str, list[str]]


@dataclass
class World:
    """The key of whoever asks; ids that exist for them and ids that don't, by the name that addresses give them."""

    others: Ids
    key: Key = field(default_factory=dict)
    own: Ids = field(default_factory=dict)

    @property
    def secrets(self) -> list[str]:
        """What no answer to them may hold."""
        return [*SECRETS, *chain(*self.others.values())]


def leaked(told: str, secrets: list[str], asked_with: str = "") -> list[str]:
    """Which of the secrets an answer tells; an answer may repeat what it was asked with."""
    return [word for word in secrets if word in told and word not in asked_with]


def prepared(api: Api, role: KeyRole | Literal["nobody"]) -> World:
    """A world for somebody of this role."""
    admin = api.key("admin", "Beheer")
    theirs = api.key("school", f"{SECRETS[1]} {role}")
    world = World(_weighed(api, theirs, admin, profile="capelle", secret=True))
    world.others |= {"upload_id": [upload(api, theirs)], "reprocessing_id": [_round(api, admin, "capelle")]}
    if role == "nobody":
        return world
    profiles = ["passenderwijs"] if role == "gatekeeper" else []
    world.key = api.key(role, "De Bron", profiles)
    sender = admin if role == "gatekeeper" else world.key
    for _ in range(5):
        for name, ids in _weighed(api, sender, admin).items():
            world.own.setdefault(name, []).extend(ids)
    if role != "gatekeeper":
        world.own["upload_id"] = [upload(api, sender)]
    if role == "admin":
        world.own["reprocessing_id"] = [_round(api, admin, "passenderwijs") for _ in range(3)]
    return world


def upload(api: Api, key: Key) -> str:
    """A finished upload: its id."""
    tus = key | {"Tus-Resumable": "1.0.0"}
    place = api.client.post("/api/v1/uploads", headers=tus | {"Upload-Length": "1"}).headers["location"]
    piece = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    api.client.patch(place, headers=tus | piece, content=b"x").raise_for_status()
    return str(place.rpartition("/")[2])


def _weighed(api: Api, sender: Key, admin: Key, profile: str = "passenderwijs", *, secret: bool = False) -> Ids:
    """A dossier that was read, with a correction and an acceptance."""
    reference, reason, given = "mine", "Nagekeken.", records()
    if secret:
        reference = reason = SECRETS[0]
        given.pupil.name = SECRETS[2]
    dossier = api.drop(sender, reference=reference, profile=profile).json()
    report = read(api.store, api.settings, dossier["id"], given)
    finding = next(found["id"] for found in report["findings"] if "intervention" not in found["id"])

    def say(what: str, **body: object) -> str:
        answer = api.client.post(f"{dossier['href']}/{what}", json=body | {"reason": reason}, headers=admin)
        said = answer.raise_for_status().json()
        return str((said["corrections"][0] if what == "corrections" else said["acceptance"])["id"])

    correction = say("corrections", version=1, **WEEKS)
    return {
        "dossier_id": [dossier["id"]],
        "correction_id": [correction],
        "acceptance_id": [say("acceptances", version=2, finding=finding)],
    }


def _round(api: Api, admin: Key, profile: str) -> str:
    asked = {"filter": {"profile": profile}}
    return str(api.client.post("/api/v1/reprocessings", json=asked, headers=admin).raise_for_status().json()["id"])
