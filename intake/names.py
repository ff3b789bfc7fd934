"""File names as people gave them: shown, sorted by, never used as a path."""

import re
import unicodedata

from extractors.values.citizen_number import mask

LONGEST = 200  # bytes; file systems take 255, and a number may be added


def safe_name(given: str) -> str:
    """The name alone, whatever folders stand before it, without control characters, and not too long."""
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C").strip()
    name = mask(name)  # a name is shown in many places, and none of them needs a citizen service number
    if not name.strip("."):
        return "document"
    stem, dot, suffix = name.rpartition(".")
    ending = dot + suffix if stem and len(suffix) < 10 else ""
    return _cut(name.removesuffix(ending), LONGEST - len(ending.encode())) + ending


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")


def numbered(name: str, taken: set[str]) -> str:
    """The name, or 'name (2)' where another file of the dossier already has it."""
    if name not in taken:
        return name
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    number = 2
    while (candidate := f"{stem} ({number}){dot}{suffix}") in taken:
        number += 1
    return candidate
