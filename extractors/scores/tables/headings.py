"""What a heading of a score table names: one field for certain, several possibly, or something nobody asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.scores.worn.misprints import meant
from extractors.vocabulary import load, normalised, squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Word

NUMBERS = ("raw_score", "skill_score", "percentile", "dle", "didactic_age")
_LEVELS = {"level_letter": "level", "level_roman": "level"}
_ONE_OF = {"score": ("raw_score", "skill_score"), "level": ("level", "functioning_level")}
_BENEATH = {"didactic": ("dle", "didactic_age", "functioning_level")}
MISPRINTED = 0.7  # weight of a heading that a misprint hides
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CARD = re.compile(r"(?i)(?:\b(?:lees)?kaart|\bkrt\.?|\bdmt|\bk)\s?([123])$")
LONGEST = 5  # words in a heading
_DEFINITION = re.compile(
    r"(?<!\w)([A-Za-z][\w.%/+-]{0,11}(?:\s\w{1,4}\.?)?)\s*(?:=|:|staat voor|betekent)\s*([^,;.=|]{4,60}(?:\([^)]*\))?)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Fields that a heading can stand for with a weight 0..1; empty and `noise` when it names something else."""

    fields: dict[str, float] = field(default_factory=dict)
    noise: bool = False


Legend = tuple[tuple[str, str], ...]


def legend_of(texts: list[str]) -> Legend:
    """Abbreviations that the texts explain ('VS = vaardigheidsscore'), with their meaning."""
    found: dict[str, str] = {}
    for text in texts:
        if "=" in text or ":" in text or "staat voor" in text:
            for match in _DEFINITION.finditer(text):
                short, meaning = match.groups()
                if "=" in match.group() or len(short) <= 5:
                    found.setdefault(squeezed(short), meaning.strip())
    return tuple(found.items())


@lru_cache(maxsize=20_000)
def names_heading(text: str) -> bool:
    """Whether the whole text is a heading of a score table."""
    if len(text) > 60 or text.strip() in ("M", "E", "T", "H", "B") or re.fullmatch(r"[\d\W]*|[A-E]|[IV]{1,3}", text):
        return False
    return any(load("score_headings", table).whole(text) for table in ("sure", "vague", "never"))


@lru_cache(maxsize=20_000)
def exact_heading(text: str) -> bool:
    """Whether the text is a heading as it stands, without a misprint."""
    tables = [load("score_headings", table).whole(text) for table in ("sure", "vague", "never")]
    return names_heading(text) and any(m is not None and m.score >= 0.9 for m in tables)


def heading_runs(words: Sequence[Word]) -> list[list[Word]]:
    """Words close together, parted where one known heading ends and the next begins; one run if any is unknown."""
    runs: list[list[Word]] = []
    at = 0
    while at < len(words):
        counts = range(min(LONGEST, len(words) - at), 0, -1)
        texts = {n: " ".join(w.text for w in words[at : at + n]) for n in counts}
        count = next((n for n in counts if exact_heading(texts[n])), 0)
        count = count or next((n for n in counts if names_heading(texts[n])), 0)
        if not count:
            return [list(words)]
        runs.append(list(words[at : at + count]))
        at += count
    return runs


@lru_cache(maxsize=5_000)
def name_misread(heads: tuple[str, ...], legend: Legend = ()) -> Named:
    """As `name_heading`, for headings read from a picture: what they say no more than nearly is worth less."""
    named = name_heading(heads, legend)
    if named.noise or max(named.fields.values(), default=0) > MISPRINTED:
        return named
    for start in range(len(heads)):
        if (phrase := meant(" ".join(heads[start:]))) and (mended := _whole(phrase)):
            return Named({name: MISPRINTED * weight for name, weight in mended.fields.items()}, mended.noise)
    above = [" ".join(heads[a:b]) for b in range(1, len(heads)) for a in range(b)]
    spanning = [m for head in above if (m := load("score_headings", "spanning").whole(head))]
    return Named(dict.fromkeys(_BENEATH[spanning[0].key], 0.35)) if spanning and not named.fields else named


@lru_cache(maxsize=5_000)
def name_heading(heads: tuple[str, ...], legend: Legend = ()) -> Named:
    """What the headings of one column (top-down) name together. The longest known ending decides.

    An abbreviation means what the page's own legend says, where the legend says something known.
    """
    known = dict(legend)
    explained = tuple(known.get(squeezed(h), h) for h in heads)
    named = _name(explained) if explained != heads else Named()
    if named.fields:
        return named
    bare = tuple(_BRACKETS.sub("", h).strip() or h for h in heads)  # 'DLE (mnd)', 'Ruwe score (max. 60)'
    named = _name(heads)
    plain = _name(bare) if bare != heads else named
    return plain if max(plain.fields.values(), default=0) > max(named.fields.values(), default=0) else named


def _name(heads: tuple[str, ...]) -> Named:
    joined = " ".join(heads)
    for start in range(len(heads)):
        if named := _whole(" ".join(heads[start:])):
            return Named(noise=True) if named.fields and speaks_of_average(joined) else named
    return _inside(joined)


def card_named(heads: tuple[str, ...]) -> int | None:
    """The card whose own score a column holds: 'kaart 2', 'DMT 2', 'k2'."""
    match = _CARD.search(" ".join(heads)) if heads else None
    return int(match.group(1)) if match else None


def number_fields(text: str) -> list[str]:
    """The number fields that a text mentions, in its order, each once."""
    found = [m.key for m in load("score_headings", "sure").find(text) if m.key in NUMBERS and len(m.phrase) > 1]
    return list(dict.fromkeys(found))


def _whole(text: str) -> Named | None:
    match = load("score_headings", "sure").whole(text)
    vague = load("score_headings", "vague").whole(text)
    never = load("score_headings", "never").whole(text)
    best = max((m for m in (match, vague, never) if m), key=lambda m: m.score, default=None)
    if best is None:
        return None
    if best is match:
        return Named({_LEVELS.get(best.key, best.key): best.score})
    if best is vague:
        return Named(dict.fromkeys(_ONE_OF[best.key], 0.5 * best.score))
    return Named(noise=True)


def _inside(text: str) -> Named:
    if speaks_of_average(text):
        return Named(noise=True)
    fields: dict[str, float] = {}
    for match in load("score_headings", "sure").find(text):
        if len(match.phrase) > 2:
            name = _LEVELS.get(match.key, match.key)
            fields[name] = max(fields.get(name, 0), 0.4 + 0.4 * len(match.phrase) / len(text))
    if not fields:
        for match in load("score_headings", "vague").find(text):
            for name in _ONE_OF[match.key]:
                fields[name] = max(fields.get(name, 0), 0.35)
    if not fields and any(len(m.phrase) > 3 for m in load("score_headings", "never").find(text)):
        return Named(noise=True)
    return Named(fields)


def speaks_of_average(text: str) -> bool:
    """Whether a text is about others than the pupil: a class, the country, a goal."""
    average = load("score_headings", "average")
    stems = average.phrases["stems"]
    return bool(average.find(text)) or any(word.startswith(stems) for word in normalised(text).split())
