"""Examples for the codes about files, forms, signatures and the pupil; see every_code.py."""

import datetime as dt

from build import Answer, Choice, ExternalReport, FileProblem, Mention, dossier, ref, signed, told
from test_form_rules import choose, sign, stranger, without

from extractors.pupil import other_pupils
from validators.case import School


def found(records, profile="passenderwijs", **fields):
    """The codes that are found."""
    return {code for code, _ in told(records, profile, notes=True, **fields)}


def with_file(code=None, **fields):
    """A sixth file beside the five of the dossier, perhaps one that could not be read."""
    records = dossier()
    records.documents.append(records.documents[0].model_copy(update={"name": "x.pdf", "sha256": "f", "parts": []}))
    records.documents[5] = records.documents[5].model_copy(update=fields)
    if code:
        records.problems.append(FileProblem(document=5, code=code, detail="x"))
    return records


def named(*names):
    """Documents that spell the name as they like, put together as a dossier is."""
    records = dossier()
    for identity, name in zip(records.identities[1:], names, strict=False):
        identity.name = name
    records.identities = other_pupils(records.identities)
    return records


def with_names(names, confidence=1.0):
    records = dossier()
    records.group_overviews[0].names, records.group_overviews[0].confidence = names, confidence
    return records


def mentioning(what, *reports, profile="passenderwijs", **fields):
    records = dossier(profile)
    form = ref(records, "parent_form" if profile == "passenderwijs" else "school_form")
    records.mentions.append(Mention(part=form, what=what, text="x", **fields))
    records.external_reports += [ExternalReport(part=form, subject=subject) for subject in reports]
    return records


def with_field(field, text, profile="passenderwijs", confidence=1.0):
    records = dossier(profile)
    records.answers = [a for a in records.answers if a.field != field]
    records.answers.append(Answer(part=ref(records, "school_form"), field=field, text=text, confidence=confidence))
    return records


def pupil(profile="capelle", **fields):
    records = dossier(profile)
    records.pupil = records.pupil.model_copy(update=fields)
    return records


def parents(*boxes):
    return sign("passenderwijs", "application_form", signed("parent_1"), *boxes)


def one_has_authority():
    records = parents(signed("parent_2", "absent"))
    part = ref(records, "application_form")
    records.choices.append(Choice(part=part, question="custody", option="one", checked=True))
    return records


def copied(**fields):
    records = dossier()
    records.documents.append(records.documents[1].model_copy(update={"name": "9.pdf", **fields}))
    return records


def two_in_one_file():
    """The parents' form lies behind the school form, in one file."""
    records = dossier()
    part = records.documents[2].parts.pop()
    records.documents[1].parts.append(part.model_copy(update={"first_page": 3, "last_page": 4}))
    return records


def read_badly(kind):
    """A form of which we are not sure that it is this form."""
    records = dossier()
    records.documents[ref(records, kind).document].parts[0].confidence = 0.3
    return records


