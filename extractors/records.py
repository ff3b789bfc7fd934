"""The vocabulary that everything shares: what was read from a dossier, with evidence and confidence.

The first half has the outside form that the contract fixes (it appears in the report as it stands here).
The second half is what rules need and the report does not repeat: answers, choices, mentions, identities.

Boxes are `(x0, top, x1, bottom)` in PDF points from the top left of the page as it is displayed.
A value that no document states is `None`; a value worked out from others is named in `derived`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic resolves the annotations at run time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

BBox = tuple[float, float, float, float]
Confidence = Annotated[float, Field(ge=0, le=1)]

Number = int | float  # as printed: 13 stays 13, for evidence is compared by its digits

Reading = Literal["text", "ocr", "mixed", "none"]
PartKind = Literal[
    "lvs_printout",
    "school_form",
    "parent_form",
    "application_form",
    "education_report",
    "action_plan",
    "group_overview",
    "external_report",
    "preventive_evaluation",
    "unknown",
]
Domain = Literal[
    "word_reading",
    "text_reading",
    "spelling",
    "reading_comprehension",
    "arithmetic",
    "vocabulary",
    "language",
    "other",
]
Role = Literal[
    "parent_1",
    "parent_2",
    "director",
    "internal_supervisor",
    "teacher",
    "reading_specialist",
    "remedial_teacher",
    "assistant",
    "tutor",
    "practitioner",
    "case_manager",
]
LevelLetter = Literal["A", "B", "C", "D", "E"]
LevelRoman = Literal["I", "II", "III", "IV", "V"]
LevelSign = Literal["+", "-"]
MeasurementKind = Literal["main", "intermediate", "unknown"]
SignatureState = Literal["ink", "digital", "typed", "absent"]
Skill = Literal["reading", "spelling"]


class Record(BaseModel):
    """Base of all records: unknown fields are a programming error."""

    model_config = ConfigDict(extra="forbid")


class Evidence(Record):
    """Where a value stands: `document` is an index in the dossier's documents, `page` counts from 1."""

    document: int
    page: int
    bbox: BBox
    text: str


class Part(Record):
    """Consecutive pages of one file that form one document of a known kind.

    `might_be` names other kinds that fit it nearly as well, likeliest first. `legible` is the share of its words that
    were read with some certainty: where handwriting or a poor scan makes it low, what seems missing may stand there.
    """

    kind: PartKind
    first_page: int
    last_page: int
    confidence: Confidence
    might_be: list[PartKind] = []
    legible: Confidence = 1.0


class Document(Record):
    """One file of the dossier, in the order of its name."""

    name: str
    sha256: str
    page_count: int
    reading: Reading
    parts: list[Part] = []


class Pupil(Record):
    """The pupil as the dossier's documents agree; `group` is the present group (1 to 8)."""

    name: str | None = None
    birth_date: dt.date | None = None
    group: int | None = None
    municipality: str | None = None
    school: str | None = None
    repeated_groups: list[int] | None = None
    months_of_reading_education: int | None = None


class OtherReading(Record):
    """What a hand may have written as well: a field of the record, its value as text (dates ISO), and how likely.

    `share` is its likelihood as a share of that of the best reading of the ink.
    """

    field: str
    value: str
    share: Confidence


class Measurement(Record):
    """One row of a test printout, or one claim of a form.

    `moment` is M or E with the group, `percentile` whole percent, `dle` and `didactic_age` months of education,
    `norm_moment` the norm table on which the level is stated, where the document says so.
    `domain` is filled on claims alone; a series carries the domain of its rows.
    `label` is the printed name of the moment ('Tussenmeting', 'medio groep 5') when it is more than the code.
    """

    domain: Domain | None = None
    moment: str | None = None
    kind: MeasurementKind = "unknown"
    date: dt.date | None = None
    school_year: str | None = None
    group: int | None = None
    cards: list[int] | None = None
    raw_score: Number | None = None
    skill_score: Number | None = None
    level_letter: LevelLetter | None = None
    level_roman: LevelRoman | None = None
    level_sign: LevelSign | None = None
    percentile: Number | None = None
    dle: Number | None = None
    didactic_age: Number | None = None
    functioning_level: str | None = None
    norm_moment: str | None = None
    label: str | None = None
    others: list[OtherReading] = []
    derived: list[str] = []
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


class ScoreSeries(Record):
    """All rows of one test, oldest first. `edition` is the edition as far as the document names it."""

    domain: Domain
    test: str
    edition: str | None = None
    measurements: list[Measurement] = []


class Provider(Record):
    """Who gives an intervention."""

    role: Role | None = None
    name: str | None = None


class Intervention(Record):
    """One period of extra support. Weeks are whole calendar weeks, minutes are minutes.

    `supervisor_roles` are the functions that `supervised_by` names; none where it is a name alone.
    """

    support_level: Literal[2, 3] | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    weeks: int | None = None
    sessions_per_week: float | None = None
    minutes_per_session: int | None = None
    minutes_per_week: int | None = None
    group_size: int | None = None
    group_reason: str | None = None
    provider: Provider = Provider()
    supervised_by: str | None = None
    supervisor_roles: list[Role] = []
    skills: list[Skill] = []
    method: str | None = None
    goal: str | None = None
    baseline: str | None = None
    evaluation: str | None = None
    derived: list[str] = []
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


