"""Somebody who asks, and another school whose dossiers are none of their business."""

from dataclasses import dataclass, field

from intake_api import Api

SECRETS = ("Zeester-7391", "Kwikstaart")  # the reference and the school of the others
ROLES = ("school", "gatekeeper", "admin", "nobody")


@dataclass
class World:
    """The key of whoever asks, ids that exist for them, and a dossier and an upload that don't."""

    dossier: str
    upload: str
    key: dict[str, str] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)

    @property
    def others(self) -> list[str]:
        """What is the other school's."""
        return [self.dossier, self.upload]


def prepared(api: Api, role: str) -> World:
    """A world for somebody of this role."""
    theirs = api.key("school", f"{SECRETS[1]} {role}")
    sent = api.drop(theirs, ("Kwikstaart.pdf", b"x"), reference=SECRETS[0], profile="capelle").json()
    api.report(sent)
    world = World(sent["id"], upload(api, theirs))
    if role == "nobody":
        return world
    sender = api.key("school" if role == "school" else "admin", "De Bron")
    for _ in range(5):
        mine = api.drop(sender, reference="mine").json()
        api.report(mine)
        world.own.append(mine["id"])
    if role == "gatekeeper":
        world.key = api.key("gatekeeper", "Poort", ["passenderwijs"])
    else:
        world.key = sender
        world.own.append(upload(api, sender))
    return world


def upload(api: Api, key: dict[str, str]) -> str:
    """A finished upload: its id."""
    tus = key | {"Tus-Resumable": "1.0.0"}
    place = api.client.post("/api/v1/uploads", headers=tus | {"Upload-Length": "1"}).headers["location"]
    piece = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    api.client.patch(place, headers=tus | piece, content=b"x").raise_for_status()
    return str(place.rpartition("/")[2])
