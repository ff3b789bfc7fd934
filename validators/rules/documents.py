"""Rules about the files: readable, complete, of this pupil, anonymous where they must be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validators.findings import Draft, Outcome
from validators.names import may_name
from validators.rules.registry import rule

if TYPE_CHECKING:
    from extractors.records import ExternalReport, Identity, PageDoubt, Part, PartKind
    from validators.case import Case
    from validators.parameters import Anonymous, Attachments, DocumentPresent, Files

_ANSWERED_BY = {"speech_therapy": {"speech_therapy", "other"}, "earlier_examination": {"examination", "other"}}


@rule(
    "files",
    "document.unreadable",
    "document.password",
    "document.unsupported",
    "document.duplicate",
    "document.other_pupil",
    "reading.uncertain",
)
def files(case: Case, _: Files) -> Outcome:
    """Settled: unreadable, password, unsupported and other_pupil block; a copy is a note that names the later file."""
    drafts = [Draft(p.code, case.file(p.document), values={"detail": p.detail}) for p in case.records.problems]
    drafts += [
        Draft("document.duplicate", case.file(copy), values={"original": case.file(original)})
        for copy, original in sorted(case.copies.items(), key=lambda pair: case.file(pair[0]))
    ]
    seen: set[int] = set()
    for identity in case.strangers:
        if identity.part.document not in seen:
            seen.add(identity.part.document)
            drafts.append(_stranger(case, identity))
    unsure = {i.part.document: i for i in case.records.identities if i.in_doubt and i.part.document not in seen}
    drafts += [_unsure(case, identity) for identity in unsure.values()]
    drafts += [_pages(case, doubt) for doubt in case.records.page_doubts]
    return Outcome(drafts)


def _pages(case: Case, doubt: PageDoubt) -> Draft:
    """Missing pages, or pages through one another: only a person can say whether the file is what was meant."""
    file = case.file(doubt.document)
    *others, last = [str(number) for number in doubt.numbers] or [""]
    numbers = f"{', '.join(others)} en {last}" if others else last
    variant = f"pages_{doubt.trouble}" + ("_several" if doubt.trouble == "missing" and others else "")
    return Draft("reading.uncertain", f"pages/{file}", doubt.evidence, variant, {"file": file, "numbers": numbers})


def _stranger(case: Case, identity: Identity) -> Draft:
    file = case.file(identity.part.document)
    if case.doubtful(identity.confidence) or _misread(case, identity):
        return _unsure(case, identity)
    return Draft("document.other_pupil", file, identity.evidence)


def _unsure(case: Case, identity: Identity) -> Draft:
    return Draft("reading.uncertain", case.file(identity.part.document), identity.evidence, variant="pupil")


def _may_be(case: Case, index: int, part: Part, kind: PartKind) -> bool:
    """Whether a doubtful part may be of the kind: its words say so, or a scan was read too badly to say."""
    if part.kind == "unknown" and case.records.documents[index].reading != "text":
        return True
    return case.doubtful(part.confidence) and kind in (part.kind, *part.might_be)


def _misread(case: Case, identity: Identity) -> bool:
    """A scan with the pupil's own name or birth date, the other misread: that is likelier than another child."""
    pupil = case.records.pupil
    scanned = case.records.documents[identity.part.document].reading != "text"
    same_name = bool(identity.name) and may_name(identity.name, pupil.name) and may_name(pupil.name, identity.name)
    same_day = identity.birth_date is not None and identity.birth_date == pupil.birth_date
    return scanned and (same_name or same_day)


@rule("document", "document.missing", "document.other_pupil", "reading.uncertain")
def document(case: Case, ask: DocumentPresent) -> Outcome:
    """A document that the profile requires is there. Absent, or of another pupil: one finding alone."""
    if any(part.kind == ask.kind and not case.doubtful(part.confidence) for _, part in case.parts):
        return Outcome()
    foreign = [identity for identity in case.strangers if identity.part.kind == ask.kind]
    if foreign:
        return Outcome([_stranger(case, identity) for identity in foreign])
    # A document of which we hardly know what it is may be this one, also where it passes for another kind.
    unsure = [(i, p) for i, p in case.parts if _may_be(case, i, p, ask.kind)]
    if unsure:
        index, part = min(unsure, key=lambda pair: pair[1].kind != ask.kind)
        place = f'bladzijde {part.first_page} van "{case.file(index)}"'
        return Outcome([Draft("reading.uncertain", ask.kind, variant="document", values={"place": place})])
    return Outcome([Draft("document.missing", ask.kind)])


@rule("anonymous", "document.not_anonymised", "reading.uncertain")
def anonymous(case: Case, _: Anonymous) -> Outcome:
    """A group overview is anonymised: it shows no names of other pupils."""
    drafts = []
    for overview in case.records.group_overviews:
        # 'Ll. 8' numbers a child, and a misreading of it does so too.
        names = [name for name in overview.names if not any(letter.isdigit() for letter in name)]
        others = [name for name in names if not may_name(name, case.records.pupil.name)]
        if case.own(overview.part) and others:
            file = case.file(overview.part.document)
            doubtful = case.doubtful(overview.confidence)
            code, variant = ("reading.uncertain", "anonymous") if doubtful else ("document.not_anonymised", None)
            drafts.append(Draft(code, file, overview.evidence, variant, {"count": str(len(others))}))
    return Outcome(drafts, applies=case.has("group_overview"))


@rule("attachments", "document.attachment_missing", "reading.uncertain")
def attachments(case: Case, ask: Attachments) -> Outcome:
    """Reports that the forms mention (speech therapy, an earlier examination) are attached."""
    drafts = []
    reports = [r for r in case.records.external_reports if case.own(r.part)]
    for what in ask.mentions:
        mentions = [m for m in case.records.mentions if m.what == what and case.own(m.part)]
        if mentions and not _answered(what, reports):
            best = max(mentions, key=lambda m: m.confidence)
            doubtful = case.doubtful(best.confidence) or case.unnamed_scan()
            code, variant = ("reading.uncertain", "attachment") if doubtful else ("document.attachment_missing", None)
            drafts.append(Draft(code, what, best.evidence, variant, {"text": best.text}))
    return Outcome(drafts)


def _answered(what: str, reports: list[ExternalReport]) -> bool:
    return any(report.subject in _ANSWERED_BY[what] for report in reports)