EXAMPLES = {
    "document.missing": (
        ("no parents' form", lambda: found(without("parent_form"))),
        ("the parents' form lies behind another in one file", lambda: found(two_in_one_file())),
        ("a file of a doubtful kind that may be the form", lambda: found(read_badly("parent_form"))),
    ),
    "document.unreadable": (
        ("a damaged file", lambda: found(with_file("document.unreadable"))),
        ("a file that is read, of no known kind", lambda: found(with_file())),
        ("a file with a password", lambda: found(with_file("document.password"))),
    ),
    "document.password": (
        ("a file with a password", lambda: found(with_file("document.password"))),
        ("a file that is read", lambda: found(with_file())),
        ("a damaged file", lambda: found(with_file("document.unreadable"))),
    ),
    "document.unsupported": (
        ("a file that is no PDF or picture", lambda: found(with_file("document.unsupported"))),
        ("a picture", lambda: found(with_file(name="x.jpg", reading="ocr"))),
        ("a damaged PDF", lambda: found(with_file("document.unreadable"))),
    ),
    "document.duplicate": (
        ("the same file under another name", lambda: found(copied())),
        ("another file of the same kind", lambda: found(copied(sha256="f"))),
        ("another file under the same name", lambda: found(with_file(name="1 school_form.pdf"))),
    ),
    "document.other_pupil": (
        (
            "another name and birth date",
            lambda: found(stranger("parent_form", name="Jan Smit", birth_date=dt.date(2014, 1, 1))),
        ),
        ("the own name in other spellings", lambda: found(named("N. v. Dam", "Dam, Noor van", "Noor van Damm"))),
        ("a name that was hardly read", lambda: found(stranger("parent_form", name="Jan Smit", confidence=0.3))),
    ),
    "document.not_anonymised": (
        ("a group overview with another child's name", lambda: found(with_names(["Bo de Wit"]))),
        ("the pupil's own name alone", lambda: found(with_names(["Dam, Noor van", "N. van Dam"]))),
        ("names that were hardly read", lambda: found(with_names(["Bo de Wit"], 0.3))),
    ),
    "document.attachment_missing": (
        ("speech therapy, and no report", lambda: found(mentioning("speech_therapy"))),
        ("speech therapy and its report", lambda: found(mentioning("speech_therapy", "speech_therapy"))),
        ("another disorder, of which no report is asked", lambda: found(mentioning("other_disorder"))),
    ),
    "form.field_empty": (
        ("an empty field", lambda: found(with_field("suspicion", None))),
        ("one word", lambda: found(with_field("suspicion", "leesproblemen"))),
        ("a field that was hardly read", lambda: found(with_field("suspicion", None, confidence=0.3))),
    ),
    "form.provider_not_single": (
        ("two care providers", lambda: found(choose("passenderwijs", ("RID", True), ("BTSW", True)))),
        ("one care provider", lambda: found(choose("passenderwijs", ("RID", True), ("BTSW", False)))),
        ("a box of which nobody can tell", lambda: found(choose("capelle", ("RID", None)), "capelle")),
    ),
    "signature.missing": (
        ("no second signature", lambda: found(parents(signed("parent_2", "absent")))),
        ("no second signature, and one parent has authority", lambda: found(one_has_authority())),
        ("a typed name", lambda: found(parents(signed("parent_2", "typed")))),
    ),
    "signature.typed_only": (
        ("a typed name", lambda: found(parents(signed("parent_2", "typed")))),
        ("a typed name beside ink", lambda: found(parents(signed("parent_2", name="A. van Dam")))),
        ("an empty box", lambda: found(parents(signed("parent_2", "absent")))),
    ),
    "signature.invalid": (
        ("a document that changed after signing", lambda: found(parents(signed("parent_2", "digital", intact=False)))),
        ("a digital signature that validates", lambda: found(parents(signed("parent_2", "digital", intact=True)))),
        (
            "a broken signature beside one in ink",
            lambda: found(parents(signed("parent_2"), signed("parent_2", "digital", intact=False))),
        ),
    ),
    "signature.date_missing": (
        ("ink without a date", lambda: found(parents(signed("parent_2", date=None)))),
        ("a date that can't be read", lambda: found(parents(signed("parent_2", date=None, dated=True)))),
        ("no signature and no date", lambda: found(parents(signed("parent_2", "absent", date=None)))),
    ),
    "pupil.age": (
        ("thirteen on the day of receipt", lambda: found(pupil("passenderwijs", birth_date=dt.date(2011, 3, 11)))),
        ("thirteen a day later", lambda: found(pupil("passenderwijs", birth_date=dt.date(2011, 3, 12)))),
        ("no birth date anywhere", lambda: found(pupil("passenderwijs", birth_date=None))),
    ),
    "pupil.region": (
        ("a home in Utrecht", lambda: found(pupil("passenderwijs", municipality="Utrecht"))),
        (
            "a village and its municipality",
            lambda: found(pupil("passenderwijs", municipality="Breukelen / Stichtse Vecht")),
        ),
        ("a school in Utrecht", lambda: found(dossier(), school=School(municipality="Utrecht"))),
    ),
    "pupil.school_outside_region": (
        ("a school in Utrecht", lambda: found(dossier(), school=School(municipality="Utrecht"))),
        (
            "a school in another municipality of the region",
            lambda: found(dossier(), school=School(municipality="Oudewater")),
        ),
        (
            "a home and a school in Utrecht",
            lambda: found(pupil("passenderwijs", municipality="Utrecht"), school=School(municipality="Utrecht")),
        ),
    ),
    "pupil.reading_education": (
        ("14 months", lambda: found(pupil(group=4, months_of_reading_education=14), "capelle")),
        ("15 months", lambda: found(pupil(group=4, months_of_reading_education=15), "capelle")),
        (
            "a repeated group 3, counted from the groups",
            lambda: found(pupil(group=3, repeated_groups=[3], months_of_reading_education=None), "capelle"),
        ),
    ),
    "comorbidity.undocumented": (
        (
            "another disorder without an expert",
            lambda: found(mentioning("other_disorder", profile="van-a-tot-lezen"), "van-a-tot-lezen"),
        ),
        (
            "another disorder and a doctor's report",
            lambda: found(mentioning("other_disorder", "medical", profile="van-a-tot-lezen"), "van-a-tot-lezen"),
        ),
        (
            "another disorder where none is asked for it",
            lambda: found(mentioning("other_disorder", profile="capelle"), "capelle"),
        ),
    ),
    "comorbidity.noted": (
        ("another disorder", lambda: found(mentioning("other_disorder", profile="capelle"), "capelle")),
        ("no other disorder", lambda: found(dossier("capelle"), "capelle")),
        ("speech therapy", lambda: found(mentioning("speech_therapy", profile="capelle"), "capelle")),
    ),
    "reading.uncertain": (
        ("a signature that was hardly read", lambda: found(parents(signed("parent_2", confidence=0.3)))),
        ("a signature that was just well enough read", lambda: found(parents(signed("parent_2", confidence=0.6)))),
        ("a typed name that was well read", lambda: found(parents(signed("parent_2", "typed")))),
    ),
}
