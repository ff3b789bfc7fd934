"""What the address of the list says, and the addresses of lists like it."""

import datetime as dt
from typing import Annotated, Literal, Self
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field, field_validator

from intake import working_days
from intake.access import KeyRole
from intake.store.triage import Order, Phase, Wish
from validators.report import Status

ADDRESS = "/dossiers"
SIZE = 50  # dossiers on a page

PhaseWord = Literal["te-doen", "bij-school", "wordt-gelezen", "mislukt", "afgehandeld", "alles"]
PHASES: dict[PhaseWord, Phase] = {
    "te-doen": "open",
    "bij-school": "asked",
    "wordt-gelezen": "reading",
    "mislukt": "failed",
    "afgehandeld": "completed",
    "alles": "all",
}
StatusWord = Literal["compleet", "niet-compleet", "meekijken"]
STATUSES: dict[StatusWord, Status] = {"compleet": "complete", "niet-compleet": "incomplete", "meekijken": "review"}
OrderWord = Literal["termijn", "ontvangen", "school", "zekerheid"]
ORDERS: dict[OrderWord, Order] = {
    "termijn": "due",
    "ontvangen": "received",
    "school": "school",
    "zekerheid": "confidence",
}
TermWord = Literal["verlopen", "vandaag", "3-dagen", "10-dagen"]
# The last day meant, as working days from today; before today is what has passed.
TERMS: dict[TermWord, int] = {"verlopen": -1, "vandaag": 0, "3-dagen": 3, "10-dagen": 10}


class ListWish(BaseModel):
    """What somebody wants to see, in the words of the address. What is empty leaves that side open."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fase: PhaseWord | None = None
    status: StatusWord | None = None
    profiel: Annotated[str | None, Field(max_length=60)] = None
    school: Annotated[str | None, Field(max_length=24)] = None
    termijn: TermWord | None = None
    zoek: Annotated[str | None, Field(max_length=100)] = None
    sorteer: OrderWord | None = None
    bladzijde: Annotated[int, Field(ge=1, le=100_000)] = 1
    stil: Annotated[Literal["ja"] | None, Field(description="Not to refresh by itself")] = None

    @field_validator("*", mode="before")
    @classmethod
    def _empty(cls, value: object) -> object:
        """A form sends every field, those that were left alone as well."""
        return (value.strip() or None) if isinstance(value, str) else value

    def seen_by(self, role: KeyRole) -> Self:
        """With what is seen when nothing was asked: schools look for their newest, others for what is due first."""
        usual = ("alles", "ontvangen") if role == "school" else ("te-doen", "termijn")
        return self.model_copy(update={"fase": self.fase or usual[0], "sorteer": self.sorteer or usual[1]})

    def wish(self, today: dt.date) -> Wish:
        """The same for the store. `today` is the Dutch day."""
        return Wish(
            phase=PHASES[self.fase or "alles"],
            status=STATUSES[self.status] if self.status else None,
            profile=self.profiel,
            school_id=self.school,
            due_by=_last_day(self.termijn, today) if self.termijn else None,
            search=self.zoek or "",
            order=ORDERS[self.sorteer or "termijn"],
        )

    @property
    def narrowed(self) -> int:
        """How many filters are set besides phase and search."""
        return sum(value is not None for value in (self.status, self.profiel, self.school, self.termijn))

    def query(self, **changed: object) -> str:
        """The query of this list with something changed; a page of its own begins a list anew."""
        values = self.model_copy(update={"bladzijde": 1} | changed).model_dump(exclude_defaults=True)
        return urlencode({name: value for name, value in values.items() if value})

    def address(self, **changed: object) -> str:
        """The address of this list with something changed."""
        query = self.query(**changed)
        return f"{ADDRESS}?{query}" if query else ADDRESS


def _last_day(term: TermWord, today: dt.date) -> dt.date:
    days = TERMS[term]
    return today - dt.timedelta(days=1) if days < 0 else working_days.after(today, days)
