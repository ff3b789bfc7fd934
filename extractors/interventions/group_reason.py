"""Why a group and not the pupil alone: often written at the end of another cell, behind a label of its own."""

from __future__ import annotations

import re

# A label starts with a capital; 'in de groep: …' is running text.
LABEL = re.compile(
    r"(?:^|(?<=\s))(?:Groep(?:je|svorm)?|(?:Meerwaarde|Reden|Motivatie|Toelichting|Keuze)[\w ]{0,20}groep\w*)\s*:\s*"
)
SHORTEST = 3  # words of a reason; 'Groep: 4' tells the size


def part_group_reason(texts: dict[str, str]) -> dict[str, str]:
    """The texts of a period, a reason for its group taken out of the text that it ends."""
    if texts.get("group_reason"):
        return texts
    for field, text in texts.items():
        for match in LABEL.finditer(text):
            reason = text[match.end() :].strip()
            if len(reason.split()) >= SHORTEST:
                before = text[: match.start()].strip()
                kept = {**texts, "group_reason": reason}
                if before:
                    return {**kept, field: before}
                return {name: told for name, told in kept.items() if name != field}
    return texts
