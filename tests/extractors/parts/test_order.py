"""Pages missing, swapped or through one another: told, and put right where page numbers settle it."""

import pytest

from extractors import reading
from extractors.parts.order import reading_order

SCHOOL = [
    """# Vragenlijst voor de school
Naam leerling: Roza Nijland
Geboortedatum: 02-02-2014
Waarom denkt u aan dyslexie?""",
    """# Foutenanalyse
Vooral omkeringen.
Doelstelling: vlot lezen
Handtekening directeur""",
]
HEAD = "| *Toets | *Moment | *Datum | *Vaardigheidsscore | *Niveau |\n"
PRINTOUT = [
    f"""# Toetsoverzicht
Leerling: Roza Nijland
{HEAD}| DMT 2018 | M3 | 20-01-2021 | 4 | E |
| DMT 2018 | E3 | 04-06-2021 | 9 | E |""",
    HEAD + "| DMT 2018 | M4 | 24-01-2022 | 13 | E |",
    HEAD + "| DMT 2018 | E4 | 04-06-2022 | 15 | E |",
]


@pytest.fixture
def told(typeset):
    """The order of pages with these heads (a text is an unnumbered page), and what is doubted: trouble and numbers."""

    def order(*heads):
        pages = [f"{head}\nSchool De Vlinder\nNog een regel tekst" for head in heads]
        places, doubts = reading_order(typeset(*pages))
        return places, [(doubt.trouble, doubt.numbers) for doubt in doubts]

    return order


def test_pages_in_order_are_left_alone(told):
    assert told("Pagina 1 van 3", "Pagina 2 van 3", "Pagina 3 van 3") == ([0, 1, 2], [])
    assert told("1/2", "2/2", "1/2", "2/2") == ([0, 1, 2, 3], [])
    assert told("pagina 1", "pagina 2", "pagina 1") == ([0, 1, 2], [])


def test_swapped_pages_are_put_right_and_told(told):
    assert told("1/3", "3/3", "2/3") == ([0, 2, 1], [("swapped", (1, 3, 2))])


def test_fronts_before_backs(told):
    heads = [f"blz. {n} van 6" for n in (1, 3, 5, 6, 4, 2)]
    assert told(*heads)[0] == [0, 5, 1, 4, 2, 3]


def test_two_documents_through_one_another_are_parted(told):
    order, doubts = told("1/2", "1/3", "2/2", "2/3", "3/3")
    assert order == [0, 2, 1, 3, 4]
    assert {trouble for trouble, _ in doubts} == {"swapped"}


def test_two_that_look_the_same_are_told_but_not_guessed(told):
    order, doubts = told("1/2", "1/2", "2/2", "2/2")
    assert order == [0, 1, 2, 3]
    assert doubts


def test_words_beside_the_number_tell_documents_apart(told):
    heads = ("Toetsen 1/2", "Formulier 1/2", "Toetsen 2/2", "Formulier 2/2")
    assert told(*(h.replace(" ", "      ", 1) for h in heads))[0] == [0, 2, 1, 3]


@pytest.mark.parametrize(
    ("heads", "missing"),
    [
        (("1/3", "3/3"), (2,)),
        (("2/2",), (1,)),
        (("Pagina 1 van 4", "Pagina 2 van 4"), (3, 4)),
        (("1/2", "1/3", "2/3", "3/3"), (2,)),
    ],
)
def test_missing_pages_are_told(told, heads, missing):
    assert told(*heads)[1] == [("missing", missing)]


def test_a_page_without_a_number_may_be_the_missing_one(told):
    assert told("1/3", "Toelichting", "3/3")[1] == []
    assert told("1/2", "Toelichting")[1] == []
    assert told("Toelichting", "1/2")[1] == [("missing", (2,))]


def test_fractions_in_running_text_are_no_page_numbers(told):
    assert told("Groep 3/4 van juf Anna")[1] == []
    assert told("schooljaar 2023/2024")[1] == []


def test_numbers_without_a_total(told):
    assert told("pagina 2", "pagina 1") == ([0, 1], [("swapped", (2, 1))])
    assert told("pagina 1", "pagina 3", "pagina 2")[1] == [("swapped", (3, 2))]
    assert told("pagina 1", "pagina 2", "pagina 1", "pagina 2")[1] == []


def test_questions_that_count_on_before_they_begin(typeset):
    late = "3. Hoe verloopt het lezen\nSpellend.\n4. Wat is geoefend\nWoorden."
    early = "1. Waarom deze aanvraag\nTraag.\n2. Wat ging vooraf\nHulp."
    assert [d.trouble for d in reading_order(typeset(late, early))[1]] == ["swapped"]
    assert reading_order(typeset(early, late))[1] == []


@pytest.fixture
def read(typeset, tmp_path, monkeypatch):
    """The records of a file with these pages."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"inhoud")

    def file(*pages):
        monkeypatch.setattr(reading, "open_pages", lambda _: [layout.page for layout in typeset(*pages)])
        return reading.read_file(path, path.name)

    return file


def numbered(pages):
    return [f"Blad {n} van {len(pages)}\n{text}" for n, text in enumerate(pages, start=1)]


def test_an_interleaved_file_is_read_as_its_two_documents(read):
    (s1, s2), (p1, p2, p3) = numbered(SCHOOL), numbered(PRINTOUT)
    records = read(s1, p1, s2, p2, p3)
    parts = [(p.kind, p.first_page, p.last_page) for p in records.documents[0].parts]
    assert parts == [("school_form", 1, 1), ("lvs_printout", 2, 2), ("school_form", 3, 3), ("lvs_printout", 4, 5)]
    assert [len(series.measurements) for series in records.score_series] == [4]
    assert {e.page for s in records.score_series for m in s.measurements for e in m.evidence} == {2, 4, 5}
    assert records.page_doubts


def test_an_interleaved_file_without_numbers_is_told(read):
    assert [d.trouble for d in read(SCHOOL[0], PRINTOUT[0], SCHOOL[1].lstrip("# "), PRINTOUT[1]).page_doubts] == [
        "swapped"
    ]
    assert not read(*SCHOOL, *PRINTOUT).page_doubts
