import pytest

from extractors.interventions.labels import alternatives, clear_field, field_of, is_nothing, opens_period
from extractors.interventions.phrases.topics import bare_level, skills_of, support_levels


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Kee r p/ w", "sessions_per_week"),
        ("Weke n", "weeks"),
        ("Min. per keer", "minutes_per_session"),
        ("Door wie (en supervisie)", "provider"),
        ("Onder supervisie van", "supervised_by"),
        ("5. Wie voert de interventie uit?", "provider"),
        ("Individueel of groepje", "group_size"),
        ("Meerwaarde groepsvorm", "group_reason"),
        ("Resultaat nulmeting", "baseline"),
        ("Resultaat / evaluatie", "evaluation"),
        ("Inhoud (methode)", "method"),
        ("Van - tot", "period"),
        ("Intern begeleider", None),
        ("Leerkracht", None),
        ("Geboortedatum", None),
        ("Vaardigheidsscore", None),
        ("Foutenanalyse", None),
        ("4 sept. 2023 t/m 17 nov. 2023", None),
        ("groepje van 6 leerlingen", None),
        ("Joke Vos (onderwijsassistent), begeleid door Anna Bos (leesspecialist)", None),
    ],
)
def test_fields_of_labels(label, name):
    assert field_of(label) == name


def test_words_of_a_field_must_make_up_a_label():
    assert clear_field("Duur per keer in minuten") == "minutes_per_session"
    assert clear_field("Doel deels bereikt") is None


def test_question_words_leave_a_choice():
    assert alternatives("Wat?") == ("goal", "method")
    assert alternatives("Waaraan werken we?") == ("skills", "goal")
    assert alternatives("Wat is het doel?") == ()


@pytest.mark.parametrize(
    "text",
    ["Interventieperiode 1 (niveau 2)", "Blok A", "Tweede interventie", "Vraag 4. Beschrijf interventieperiode 1"],
)
def test_headings_that_open_a_period(text):
    assert opens_period(text)


@pytest.mark.parametrize(
    "text", ["Periode: 4-9-2023 t/m 10-11-2023", "Interventies op ondersteuningsniveau 2", "Periode"]
)
def test_headings_that_do_not(text):
    assert not opens_period(text)


def test_placeholders_are_nothing():
    assert all(is_nothing(t) for t in ("", "-", "n.v.t.", "…", "Klik hier om tekst in te voeren"))
    assert not is_nothing("Nee, doel niet behaald")


def test_support_levels():
    assert support_levels("Overzicht interventies ondersteuningsniveau 2 en 3") == {2, 3}
    assert support_levels("op zorgniveau 2 kreeg") == support_levels("ON2") == {2}
    assert support_levels("AVI-niveau 3") == support_levels("E-niveau") == set()
    assert (bare_level("3"), bare_level("niveau 3"), bare_level("III"), bare_level("2 en 3")) == (3, 3, 3, None)


def test_skills():
    assert skills_of("lees- en spellingvaardigheid") == ["reading", "spelling"]
    assert skills_of("technisch lezen") == ["reading"]
    assert skills_of("begrijpend lezen") == []
