"""Who gives the help, and under whose supervision, in a cell or a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from extractors.interventions.phrases.misprints import guidance_spelled
from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.records import Role
    from extractors.vocabulary import Match

_CAPITAL = r"(?:(?:[A-ZÀ-ÖØ-Þ]\.\s?)+|[A-ZÀ-ÖØ-Þ][\w'’‘-]*)"
_PARTICLE = (
    r"(?:(?:[Vv]an|[Dd]en|[Dd]er|[Dd]e|[Tt]en|[Tt]er|te|in|op|aan|el|al|la|le|von|bin|ben|d['’‘]|['’‘]t|['’‘]s|het)\s*)"
)
NAME = rf"{_CAPITAL}(?:\s*{_PARTICLE}*\s*(?<=[\s'’.]){_CAPITAL})*"
_NAME = re.compile(NAME)
_NAME_AFTER = re.compile(rf"\s*[:,(–-]?\s*(?:mevr(?:ouw|\.)?|dhr\.?|de heer|juf|meester)?\s*({NAME})")
_NAME_BEFORE = re.compile(rf"({NAME})\s*[,(–-]+\s*$")
_SUPERVISED = re.compile(
    r"(?:\bonder\s+|\bo\.\s?|\bmet\s+|\bin\s+)?(?:\bsupervisie\b|\bsupervisor\b|\bsuperv\b\.?|\bgesuperviseerd\b|\bs\.?\s?v\.\s)"
    r"(?:\s*(?:van|door|door\s+de|is))?[\s:]*"
    r"|\b(?P<guided>onder\s+(?:begeleiding|leiding)\s+van|o\.?\s?[bl]\.?\s?v\b\.?)\s+"
    r"|\bo\.?\s?s\.?\s?v\b\.?\s+"
    r"|\b(?:onder\s+)?(?:verantwoordelijkheid|aansturing|toezicht)\s+van\s+"
    r"|\b(?:aangestuurd|gecoacht|begeleid|ondersteund)\s+door[\s:]*",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"^(?:de|het|een|onze|van|door|is)\s+", re.IGNORECASE)
_EDGES = " \t\n,;:-–—/()+&."


@dataclass(frozen=True, slots=True)
class People:
    """Provider and supervisor; `certain` is False where the text names several who may be meant."""

    role: Role | None = None
    name: str | None = None
    supervised_by: str | None = None
    certain: bool = True


def find_people(text: str, *, prose: bool = False) -> People:
    """The people of a text. In prose a name counts only beside a function: other names are pupils or schools."""
    flat = guidance_spelled(re.sub(r"(?<=\w)- (?=[A-ZÀ-Þ])", "-", " ".join(text.split())))
    cue = _SUPERVISED.search(flat)
    if cue is None:
        return _provider(flat, prose=prose)
    provider = _provider(flat[: cue.start()], prose=prose)
    behind = flat[cue.end() :]
    if provider.role is None and provider.name is None and (cue["guided"] or "begeleid" in cue.group()):
        return find_people(behind, prose=prose)
    return People(provider.role, provider.name, _printed_person(behind), provider.certain)


def role_of(text: str) -> Role | None:
    """The first function that the text names."""
    return _provider(text, prose=True).role


def roles_named(text: str) -> list[Role]:
    """All functions that the text names; what children call somebody ('juf') is none."""
    return list(dict.fromkeys(cast("Role", m.key) for m in _roles(text) if m.key != "title"))


def _roles(text: str) -> list[Match]:
    found = [m for m in load("roles").find(text) if not _inside_word(text, m.span)]
    return [m for m in found if m.key != "title"] or found


def _inside_word(text: str, span: tuple[int, int]) -> bool:
    """'ib-groep' and 'RT-lokaal' name no person."""
    return bool(re.match(r"-\w{4,}", text[span[1] :]))


def _provider(text: str, *, prose: bool) -> People:
    roles = _roles(text)
    names = [n for m in roles for n in [_beside(text, m)] if n]
    rest = text
    for match in reversed(roles):
        rest = rest[: match.span[0]] + " | " + rest[match.span[1] :]
    if not names and not prose:
        names = [n for n in (_clean(m.group()) for m in _NAME.finditer(rest)) if n]
    kinds = list(dict.fromkeys(m.key for m in roles))
    role = cast("Role", "teacher" if kinds[0] == "title" else kinds[0]) if kinds else None
    return People(role, names[0] if names else None, None, len(kinds) < 2 and len(set(names)) < 2)


def _beside(text: str, role: Match) -> str | None:
    after = _NAME_AFTER.match(text[role.span[1] :])
    before = _NAME_BEFORE.search(text[: role.span[0]])
    hit = before or after
    return _clean(hit[1]) if hit else None


def _clean(name: str) -> str | None:
    name = name.strip(_EDGES)
    words = name.casefold().split()
    only_role = bool(_roles(name)) and not _NAME.search(_without_roles(name))
    return (
        None
        if not words
        or words[0] in load("interventions", "words").phrases["no_name"]
        or only_role
        or len(name) < 2
        or (len(name) == 2 and not name[1].islower())
        else name
    )


def _without_roles(text: str) -> str:
    for match in reversed(_roles(text)):
        text = text[: match.span[0]] + text[match.span[1] :]
    return text


def _printed_person(text: str) -> str | None:
    """The supervisor as printed: 'Femke de Wit (leesspecialist)', 'leesspecialist Femke de Wit', 'leesspecialist'."""
    while (shorter := _ARTICLES.sub("", text.lstrip(" :,-"))) != text:
        text = shorter
    if match := re.match(rf"{NAME}(?:\s*\([^)]*\)?|\s*,\s*(?=\w))?", text):
        end = match.end()
        roles = [m for m in _roles(text) if m.span[0] <= end + 2]
        end = max([end, *(m.span[1] for m in roles)])
        if roles and (after := _NAME_AFTER.match(text[roles[-1].span[1] :])) and roles[-1].span[0] == 0:
            end = roles[-1].span[1] + after.end()
        text = text[:end] + (")" if text[:end].count("(") > text[:end].count(")") else "")
    elif roles := _roles(text):
        after = _NAME_AFTER.match(text[roles[0].span[1] :]) if roles[0].span[0] == 0 else None
        text = text[: roles[0].span[1] + (after.end() if after else 0)]
    else:
        text = re.split(r"[.;]\s|$", text, maxsplit=1)[0]
    return text.strip(" ,;:.-–") or None
