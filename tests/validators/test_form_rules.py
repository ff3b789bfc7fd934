"""Documents, forms, signatures, pupil: each finding raised, and not raised just beside it."""

import datetime as dt

import pytest
from build import (
    Answer,
    Choice,
    ExternalReport,
    FileProblem,
    Mention,
    dossier,
    evidence,
    ref,
    report,
    signed,
    state,
    told,
)

from extractors.records import Identity, PupilFact
from validators.case import School


@pytest.mark.parametrize(
    "profile", ["passenderwijs", "capelle", "voorwaarden", "van-a-tot-lezen", "westelijke-mijnstreek"]
)
def test_a_complete_dossier_is_complete_for_every_profile(profile):
    assert told(dossier(profile), profile) == set()
    assert report(dossier(profile), profile).status == "complete"


def without(kind, profile="passenderwijs"):
    """The dossier as it is read when this document is not there."""
    records = dossier(profile)
    index = ref(records, kind).document
    records.documents[index].parts = []
    for name in ("answers", "choices", "signed_parts", "group_overviews", "identities"):
        setattr(records, name, [item for item in getattr(records, name) if item.part.document != index])
    if kind == "lvs_printout":
        records.score_series = []
    if kind == "school_form":
        records.claims, records.interventions = [], []
    return records


@pytest.mark.parametrize("kind", ["application_form", "school_form", "parent_form", "lvs_printout", "group_overview"])
def test_a_missing_document_is_the_only_finding(kind):
    records = without(kind)
    assert told(records) == {("document.missing", kind)}
    waiting = [r for r in report(records).requirements if f"document.missing:{kind}" in r.finding_ids]
    assert {r.state for r in waiting} <= {"not_met", "unclear"}


def test_a_document_that_we_do_not_recognise_may_be_the_missing_one():
    records = without("parent_form")
    doubt = {"kind": "unknown", "confidence": 0.4, "might_be": ["parent_form"]}
    records.documents[2].parts = [dossier().documents[2].parts[0].model_copy(update=doubt)]
    assert told(records) == {("reading.uncertain", "parent_form")}
    assert report(records).status == "review"


def test_a_letter_beside_the_forms_hides_no_missing_document():
    records = without("parent_form")
    letter = {"kind": "unknown", "confidence": 0.4, "might_be": ["external_report"]}
    records.documents[2].parts = [dossier().documents[2].parts[0].model_copy(update=letter)]
    assert told(records) == {("document.missing", "parent_form")}


def test_a_scan_that_says_nothing_may_be_anything():
    records = without("parent_form")
    records.documents[2].reading = "ocr"
    records.documents[2].parts = [dossier().documents[2].parts[0].model_copy(update={"kind": "unknown"})]
    assert told(records) == {("reading.uncertain", "parent_form")}


@pytest.mark.parametrize("kind", ["parent_form", "school_form"])
def test_a_document_of_a_doubtful_kind_is_left_to_a_person(kind):
    records = dossier()
    index = ref(records, kind).document
    records.documents[index].parts[0].confidence = 0.4
    assert told(records) == {("reading.uncertain", kind)}
    records.documents[index].parts[0].kind = "action_plan"
    records.documents[index].parts[0].might_be = [kind]
    assert ("reading.uncertain", kind) in told(records)
    assert ("document.missing", kind) not in told(records)


@pytest.mark.parametrize("code", ["document.unreadable", "document.password", "document.unsupported"])
def test_a_file_that_cannot_be_read(code):
    records = dossier()
    records.documents.append(records.documents[0].model_copy(update={"name": "x.pdf", "sha256": "f", "parts": []}))
    records.problems.append(FileProblem(document=5, code=code, detail="damaged"))
    assert told(records) == {(code, "x.pdf")}


def test_a_copy_is_a_note_that_names_the_later_file():
    records = dossier()
    copy = records.documents[1].model_copy(update={"name": "0 kopie.pdf"})
    records.documents.append(copy)
    assert told(records) == set()
    assert ("document.duplicate", "1 school_form.pdf") in told(records, notes=True)


