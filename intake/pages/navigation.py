"""Where somebody can go from every page, by what they may do."""

from dataclasses import dataclass

from intake.access import Action, Principal

_PLACES = (
    ("Dossiers", "/dossiers", Action.SEE_DOSSIERS),
    ("Nieuw dossier", "/dossiers/nieuw", Action.SEND),
    ("Beheer", "/beheer", Action.SEE_WORK),
)


@dataclass(frozen=True)
class Place:
    """A part of the service; `here` where the page is one of that part."""

    name: str
    address: str
    here: bool


def places_for(asker: Principal, path: str) -> list[Place]:
    """The parts for whoever looks at the page with this path."""
    open_to = [(name, address) for name, address, action in _PLACES if asker.may(action)]
    within = [address for _, address in open_to if path == address or path.startswith(f"{address}/")]
    return [Place(name, address, here=address == max(within, key=len, default="")) for name, address in open_to]


def home(asker: Principal) -> str:
    """Where somebody begins."""
    return "/beheer" if asker.may(Action.SEE_WORK) else "/dossiers"
