"""Rules about what forms must say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from validators.findings import Draft, Outcome
from validators.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import Answer, Choice
    from validators.case import Case
    from validators.parameters import CareProvider, Comorbidity, ErrorAnalysis, Fields


# On a scan an empty tick box is easily read as a letter: 'U Leestalent' need not be a choice.
# A line through a word is easily lost on a scan: 'IWAL / RID (doorhalen wat niet van toepassing is)'.
_STRUCK = re.compile(r"\w\s*/\s*\w|\bdoorhalen\b|\bdoorstrepen\b|\bomcirkel", re.IGNORECASE)
_STRAY = re.compile(r"(?<!\w)\w(?!\w)")


@rule("fields", "form.field_empty", "reading.uncertain")
def fields(case: Case, ask: Fields) -> Outcome:
    """A required field of a form is filled in. A field that a form does not print is not asked for here."""
    drafts = [
        _empty(case, "form.field_empty", name, case.answers(name, ask.kind))
        for name in ask.fields
        if not _told_elsewhere(case, name)
    ]
    return Outcome([draft for draft in drafts if draft])


def _told_elsewhere(case: Case, name: str) -> bool:
    """Two matters that forms ask as a table: the measurements that signalled, and the results of each period."""
    told = {"signalling": case.claims, "guidance_results": [i for _, i in case.interventions if i.evaluation]}
    return bool(told.get(name))


@rule("error_analysis", "intervention.no_error_analysis", "reading.uncertain")
def error_analysis(case: Case, ask: ErrorAnalysis) -> Outcome:
    """'Met foutenanalyse en gerichte interventies daarop': the form's field for it is filled in.

    A form without such a field may tell it in its own words, so a person looks.
    """
    if case.has(ask.kind) and not any(a.field == "error_analysis" for a in case.records.answers):
        return Outcome([Draft("reading.uncertain", "error_analysis", variant="absent")])
    draft = _empty(case, "intervention.no_error_analysis", "", case.answers("error_analysis", ask.kind))
    return Outcome([draft] if draft else [])


def _empty(case: Case, code: str, subject: str, answers: Sequence[Answer]) -> Draft | None:
    if not answers or any(a.text for a in answers):
        return None
    evidence = [e for a in answers for e in a.evidence]
    if all(case.doubtful(a.confidence) for a in answers):
        return Draft("reading.uncertain", subject or "error_analysis", evidence, "field")
    return Draft(code, subject, evidence)


@rule("care_provider", "form.provider_not_single", "reading.uncertain")
def care_provider(case: Case, ask: CareProvider) -> Outcome:
    """'Hebben ouders één zorgaanbieder gekozen?', and one that has a contract where the profile lists them."""
    choices = [c for c in case.records.choices if c.question == "care_provider" and case.own(c.part)]
    written = case.answers("care_provider")
    evidence = [e for c in choices if c.checked for e in c.evidence] + [e for a in written for e in a.evidence]
    if not choices and not written:
        return Outcome([Draft("reading.uncertain", "care_provider", variant="choice")])
    chosen = _chosen(choices, written, ask.providers)
    unclear = (_STRAY, _STRUCK)
    blurred = any(case.scanned(a.evidence) and p.search(a.text or "") for a in written for p in unclear) or any(
        case.scanned(c.evidence) and _garbled(c.option, ask.providers) for c in choices
    )
    if len(chosen) == 1 and not blurred and _listed(chosen[0], ask.providers):
        return Outcome()
    unread = any(a.text is None and case.doubtful(a.confidence) for a in written)
    if blurred or unread or any(c.checked is None or case.doubtful(c.confidence) for c in choices):
        return Outcome([Draft("reading.uncertain", "care_provider", evidence, "choice")])
    variant = "none" if not chosen else "several" if len(chosen) > 1 else "unlisted"
    values = {"chosen": ", ".join(chosen), "listed": ", ".join(ask.providers)}
    return Outcome([Draft("form.provider_not_single", "", evidence, variant, values)])


def _chosen(choices: Sequence[Choice], written: Sequence[Answer], providers: Sequence[str]) -> list[str]:
    named = [c.option for c in choices if c.checked]
    for answer in written:
        text = answer.text or ""
        # 'Braams en Partners' is one name; of names that the profile lists we know where they end.
        listed = [p for p in providers if _listed(text, [p])]
        named += listed or [n.strip() for n in re.split(r"[,;/]", text) if n.strip()]
    return list({_plain(n): n for n in named}.values())


def _garbled(option: str, providers: Sequence[str]) -> bool:
    """Whether an option is not the one name that a form prints there: half a name, two, or one with more beside it."""
    if not providers:
        return bool(_STRAY.fullmatch(option.strip()))
    named = [p for p in providers if _listed(option, [p])]
    return len(named) > 1 or bool(_STRAY.search(option)) or (not named and any(_part_of(option, p) for p in providers))


def _part_of(option: str, provider: str) -> bool:
    return bool(_plain(option)) and _plain(provider).startswith(_plain(option))


def _listed(name: str, providers: Sequence[str]) -> bool:
    # A form may print more than the bare name: 'RID (Rotterdam)'.
    return not providers or any(re.search(rf"\b{re.escape(_plain(p))}\b", _plain(name)) for p in providers)


def _plain(name: str) -> str:
    return " ".join(re.split(r"\W+", name.casefold())).strip()


@rule("comorbidity", "comorbidity.noted", "comorbidity.undocumented", "reading.uncertain")
def comorbidity(case: Case, ask: Comorbidity) -> Outcome:
    """Another disorder is noted; where it does not hinder treatment the old scheme wants an expert's word for that."""
    named = [m for m in case.records.mentions if m.what == "other_disorder" and case.own(m.part)]
    if not named:
        return Outcome(applies=False)
    evidence = [e for m in named for e in m.evidence]
    values = {"text": named[0].text}
    note = Draft("comorbidity.noted", "", evidence, values=values)
    backed = any(m.what == "expert_statement" and case.own(m.part) for m in case.records.mentions) or any(
        r.subject in ("medical", "examination", "other") and case.own(r.part) for r in case.records.external_reports
    )
    if not ask.expert_report or backed or all(m.hinders_treatment for m in named):
        return Outcome([note])
    if all(case.doubtful(m.confidence) for m in named) or case.unnamed_scan():
        return Outcome([Draft("reading.uncertain", "other_disorder", evidence, "field")])
    return Outcome([Draft("comorbidity.undocumented", "", evidence, values=values)])