def test_a_copy_of_a_form_chooses_no_second_provider():
    records = dossier()
    records.documents.append(records.documents[0].model_copy(update={"name": "9 kopie.pdf"}))
    part = ref(records, "application_form", 1)
    records.choices.append(Choice(part=part, question="care_provider", option="BTSW", checked=True))
    assert told(records) == set()


def stranger(kind, **fields):
    records = dossier()
    part = ref(records, kind)
    records.identities = [i for i in records.identities if i.part != part]
    records.identities.append(Identity(part=part, other_pupil=True, **fields))
    return records


def test_a_document_about_another_pupil_is_not_missing_as_well():
    records = stranger("parent_form", name="Jan Smit", birth_date=dt.date(2014, 1, 1))
    assert told(records) == {("document.other_pupil", "2 parent_form.pdf")}


def test_another_birth_date_beside_the_same_name_on_a_scan_may_be_misread():
    records = stranger("parent_form", name="Noor van Dam", birth_date=dt.date(2015, 5, 1))
    assert ("document.other_pupil", "2 parent_form.pdf") in told(records)
    records.documents[2].reading = "ocr"
    assert told(records) == {("reading.uncertain", "2 parent_form.pdf")}


def test_a_scan_of_which_the_name_may_be_the_pupils_counts_and_a_person_looks_at_the_name():
    records = dossier()
    for identity in records.identities:
        identity.in_doubt = identity.part.kind == "parent_form"
    assert told(records) == {("reading.uncertain", "2 parent_form.pdf")}


@pytest.mark.parametrize(
    ("names", "found"), [(["Bo de Wit"], True), ([], False), (["Noor"], False), (["Li. 8"], False)]
)
def test_names_of_other_pupils_in_a_group_overview(names, found):
    records = dossier()
    records.group_overviews[0].names = names
    assert told(records) == ({("document.not_anonymised", "4 group_overview.pdf")} if found else set())


@pytest.mark.parametrize(("subject", "found"), [(None, True), ("speech_therapy", False), ("medical", True)])
def test_a_report_that_the_forms_mention(subject, found):
    records = dossier()
    form = ref(records, "parent_form")
    records.mentions.append(Mention(part=form, what="speech_therapy", text="logopedie in groep 2"))
    if subject:
        records.external_reports.append(ExternalReport(part=form, subject=subject))
    assert told(records) == ({("document.attachment_missing", "speech_therapy")} if found else set())


@pytest.mark.parametrize("field", ["suspicion", "reading_problem"])
def test_a_required_field_that_is_empty(field):
    records = dossier()
    records.answers = [a.model_copy(update={"text": None}) if a.field == field else a for a in records.answers]
    assert told(records) == {("form.field_empty", field)}


def test_a_field_that_is_filled_on_another_page_or_not_printed_is_not_empty():
    records = dossier()
    records.answers.append(Answer(part=ref(records, "school_form"), field="suspicion", text=None))
    records.answers = [a for a in records.answers if a.field != "reading_problem"]
    assert told(records) == set()


def test_delay_is_asked_by_the_old_scheme_alone():
    for profile, found in (("van-a-tot-lezen", {("form.field_empty", "delay")}), ("capelle", set())):
        records = dossier(profile)
        for answer in records.answers:
            if answer.field == "delay":
                answer.text = None
        assert told(records, profile) == found


def test_an_empty_error_analysis():
    records = dossier()
    records.answers[-1].text = None
    assert told(records) == {("intervention.no_error_analysis", "")}


def test_an_error_analysis_that_no_form_asks_for_is_left_to_a_person():
    records = dossier()
    records.answers = [a for a in records.answers if a.field != "error_analysis"]
    assert told(records) == {("reading.uncertain", "error_analysis")}


def choose(profile, *options):
    records = dossier(profile)
    part = records.choices[0].part
    records.choices = [
        Choice(part=part, question="care_provider", option=name, checked=checked) for name, checked in options
    ]
    return records


SINGLE = {("form.provider_not_single", "")}


