"""Rules about signatures: ink or a valid digital signature; a typed name is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validators.findings import Draft, Outcome
from validators.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import PartKind, Role, Signature
    from validators.case import Case
    from validators.parameters import ParentSignatures, SchoolSignature

SIGNING = (
    "signature.missing",
    "signature.typed_only",
    "signature.invalid",
    "signature.date_missing",
    "reading.uncertain",
)
PARENTS: tuple[Role, ...] = ("parent_1", "parent_2")


@rule("parent_signatures", *SIGNING)
def parent_signatures(case: Case, ask: ParentSignatures) -> Outcome:
    """Both parents with legal authority sign; where the form says that one has sole authority, one is enough."""
    boxes = case.signatures(ask.kind)
    if sole_authority(case):
        return Outcome(one_of(case, boxes, PARENTS, fallback="parent_1", form=ask.kind))
    shared = [b for b in boxes if set(PARENTS) <= set(b.signs)]
    if shared and not any(b.role == "parent_2" for b in boxes):
        return Outcome(_shared(case, shared, ask.kind))
    return Outcome([d for role in PARENTS for d in one_of(case, boxes, (role,), fallback=role, form=ask.kind)])


def _shared(case: Case, boxes: Sequence[Signature], form: PartKind) -> list[Draft]:
    """One box for both parents: that something stands in it does not tell whether both signed."""
    found = one_of(case, boxes, ("parent_1",), fallback="parent_1", form=form)
    evidence = [e for b in boxes for e in b.evidence]
    return found or [Draft("reading.uncertain", "parent_2", evidence, "signature")]


@rule("school_signature", *SIGNING)
def school_signature(case: Case, ask: SchoolSignature) -> Outcome:
    """One of these people signed; the subject is the role of the box that the form prints, else the first of them."""
    return Outcome(one_of(case, case.signatures(ask.kind), ask.any_of, fallback=ask.any_of[0], form=ask.kind))


def sole_authority(case: Case) -> bool:
    """Whether a form says, by its ticked box, that one parent has authority."""
    ticked = {c.option for c in case.records.choices if c.question == "custody" and c.checked and case.own(c.part)}
    return ticked == {"one"}


def one_of(
    case: Case, boxes: Sequence[Signature], roles: tuple[Role, ...], *, fallback: Role, form: PartKind
) -> list[Draft]:
    """What is wrong when one of these roles must have signed; nothing when one did, validly and with a date."""
    # A label may name more people than sign in its box ('vader/voogd'); a box of one's own goes first.
    mine = [b for b in boxes if b.role in roles] or [b for b in boxes if any(r in roles for r in b.signs)]
    signed = [b for b in mine if b.state in ("ink", "digital") and b.intact is not False]
    if signed:
        return _signed(case, signed, fallback)
    role = _subject(mine, fallback)
    evidence = [e for b in mine for e in b.evidence]
    values = {"form": form}
    broken = [b for b in mine if b.intact is False]
    nameless = [b for b in boxes if b.role is None and not b.signs and b.state in ("ink", "digital")]
    if broken:
        return [Draft("signature.invalid", _role(broken[0], role), broken[0].evidence)]
    # On a scan a box that was not found may be there; a box that was found and is empty is empty.
    unseen = not mine and case.on_scan(form)
    if unseen or nameless or any(case.doubtful(b.confidence) for b in mine):
        evidence = evidence or [e for b in nameless for e in b.evidence]
        return [Draft("reading.uncertain", role, evidence, "signature")]
    typed = [b for b in mine if b.state == "typed"]
    if typed:
        return [Draft("signature.typed_only", _role(typed[0], role), typed[0].evidence, values=values)]
    return [Draft("signature.missing", role, evidence, values=values)]


def _signed(case: Case, signed: Sequence[Signature], fallback: Role) -> list[Draft]:
    best = max(signed, key=lambda b: b.confidence)
    if case.doubtful(best.confidence):
        return [Draft("reading.uncertain", _role(best, fallback), best.evidence, "signature")]
    if any(b.date or b.dated for b in signed):
        return []
    return [Draft("signature.date_missing", _role(best, fallback), best.evidence)]


def _role(box: Signature, fallback: Role) -> Role:
    return box.role or (box.signs[0] if box.signs else fallback)


def _subject(boxes: Sequence[Signature], fallback: Role) -> Role:
    printed = {_role(b, fallback) for b in boxes}
    return printed.pop() if len(printed) == 1 else fallback
