"""Values as a gatekeeper reads and types them: their names, how they look, and what was typed as a value again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from extractors.records import PartKind, Role
from intake.pages import words
from intake.pages.format import day, number
from validators.placed import FIELDS, Placed

Input = Literal["text", "long", "number", "date", "choice", "list", "flag"]
Options = list[tuple[str, str]]
_NONE = ("", "staat er niet")


def _options(*values: str) -> Options:
    return [_NONE, *((value, value) for value in values)]


@dataclass(frozen=True)
class Field:
    """How a value is called and typed; `options` are the (value, label) to choose from."""

    label: str
    input: Input = "text"
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""

    @property
    def inline(self) -> str:
        """The name amid a sentence; 'DLE' and 'A–E' keep their capitals."""
        return self.label[:1].lower() + self.label[1:] if self.label[1:2].islower() else self.label


def _choice(label: str, options: Options) -> Field:
    return Field(label, "choice", tuple(options))


_MOMENTS = _options(*(f"{half}{group}" for group in range(1, 9) for half in "ME"))
_ROLES: Options = [_NONE, *((role, words.ROLE[role]) for role in get_args(Role))]
_KINDS: Options = [(kind, words.KIND[kind]) for kind in get_args(PartKind)]
_FLAGS: Options = [("", "niet te zien"), ("ja", "aangekruist"), ("nee", "niet aangekruist")]

_MEASURED = {
    "moment": _choice("Moment", _MOMENTS),
    "kind": _choice("Soort", [(kind, name) for kind, name in words.MEASUREMENT.items()]),
    "date": Field("Datum", "date"),
    "school_year": Field("Schooljaar", hint="Bijvoorbeeld 2024-2025"),
    "group": Field("Groep", "number"),
    "cards": Field("Kaarten", "list", hint="Bijvoorbeeld 1, 2, 3"),
    "raw_score": Field("Ruwe score", "number"),
    "skill_score": Field("Vaardigheidsscore", "number"),
    "level_letter": _choice("A–E", _options(*"ABCDE")),
    "level_roman": _choice("I–V", _options("I", "II", "III", "IV", "V")),
    "level_sign": _choice("+ of −", _options("+", "-")),
    "percentile": Field("Percentiel", "number"),
    "dle": Field("DLE", "number"),
    "didactic_age": Field("DL", "number"),
    "functioning_level": Field("Functioneringsniveau"),
    "norm_moment": _choice("Norm van moment", _MOMENTS),
}
LABELS: dict[str, dict[str, Field]] = {
    "pupil": {
        "name": Field("Naam"),
        "birth_date": Field("Geboortedatum", "date"),
        "group": Field("Groep", "number"),
        "municipality": Field("Gemeente"),
        "school": Field("School"),
        "repeated_groups": Field("Dubbelde groep", "list", hint="Bijvoorbeeld 3"),
        "months_of_reading_education": Field("Maanden leesonderwijs", "number"),
    },
    "measurement": _MEASURED,
    "claim": _MEASURED,
    "intervention": {
        "support_level": _choice("Ondersteuningsniveau", _options("2", "3")),
        "start": Field("Begin", "date"),
        "end": Field("Einde", "date"),
        "weeks": Field("Weken", "number"),
        "sessions_per_week": Field("Keer per week", "number"),
        "minutes_per_session": Field("Minuten per keer", "number"),
        "minutes_per_week": Field("Minuten per week", "number"),
        "group_size": Field("Grootte van de groep", "number"),
        "group_reason": Field("Waarom in een groep", "long"),
        "provider.role": _choice("Wie begeleidt: functie", _ROLES),
        "provider.name": Field("Wie begeleidt: naam"),
        "supervised_by": Field("Onder leiding van"),
        "method": Field("Methode", "long"),
        "goal": Field("Doel", "long"),
        "baseline": Field("Beginmeting", "long"),
        "evaluation": Field("Evaluatie", "long"),
    },
    "signature": {
        "state": _choice("Wat er staat", list(words.SIGNATURE.items())),
        "name": Field("Naam"),
        "date": Field("Datum", "date"),
    },
    "answer": {"text": Field("Antwoord", "long")},
    "choice": {"checked": Field("Vakje", "flag", tuple(_FLAGS))},
    "part": {"kind": _choice("Soort document", _KINDS)},
}


def of(record: str, field: str) -> Field:
    """How a value of a record (by name or kind) is called and typed."""
    return LABELS[record.partition(":")[0]][field]


def shown(record: str, field: str, value: Any) -> str:
    """A value (in the form of JSON) as people read it; empty where there is none."""
    kind = of(record, field)
    text = typed(record, field, value)
    if kind.input == "date":
        return day(text or None)
    if kind.options and (text or kind.input == "flag"):
        return next((label for option, label in kind.options if option == text), text)
    return words.ROLE.get(text, text) if field == "supervised_by" else text


def typed(record: str, field: str, value: Any) -> str:
    """A value (in the form of JSON) as it stands in its input."""
    kind = of(record, field)
    if kind.input == "flag":
        return {True: "ja", False: "nee"}.get(value, "")
    if value is None:
        return ""
    if kind.input == "number":
        return number(value)
    return ", ".join(str(item) for item in value) if kind.input == "list" else str(value)


def changed(now: Placed, form: Mapping[str, Any]) -> dict[str, Any]:
    """The values in a form that differ from what its inputs held; what was typed goes on to be checked.

    When none does, one value as it stands: whoever sends the form has looked and found it right.
    """
    found = {}
    for field in FIELDS[now.kind]:
        given, stood = form.get(field), _plain(typed(now.name, field, now.get(field)))
        if isinstance(given, str) and _plain(given) != stood:
            found[field] = _value(of(now.name, field).input, given.strip())
    if found:
        return found
    field = next((field for field in FIELDS[now.kind] if now.get(field) is not None), FIELDS[now.kind][0])
    return {field: now.get(field)}


def _value(kind: Input, given: str) -> Any:
    if kind == "flag":
        return {"ja": True, "nee": False}.get(given)
    if not given:
        return None
    if kind == "number":
        return given.replace(",", ".")
    return [item.strip() for item in given.split(",")] if kind == "list" else given.replace("\r\n", "\n")


def _plain(text: str) -> str:
    """Browsers write line ends in their own way, and drop the first one."""
    return text.replace("\r\n", "\n").strip()