@pytest.mark.parametrize(
    ("profile", "options", "found"),
    [
        ("passenderwijs", [("RID", True), ("BTSW", False)], set()),
        ("passenderwijs", [("RID", False), ("BTSW", False)], SINGLE),
        ("passenderwijs", [("RID", True), ("BTSW", True)], SINGLE),
        ("passenderwijs", [("Onbekend", True)], set()),
        ("capelle", [("Onbekend", True)], SINGLE),
        ("capelle", [("RID (Rotterdam)", True)], set()),
        ("capelle", [("RID", None), ("BTSW", False)], {("reading.uncertain", "care_provider")}),
        ("capelle", [], {("reading.uncertain", "care_provider")}),
    ],
)
def test_exactly_one_care_provider(profile, options, found):
    assert told(choose(profile, *options), profile) == found


@pytest.mark.parametrize(
    ("profile", "options", "found"),
    [
        ("capelle", [("R", False), ("Leestalent", True), ("DO BTSW", True)], {("reading.uncertain", "care_provider")}),
        ("capelle", [("Leestalent Opdidakt", False), ("RID", False)], {("reading.uncertain", "care_provider")}),
        ("capelle", [("Leestalent", True), ("RID", True)], SINGLE),
        ("passenderwijs", [("X", True), ("RID", True)], {("reading.uncertain", "care_provider")}),
    ],
)
def test_options_that_a_scan_garbles_choose_nothing(profile, options, found):
    records = choose(profile, *options)
    for choice in records.choices:
        choice.evidence = evidence(0)
    assert told(records, profile) == SINGLE
    records.documents[0].reading = "ocr"
    assert told(records, profile) == found


@pytest.mark.parametrize(
    ("reading", "text", "found"),
    [
        ("text", "RID", set()),
        ("ocr", "RID", set()),
        ("ocr", "U RID", {("reading.uncertain", "care_provider")}),
        ("ocr", "RID / BTSW (doorhalen wat niet geldt)", {("reading.uncertain", "care_provider")}),
        ("text", "RID / BTSW", SINGLE),
        ("text", None, SINGLE),
        ("text", "RID en BTSW", SINGLE),
    ],
)
def test_a_care_provider_that_is_written_down(reading, text, found):
    records = choose("capelle")
    part = ref(records, "school_form")
    records.documents[0].reading = reading
    records.answers.append(Answer(part=part, field="care_provider", text=text, evidence=evidence(0)))
    assert told(records, "capelle") == found


def sign(profile, kind, *boxes):
    records = dossier(profile)
    part = ref(records, kind)
    next(p for p in records.signed_parts if p.part == part).signatures = list(boxes)
    return records


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        ([signed("parent_1"), signed("parent_2", "digital", intact=True)], set()),
        ([signed("parent_1"), signed("parent_2", "absent")], {("signature.missing", "parent_2")}),
        ([signed("parent_1")], {("signature.missing", "parent_2")}),
        ([signed("parent_1"), signed("parent_2", "typed")], {("signature.typed_only", "parent_2")}),
        ([signed("parent_1"), signed("parent_2", "digital", intact=False)], {("signature.invalid", "parent_2")}),
        ([signed("parent_1"), signed("parent_2", date=None)], {("signature.date_missing", "parent_2")}),
        ([signed("parent_1"), signed("parent_2", confidence=0.2)], {("reading.uncertain", "parent_2")}),
        ([signed("parent_1"), signed(None)], {("reading.uncertain", "parent_2")}),
        (
            [signed("parent_1", "typed"), signed("parent_2", signs=["parent_2", "parent_1"])],
            {("signature.typed_only", "parent_1")},
        ),
        ([signed("parent_1", signs=["parent_1", "parent_2"])], {("reading.uncertain", "parent_2")}),
        ([signed("parent_1", "absent", signs=["parent_1", "parent_2"])], {("signature.missing", "parent_1")}),
    ],
)
def test_both_parents_sign_the_application_form(boxes, found):
    assert told(sign("passenderwijs", "application_form", *boxes)) == found


@pytest.mark.parametrize(("reading", "code"), [("text", "signature.missing"), ("ocr", "reading.uncertain")])
def test_a_box_that_a_scan_does_not_show_may_still_be_there(reading, code):
    records = sign("passenderwijs", "application_form", signed("parent_1"))
    records.documents[0].reading = reading
    assert told(records) == {(code, "parent_2")}


def test_an_empty_box_on_a_scan_is_empty():
    records = sign("passenderwijs", "application_form", signed("parent_1"), signed("parent_2", "absent"))
    records.documents[0].reading = "ocr"
    assert told(records) == {("signature.missing", "parent_2")}