class Signature(Record):
    """One signature box. `intact` is False when a digital signature does not validate, None when there is none.

    `dated` tells that something stands where the date is asked, also when it can't be read.
    """

    role: Role | None = None
    label: str = ""
    state: SignatureState
    name: str | None = None
    date: dt.date | None = None
    intact: bool | None = None
    dated: bool = False
    signs: list[Role] = []
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


# ------------------------------------------------------------------ what rules need beside the report


class PartRef(Record):
    """The part a record was read from: index of the document, kind and first page."""

    document: int
    kind: PartKind
    first_page: int


class Identity(Record):
    """Whom a part is about: the name and birth date that it prints.

    Set when the files are combined: `other_pupil` when the rest of the dossier is about somebody else; `in_doubt` when
    a scan was read too badly to say so, and what it prints may be the pupil's.
    """

    part: PartRef
    name: str | None = None
    birth_date: dt.date | None = None
    other_pupil: bool = False
    in_doubt: bool = False
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


class PupilFact(Record):
    """A fact about the pupil that a part states, before the documents are weighed against each other.

    `value` is text, except for `group` and `months_of_reading_education` (a number) and `repeated_groups` (numbers).
    """

    part: PartRef
    field: Literal["group", "municipality", "school", "repeated_groups", "months_of_reading_education"]
    value: str | int | list[int]
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


class Answer(Record):
    """A field of a form that a rule may ask for, e.g. `suspicion`, `reading_problem`, `delay`, `error_analysis`.

    `text` is None when the field is printed and left empty (placeholders count as empty);
    a field that the form does not print has no Answer.
    """

    part: PartRef
    field: str
    text: str | None = None
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


class Choice(Record):
    """One option of a question with tick boxes: `question` is `care_provider` or `custody`.

    For custody the options are `both` and `one`; for a care provider the printed name.
    `checked` is None when it can't be told.
    """

    part: PartRef
    question: Literal["care_provider", "custody"]
    option: str
    checked: bool | None
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


class Mention(Record):
    """Something a form says exists: a report or disorder. Denials ('nee', 'geen', 'n.v.t.') are no mentions."""

    part: PartRef
    what: Literal["speech_therapy", "earlier_examination", "other_disorder", "expert_statement"]
    text: str
    hinders_treatment: bool | None = None
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


class GroupOverview(Record):
    """What a group overview shows: `names` are the printed names of pupils (empty when anonymised)."""

    part: PartRef
    names: list[str] = []
    row_count: int = 0
    moment: str | None = None
    date: dt.date | None = None
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


class ExternalReport(Record):
    """A report of somebody outside the school; `subject` says what it documents."""

    part: PartRef
    subject: Literal["speech_therapy", "examination", "medical", "other"]
    evidence: list[Evidence] = []


class Hours(Record):
    """Hours that somebody spent on a preventive trajectory."""

    role: Role
    hours: float
    evidence: list[Evidence] = []


class PreventiveEvaluation(Record):
    """Midterm or final evaluation of a preventive trajectory: its sessions (dates), who was there, hours spent.

    `parties` is None when the document does not say who took part.
    """

    part: PartRef
    which: Literal["midterm", "final"] | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    sessions: list[dt.date] = []
    session_count: int | None = None
    parties: list[Role] | None = None
    hours: list[Hours] = []
    evidence: list[Evidence] = []
    confidence: Confidence = 1.0


class NormNote(Record):
    """A sentence that says on which norms levels are stated.

    `by_didactic_age` is True for 'normtabel die past bij de didactische leeftijd', False for the own group's norm.
    """

    part: PartRef
    by_didactic_age: bool
    text: str
    evidence: list[Evidence] = []


class FileProblem(Record):
    """Why a file could not be read. `code` is a finding code of the contract."""

    document: int
    code: Literal["document.unreadable", "document.password", "document.unsupported"]
    detail: str


class PageDoubt(Record):
    """Pages of a file that seem to be missing, or lie in another order than they are numbered; `numbers` as printed."""

    document: int
    trouble: Literal["missing", "swapped"]
    numbers: list[int] = []
    evidence: list[Evidence] = []


class SignedPart(Record):
    """Which signature boxes belong to which part."""

    part: PartRef
    signatures: list[Signature] = []


class PrivatePlace(Record):
    """Where a citizen service number stands, to be covered in every picture; the number itself is not kept."""

    document: int
    page: int
    bbox: BBox


class DossierRecords(Record):
    """Everything that was read from the files of one dossier."""

    documents: list[Document] = []
    problems: list[FileProblem] = []
    page_doubts: list[PageDoubt] = []
    pupil: Pupil = Pupil()
    score_series: list[ScoreSeries] = []
    claims: list[Measurement] = []
    interventions: list[Intervention] = []
    signed_parts: list[SignedPart] = []
    identities: list[Identity] = []
    facts: list[PupilFact] = []
    answers: list[Answer] = []
    choices: list[Choice] = []
    mentions: list[Mention] = []
    group_overviews: list[GroupOverview] = []
    external_reports: list[ExternalReport] = []
    evaluations: list[PreventiveEvaluation] = []
    norm_notes: list[NormNote] = []
    private_places: list[PrivatePlace] = []
