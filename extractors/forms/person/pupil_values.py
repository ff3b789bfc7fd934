"""Values about the pupil as they stand in the place of a form: a name, a group, a place, repeated years."""

from __future__ import annotations

import re

from extractors.forms.filling import polarity
from extractors.vocabulary import normalised

_ONE_GROUP = r"([1-8])\s?(?:[a-h]|e leerjaar)?\b(?!\s*(?:/|-|en|t m)?\s*[1-8]\b)"
_GROUP = re.compile(rf"(?:jaar)?(?:groep|gr|leerjaar|klas) ?{_ONE_GROUP}|{_ONE_GROUP}$")
_GROUPS = re.compile(
    r"(?:groep(?:en)?|gr|jaargroep|klas|leerjaar)\s*((?:[1-8](?:\s*(?:en|e|,|groep)?\s*(?=[1-8]\b))?)+)\b"
)
_LONE = re.compile(r"(?<!\d)[1-8](?!\d)")
_NAME_END = re.compile(
    r"\s*(?:\(|,?\s*(?:geb(?:oren)?\b|geboortedatum\b|groep\s*\d|\d{1,2}[-./ ]\d)|;|\||\s[-–/](?:\s|$)).*$",
    re.IGNORECASE,
)
_GROUP_BEHIND = re.compile(r"(?i)[,;(]?\s*(?:jaar)?groep\s*[1-8].*$")
_MONTHS = re.compile(
    r"(?:(?:ca|circa|ongeveer|ruim|al|meer dan|minstens) )*\d+(?: \d+)?(?: (?:maanden?|mnd|lees\w*|onderwijs|van))*"
)
LONGEST_NAME = 60
MOST_MONTHS = 100


def name_in(text: str) -> str | None:
    """The name in a place that asks for one, without a birth date or group behind it."""
    name = _NAME_END.sub("", text).strip(" .,:;")
    letters = sum(c.isalpha() for c in name)
    if letters < 2 or len(name) > LONGEST_NAME or any(c.isdigit() for c in name):
        return None
    return name


def group_in(text: str, _label: str = "") -> int | None:
    """The group that the text is ('5', 'groep 5b'); a combined group such as 4/5 tells nothing of the pupil."""
    match = _GROUP.match(normalised(text))
    return int(match[1] or match[2]) if match else None


def place_in(text: str, label: str = "") -> str | None:
    """A municipality, without 'gemeente' before it. Where a label asks for place and municipality, its own half."""
    halves, asked = text.split("/"), label.split("/")
    if len(halves) == len(asked) > 1:
        text = next((h for h, a in zip(halves, asked, strict=True) if "gemeente" in a.casefold()), text)
    place = re.sub(r"(?i)^\s*(?:de\s+)?gemeente\s+(?=\S)", "", text).strip(" .,:;")
    return place if re.search(r"[^\W\d_]{2}", place) and not any(c.isdigit() for c in place) else None


def school_in(text: str, _label: str = "") -> str | None:
    """A school's name; a yes, no or number is none."""
    school = _GROUP_BEHIND.sub("", text).strip(" .,:;")
    if polarity(school) == "no" or not re.search(r"[^\W\d_]{2}", school) or len(school) > 80:
        return None
    return school


def months_in(text: str, label: str = "") -> int | None:
    """A number of months. A label that ends with 'groep' has run its own number into the place."""
    plain = normalised(text)
    if not _MONTHS.fullmatch(plain):
        return None
    numbers = [int(n) for n in re.findall(r"\d+", plain)]
    if len(numbers) > 1 and normalised(label).endswith("groep") and 3 in numbers:
        numbers.remove(3)
    return numbers[0] if len(numbers) == 1 and numbers[0] <= MOST_MONTHS else None


def repeated_in(text: str, _label: str = "") -> list[int] | None:
    """Groups that were sat twice: [] for a no, None where it says yes and not which."""
    plain = normalised(text)
    groups = {int(n) for found in _GROUPS.findall(plain) for n in re.findall(r"[1-8]", found)}
    if not groups and not polarity(text):
        groups = {int(n) for n in _LONE.findall(plain)}
    elif not groups and polarity(text) == "yes":
        groups = {int(n) for n in _LONE.findall(re.sub(r"\b(?:19|20)\d\d\b", "", plain))}
    if groups and polarity(text) != "no":
        return sorted(groups)
    return [] if polarity(text) == "no" else None