@pytest.mark.parametrize(("ticked", "found"), [("one", set()), ("both", {("signature.missing", "parent_2")})])
def test_one_parent_is_enough_where_the_form_says_so(ticked, found):
    records = sign("passenderwijs", "application_form", signed("parent_1"), signed("parent_2", "absent"))
    part = ref(records, "application_form")
    records.choices += [
        Choice(part=part, question="custody", option=option, checked=option == ticked) for option in ("one", "both")
    ]
    assert told(records) == found


@pytest.mark.parametrize(
    ("boxes", "found"),
    [
        ([signed("internal_supervisor")], set()),
        ([signed("director", "absent"), signed("internal_supervisor")], set()),
        ([signed("internal_supervisor", "absent")], {("signature.missing", "internal_supervisor")}),
        ([signed("director", "absent"), signed("internal_supervisor", "absent")], {("signature.missing", "director")}),
        ([], {("signature.missing", "director")}),
        ([signed("internal_supervisor", "typed")], {("signature.typed_only", "internal_supervisor")}),
        (
            [signed("director", "typed", signs=["director", "internal_supervisor"])],
            {("signature.typed_only", "director")},
        ),
    ],
)
def test_director_or_internal_supervisor_signs(boxes, found):
    assert told(sign("capelle", "school_form", *boxes), "capelle") == found


def test_for_the_competent_authority_the_director_alone_signs():
    records = sign("van-a-tot-lezen", "school_form", signed("internal_supervisor"))
    assert told(records, "van-a-tot-lezen") == {("signature.missing", "director")}


RECEIVED = dt.date(2024, 3, 11)
AGE = {("pupil.age", "")}


@pytest.mark.parametrize(
    ("profile", "birth", "found"),
    [
        ("passenderwijs", dt.date(2011, 3, 12), set()),
        ("passenderwijs", dt.date(2011, 3, 11), AGE),
        ("passenderwijs", dt.date(2018, 3, 11), set()),
        ("capelle", dt.date(2017, 3, 11), set()),
        ("capelle", dt.date(2017, 3, 12), AGE),
        ("capelle", dt.date(2011, 3, 11), AGE),
        ("westelijke-mijnstreek", dt.date(2019, 1, 1), set()),
    ],
)
def test_age_on_the_day_of_receipt(profile, birth, found):
    records = dossier(profile)
    records.pupil.birth_date = birth
    assert told(records, profile, RECEIVED) == found


@pytest.mark.parametrize(("birth", "status"), [(dt.date(2011, 3, 11), "review"), (dt.date(2010, 3, 11), "incomplete")])
def test_thirteen_is_left_to_a_person_by_the_old_scheme(birth, status):
    records = dossier("van-a-tot-lezen")
    records.pupil.birth_date = birth
    assert report(records, "van-a-tot-lezen", RECEIVED).status == status


@pytest.mark.parametrize(
    ("home", "found"),
    [
        ("Utrecht", {("pupil.region", "")}),
        ("gemeente Woerden", set()),
        ("DE RONDE VENEN", set()),
        ("Breukelen / Stichtse Vecht", set()),
        ("Utrecht (Vleuten)", {("pupil.region", "")}),
        (None, {("reading.uncertain", "municipality")}),
    ],
)
def test_the_municipality_of_the_pupil(home, found):
    records = dossier()
    records.pupil.municipality = home
    assert told(records) == found


@pytest.mark.parametrize(
    ("reading", "home", "found"),
    [
        ("ocr", "Capelle aan den", {("reading.uncertain", "municipality")}),
        ("ocr", "Capelle aam deny", {("reading.uncertain", "municipality")}),
        ("text", "Capelle aam deny", {("pupil.region", "")}),
        ("text", "Capelle aan den", {("pupil.region", "")}),
        ("ocr", "Rotterdam", {("pupil.region", "")}),
    ],
)
def test_a_place_that_breaks_off_on_a_scan_is_left_to_a_person(reading, home, found):
    records = dossier("capelle")
    records.pupil.municipality, records.documents[0].reading = home, reading
    part = ref(records, "school_form")
    records.facts.append(PupilFact(part=part, field="municipality", value=home, evidence=evidence(0)))
    assert told(records, "capelle") == found


