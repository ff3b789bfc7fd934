"""Which phrases of a page ask somebody to sign.

A role alone is printed in many places. It asks for a signature when it says so, when 'naam' and 'datum' stand
under it, when a mark stands beside it, or when it is set like another role that does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.signatures.model import Label, centre
from extractors.signatures.roles import find_roles, plain
from extractors.signatures.rows import row_labels
from extractors.signatures.wording import (
    DATE_LABEL,
    FILLER,
    LONGEST_LABEL,
    NAME_LABEL,
    NAMED_ROLE,
    SIGN_LABEL,
    SIGN_WORD,
    is_mostly_role,
    name_in,
    opens_signing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Phrase
    from extractors.signatures.marks import Mark

REACH = 150.0  # points under a label in which its name and date stand, inside a signing section
REACH_ABOVE = 75.0
REACH_WITHOUT_HEADING = 100.0  # nearer, where no heading says that people sign here
ALIGNED = 25.0  # points between the left edges of a role and its own name, date or signature label
NEAR_MARK = 62.0  # points up or down from a mark to the label that owns it
BESIDE_MARK = 260.0  # points from a label to a mark right of it
BEFORE_MARK = 140.0  # points from a mark to a label right of it
PREFERENCE = 20.0  # points by which a label that asks to sign may be farther from a mark
SAME_PLACE = 6.0  # points by which labels set alike differ
WORD_SPACE = 14.0  # points between the words of a justified line


def signing_labels(phrases: Sequence[Phrase], marks: Sequence[Mark], *, signing: bool) -> list[Label]:
    """The labels of the page's places to sign. `signing` tells that the page before ended in a signing section."""
    rows = row_labels(phrases)
    told = [row.teller for row in rows]
    found = [row.label for row in rows]
    found += [label for phrase in phrases if phrase not in told and (label := _candidate(phrase)) is not None]
    candidates = [label for label in found if label.explicit or not _in_sentence(label, phrases)]
    tops = [p.bbox[1] for p in phrases if opens_signing(plain(p.text)) and not find_roles(p.text)]
    section_top = 0.0 if signing else min(tops, default=float("inf"))
    accepted = [
        label
        for label in candidates
        if label.explicit or _asks_to_sign(label, phrases, in_section=label.bbox[1] >= section_top - 1)
    ]
    accepted += [label for label in _owners(marks, candidates, accepted) if label not in accepted]
    for label in candidates:
        known = any(label.roles == other.roles and not _second_parent(label, other) for other in accepted)
        in_section = label.bbox[1] >= section_top - 1
        if not known and any(_set_alike(label, other, in_section=in_section) for other in accepted):
            accepted.append(label)
    known_roles = [label.roles for label in accepted if not label.named]
    own = [label for label in accepted if not label.named or label.roles not in known_roles]
    return sorted(own, key=lambda label: (label.bbox[1], label.bbox[0]))


def _candidate(phrase: Phrase) -> Label | None:
    named = NAMED_ROLE.match(phrase.text.strip())
    name = name_in(named["name"]) if named and not NAME_LABEL.match(plain(named["name"])) else None
    if named and name and is_mostly_role(plain(named["role"])):
        roles = list(dict.fromkeys(role for role, _, _ in find_roles(named["role"])))
        return Label(phrase, named["role"], roles, explicit=False, name=name) if roles else None
    text = plain(phrase.text).strip(" :()")
    words = text.split()
    if not words or len(words) > LONGEST_LABEL or (text.endswith(".") and len(words) > 4):
        return None
    roles = list(dict.fromkeys(role for role, _, _ in find_roles(text)))
    if not roles:
        return None
    explicit = bool(SIGN_WORD.search(text))
    if not explicit and not is_mostly_role(text):
        return None
    return Label(phrase, phrase.text.strip(" :()"), roles, explicit)


