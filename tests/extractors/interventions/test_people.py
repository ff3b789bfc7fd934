import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.interventions.phrases.people import find_people

NAMES = st.sampled_from(
    [
        "Femke in 't Veld",
        "Jip-Marie Vos",
        "Noa Maas-Geesteranus",
        "A. de Vries",
        "Mohamed van der Heijden",
        "Zoë D'Hondt",
        "Leila van ‘t Hoff",
    ]
)
ROLES = st.sampled_from(
    [
        ("leerkracht", "teacher"),
        ("intern begeleider", "internal_supervisor"),
        ("leesspecialist", "reading_specialist"),
        ("remedial teacher", "remedial_teacher"),
        ("onderwijsassistent", "assistant"),
        ("dyslexiebehandelaar", "practitioner"),
    ]
)
FORMS = st.sampled_from(["{name} ({role})", "{role} {name}", "{name}, {role}", "{role}: {name}", "{role} ({name})"])


@given(name=NAMES, role=ROLES, form=FORMS)
def test_name_and_function_are_told_apart(name, role, form):
    people = find_people(form.format(name=name, role=role[0]))
    assert (people.name, people.role, people.supervised_by) == (name, role[1], None)


@given(
    name=NAMES,
    other=NAMES,
    role=ROLES,
    cue=st.sampled_from([" supervisie: ", ", onder supervisie van ", ", begeleid door ", " o.s.v. "]),
)
def test_the_supervisor_is_kept_as_printed(name, other, role, cue):
    people = find_people(f"{name} (onderwijsassistent){cue}{other} ({role[0]})")
    assert (people.name, people.role, people.supervised_by) == (name, "assistant", f"{other} ({role[0]})")


@given(name=NAMES, role=ROLES)
def test_in_prose_a_name_counts_beside_a_function_only(name, role):
    people = find_people(
        f"Van maart tot mei kreeg Jurre drie keer per week hulp van {role[0]} {name}. Het ging goed.", prose=True
    )
    assert (people.name, people.role) == (name, role[1])
    assert find_people("Jurre Smit leest met Bouw! in De Regenboog.", prose=True).name is None


@pytest.mark.parametrize(
    ("text", "role", "name", "supervised"),
    [
        ("juf Marjan (onderwijsassistent)", "assistant", "Marjan", None),
        ("juf Marjan", "teacher", "Marjan", None),
        ("RT'er", "remedial_teacher", None, None),
        ("leerkracht (supervisie IB)", "teacher", None, "IB"),
        ("leerkracht onder begeleiding van de leesspecialist Anna Bos", "teacher", None, "leesspecialist Anna Bos"),
        ("onder begeleiding van leerkracht Tess Blom", "teacher", "Tess Blom", None),
        ("Tutor (Bouw!)", "tutor", None, None),
        ("-", None, None, None),
    ],
)
def test_forms_of_people(text, role, name, supervised):
    people = find_people(text)
    assert (people.role, people.name, people.supervised_by) == (role, name, supervised)


def test_several_functions_are_uncertain():
    assert not find_people("Leerkracht en leesspecialist").certain