@pytest.mark.parametrize("field", ["birth_date", "municipality"])
def test_a_fact_that_nothing_tells_may_stand_in_the_document_that_is_missing(field):
    records = without("school_form", "capelle")
    setattr(records.pupil, field, None)
    assert told(records, "capelle") == {("document.missing", "school_form")}


def test_documents_that_name_different_places_are_left_to_a_person():
    records = dossier()
    records.pupil.municipality = "Houten"
    for kind, place in (("school_form", "Houten"), ("application_form", "Woerden")):
        records.facts.append(PupilFact(part=ref(records, kind), field="municipality", value=place))
    assert told(records) == {("reading.uncertain", "municipality")}


def test_a_school_outside_the_region_is_a_warning():
    school = School(municipality="Utrecht")
    assert told(dossier(), school=school) == {("pupil.school_outside_region", "")}
    assert report(dossier(), school=school).status == "complete"
    assert told(dossier(), school=School(municipality="Oudewater")) == set()


@pytest.mark.parametrize(("printed", "found"), [("Utrecht", {("pupil.school_outside_region", "")}), ("Woerden", set())])
def test_what_the_form_prints_of_the_school_goes_first(printed, found):
    records = dossier()
    part = ref(records, "school_form")
    records.answers.append(Answer(part=part, field="school_municipality", text=printed))
    assert told(records, school=School(municipality="Houten")) == found


@pytest.mark.parametrize("field", ["signalling", "guidance_results"])
def test_what_a_form_asks_as_a_table_may_stand_in_the_table(field):
    records = dossier("van-a-tot-lezen")
    records.answers.append(Answer(part=ref(records, "school_form"), field=field, text=None))
    assert told(records, "van-a-tot-lezen") == set()
    records.claims, records.interventions = [], []
    assert ("form.field_empty", field) in told(records, "van-a-tot-lezen")


@pytest.mark.parametrize(("months", "found"), [(15, set()), (14, {("pupil.reading_education", "")})])
def test_months_of_reading_education(months, found):
    records = dossier("capelle")
    records.pupil.group = 4
    records.pupil.months_of_reading_education = months
    assert told(records, "capelle") == found


@pytest.mark.parametrize(("group", "found"), [(5, set()), (4, set()), (3, {("pupil.reading_education", "")})])
def test_months_that_nobody_states_are_counted_from_the_group(group, found):
    records = dossier("capelle")
    records.pupil.months_of_reading_education = None
    records.pupil.group = group
    assert told(records, "capelle") == found


@pytest.mark.parametrize(
    ("profile", "hinders", "found"),
    [
        ("van-a-tot-lezen", False, {("comorbidity.undocumented", "")}),
        ("van-a-tot-lezen", None, {("comorbidity.undocumented", "")}),
        ("van-a-tot-lezen", True, set()),
        ("passenderwijs", False, set()),
    ],
)
def test_another_disorder(profile, hinders, found):
    records = dossier(profile)
    part = ref(records, "school_form")
    records.mentions.append(Mention(part=part, what="other_disorder", text="ADHD", hinders_treatment=hinders))
    assert told(records, profile) == found
    records.mentions.append(Mention(part=part, what="expert_statement", text="verklaring kinderarts"))
    assert told(records, profile) == set()


def test_another_disorder_that_is_noted_leaves_the_dossier_complete():
    records = dossier("capelle")
    records.mentions.append(Mention(part=ref(records, "school_form"), what="other_disorder", text="ADHD"))
    assert ("comorbidity.noted", "") in told(records, "capelle", notes=True)
    assert report(records, "capelle").status == "complete"


def test_without_another_disorder_the_requirement_does_not_apply():
    assert state(dossier(), "comorbidity") == "not_applicable"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Capelle a/d IJssel", False),
        ("capelle a.d. ijssel", False),
        ("Capelle aan de IJssel", False),
        ("Krimpen a/d IJssel", True),
        ("Rotterdam", True),
    ],
)
def test_a_place_on_a_river_in_shorthand(written, found):
    records = dossier("capelle")
    records.pupil.municipality = written
    assert (("pupil.region", "") in told(records, "capelle")) is found