def _asks_to_sign(label: Label, phrases: Sequence[Phrase], *, in_section: bool) -> bool:
    x0, _, x1, bottom = label.bbox
    near = [
        (phrase, plain(phrase.text))
        for phrase in phrases
        if -REACH_ABOVE < phrase.bbox[1] - bottom < REACH and x0 - 40 <= phrase.bbox[0] <= x1 + 260
    ]
    if in_section and any(NAME_LABEL.match(text) or DATE_LABEL.match(text) for _, text in near):
        return True
    under = [
        text
        for phrase, text in near
        if abs(phrase.bbox[0] - x0) < ALIGNED and -2 < phrase.bbox[1] - bottom < REACH_WITHOUT_HEADING
    ]
    named = any(NAME_LABEL.match(text) for text in under)
    dated = any(DATE_LABEL.match(text) for text in under)
    return (named and dated) or any(SIGN_LABEL.match(text) for text in under)


def _owners(marks: Sequence[Mark], candidates: Sequence[Label], accepted: Sequence[Label]) -> list[Label]:
    """Each mark's nearest label; a label owns one mark, and those that ask to sign go before the others."""
    pairs = sorted(
        (distance - (PREFERENCE if label in accepted else 0.0), i, j)
        for i, label in enumerate(candidates)
        for j, mark in enumerate(marks)
        if (distance := _distance(label, mark)) is not None
    )
    owners: dict[int, int] = {}
    for _, i, j in pairs:
        if i not in owners and j not in owners.values():
            owners[i] = j
    return [candidates[i] for i in owners]


def _distance(label: Label, mark: Mark) -> float | None:
    """How far a label is from a mark that stands under, above or beside it; None when it can't be its owner."""
    x0, top, x1, bottom = label.bbox
    left, mark_top, right, mark_bottom = mark.bbox
    if min(x1, right) - max(x0, left) > 0 or abs(x0 - left) < ALIGNED:
        gap = max(mark_top - bottom, top - mark_bottom, 0.0)
        return gap if gap < NEAR_MARK else None
    middle = centre(label.bbox)[1]
    if left >= x1 - 5 and mark_top - 12 <= middle <= mark_bottom + 12 and left - x1 < BESIDE_MARK:
        return 10 + 0.2 * (left - x1)
    if right <= x0 + 5 and mark_top - 12 <= middle <= mark_bottom + 12 and x0 - right < BEFORE_MARK:
        return 20 + 0.2 * (x0 - right)
    return None


def _in_sentence(label: Label, phrases: Sequence[Phrase]) -> bool:
    """Whether a role stands amid a justified line of text, whose words lie far apart: 'hulp van  leerkracht'."""
    if not label.text[0].islower():
        return False
    x0, middle = label.bbox[0], centre(label.bbox)[1]
    return any(
        0 <= x0 - phrase.bbox[2] < WORD_SPACE
        and abs(centre(phrase.bbox)[1] - middle) < SAME_PLACE
        and phrase.text[-1].islower()
        and not (phrase.text[0].isupper() and plain(phrase.text) in FILLER)  # 'Namens' opens a label
        for phrase in phrases
    )


def _second_parent(label: Label, other: Label) -> bool:
    """Whether a label is that of the other parent in the same row: a pen may have taken its number."""
    return (
        label.roles == ["parent_1"]
        and abs(label.bbox[1] - other.bbox[1]) < SAME_PLACE
        and label is not other
        and label.bbox[0] > other.bbox[2]
    )


def _set_alike(label: Label, other: Label, *, in_section: bool) -> bool:
    """Whether two labels stand in one row or column and name different people in the same way.

    In a section where people sign, other people in one row are asked the same.
    """
    across = abs(label.bbox[1] - other.bbox[1]) < SAME_PLACE
    down = abs(label.bbox[0] - other.bbox[0]) < SAME_PLACE and abs(label.bbox[1] - other.bbox[1]) < REACH
    first = plain(label.text).split()[0] == plain(other.text).split()[0]
    return (((across or down) and first) or (across and in_section)) and label.phrase.words[
        0
    ].bold == other.phrase.words[0].bold
