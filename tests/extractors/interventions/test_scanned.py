"""What scans do to plans and forms: misprints, torn tables, days that can't be read, specks, running heads."""

import datetime as dt

import pytest

from extractors.dossier import combine
from extractors.evidence import evidence
from extractors.interventions import read_interventions
from extractors.interventions.labels import field_of
from extractors.interventions.phrases.people import find_people
from extractors.interventions.phrases.periods import find_period
from extractors.interventions.phrases.topics import support_levels
from extractors.interventions.places.across import table_across
from extractors.interventions.places.furniture import furniture_of
from extractors.layout.reading import layout_of
from extractors.pages.model import Page, Ruling, Word
from extractors.records import Document, DossierRecords, Intervention, Part

START, END = dt.date(2023, 9, 4), dt.date(2023, 11, 24)


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Perlode", "period"),
        ("evaluatle", "evaluation"),
        ("Uitqevoerd door", "provider"),
        ("Ke er plw", "sessions_per_week"),
        ("Groepsgrootle", "group_size"),
        ("Eval.", "evaluation"),
        ("Werken", None),
        ("Leerling", None),
        ("Meting", None),
        ("Hoofdmeting", None),
        ("Niveau (A t/m E)", None),
    ],
)
def test_labels_with_a_misprint(label, field):
    assert field_of(label) == field


def test_levels_with_a_misprint():
    assert support_levels("kreeg Roos ondersteiningsniveen: 3 twee keer") == {3}
    assert support_levels("woordniveau 2") == set()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("le september 2023 - 24 november 2023", None, END),
        ("4 september 2023 t/m 2A november 20?3", START, None),
        ("6, /a/ 2023 - 24/11/2023", None, END),
    ],
)
def test_of_two_days_one_can_be_read(text, start, end):
    period = find_period(text)
    assert (period.start, period.end, period.torn) == (start, end, True)


def test_a_lone_day_is_not_torn():
    assert not find_period("vanaf 4 september 2023").torn


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        (("ocr", 0.7, "04-02-2023 t/m 24-11-2023", 12), ("2023-09-04", "2023-11-24")),
        (("ocr", 0.95, "04-02-2023 t/m 24-11-2023", 12), ("2023-09-04", "2023-11-24")),
        (("text", 1.0, "04-02-2023 t/m 24-11-2023", 12), ("2023-02-04", "2023-11-24")),  # so the school wrote it
        (("ocr", 0.7, "04-09-2023 t/m 24-11-2023", 11), ("2023-09-04", "2023-11-24")),  # there was a holiday
        (("ocr", 0.7, "04-09-2023 t/m 21-11-2023", 12), ("2023-09-04", "2023-11-24")),  # a Tuesday
        (("ocr", 0.95, "04-09-2023 t/m 21-11-2023", 12), ("2023-09-04", "2023-11-21")),
        (("ocr", 0.95, "04-09-2023 t/m 14-11-2023", 12), ("2023-09-04", "2023-11-24")),  # two weeks short
    ],
)
def test_a_day_of_a_scan_that_the_weeks_contradict_is_mended(typeset, told, meant):
    reading, confidence, period, weeks = told
    text = f"Niveau: 3\nPeriode: {period} ({weeks} weken)\nFrequentie: 3 x per week 20 min"
    pages = typeset(f"## Interventieperiode 1\n{text}")
    for layout in pages:
        layout.page.reading = reading
        for word in layout.page.words:
            word.confidence = confidence
    (read,) = read_interventions(pages)
    assert (f"{read.start}", f"{read.end}") == meant
    mended = period != f"{read.start:%d-%m-%Y} t/m {read.end:%d-%m-%Y}"
    assert bool({"start", "end"} & set(read.derived)) is mended
    assert not mended or read.confidence == (0.5 if read.start == START and "04-09" in period else 0.6)


def test_a_day_that_cannot_be_read_follows_from_the_weeks(typeset):
    told = "Niveau: 3\nPeriode: G septe 2023 t/m 24-11-2023 (12 weken)\nFrequentie: 3 x per week 20 min"
    (period,) = read_interventions(typeset(f"## Interventieperiode 1\n{told}"))
    assert (period.start, period.end) == (START, END)
    assert "start" in period.derived
    assert period.confidence == 0.6


def test_a_birth_date_is_no_period(typeset):
    assert (
        read_interventions(typeset("Plan van\nGeboren op 28 juli 2015, groep 6\n## Beginsituatie\nLeest traag.")) == []
    )


def test_supervision_in_shorthand():
    people = find_people("begeleid door onderwijsassistent Karin Smit, o.b.v. IB'er Els Vink.", prose=True)
    assert (people.role, people.name, people.supervised_by) == ("assistant", "Karin Smit", "IB'er Els Vink")


def test_supervision_with_a_misprint():
    people = find_people("Joke Terpstra (onderwijsassistent), begelerd door Fatiha Rutgers (leesspecialist)")
    assert (people.role, people.name) == ("assistant", "Joke Terpstra")
    assert people.supervised_by == "Fatiha Rutgers (leesspecialist)"


def test_periods_in_shorthand(typeset):
    text = (
        "# Overzicht interventies\n"
        "Periode 1 (ON2): 4/9/23 t/m 24/11/23, 3x20 min p/w, groepje 4 lln. Eval.: 26 letters\n"
        "Periode 2 (ON3): 8/1/24 t/m 29/3/24, 4x15 min p/w, individueel. Eval.: 30 letters"
    )
    first, second = read_interventions(typeset(text))
    assert (first.support_level, first.start, first.group_size, first.evaluation) == (2, START, 4, "26 letters")
    assert (second.support_level, second.sessions_per_week, second.minutes_per_session) == (3, 4, 15)


def _scan(lines: list[str], rulings: list[Ruling]) -> Page:
    """Labels at 50 points and answers at 200, as a scanner gives them: every word a little uncertain."""
    page = Page(1, 595, 842, reading="ocr", rulings=rulings)
    for row, line in enumerate(lines):
        for left, part in zip((50.0, 200.0), line.split("|"), strict=False):
            x = left
            for word in part.split():
                page.words.append(Word(word, (x, 100.0 + 15 * row, x + 4.5 * len(word), 108.0 + 15 * row), 0.96, 8.0))
                x += 4.5 * len(word) + 2.5
    return page


def test_a_level_above_a_table_of_answers_heads_it_though_no_type_is_bold():
    lines = ["Plan van aanpak|", "Ondersteuningsniveau 3|", "Wanneer?|4 september 2023 t/m 24 november 2023"]
    lines += ["Hoe vaak per week?|3", "Hoeveel minuten per keer?|25", "Wie?|Anna Bos (leesspecialist)"]
    across = [Ruling((45, 127.0 + 15 * row, 420, 127.0 + 15 * row)) for row in range(5)]
    page = _scan(lines, [*across, *(Ruling((x, 127, x, 187)) for x in (45, 195, 420))])
    (period,) = read_interventions([layout_of(page)])
    assert (period.support_level, period.start, period.minutes_per_session) == (3, START, 25)


def _columns(lines: list[str]) -> Page:
    """Small type in columns 110 points wide, without rulings."""
    page = Page(1, 842, 595, reading="ocr")
    for row, line in enumerate(lines):
        for column, part in enumerate(line.split("|")):
            x = 50.0 + 110 * column
            for word in part.split():
                page.words.append(Word(word, (x, 100.0 + 12 * row, x + 4 * len(word), 107.0 + 12 * row), 0.96, 7.0))
                x += 4 * len(word) + 2
    return page


def test_a_row_without_rulings_goes_on_while_its_days_do():
    lines = ["4. Hulp op ondersteuningsniveau 2", "Wanneer|Hoe vaak|Hoe lang|Wie|Hoe|Doel"]
    lines += ["04-09-2023 t/m|3x per|25|Erik Kramer|groepje van 6|Woorden met clusters"]
    lines += ["24-11-2023 (12|week|minuten|(leerkracht)|leerlingen|foutloos lezen", "weken)"]
    (period,) = read_interventions([layout_of(_columns(lines))])
    assert (period.support_level, period.start, period.end, period.weeks) == (2, START, END, 12)
    assert (period.sessions_per_week, period.minutes_per_session, period.group_size) == (3, 25, 6)
    assert period.goal == "Woorden met clusters foutloos lezen"


def test_days_name_a_column_whose_heading_was_misread():
    lines = ["Hulp op ondersteuningsniveau 3", "Weer|Duur|Begeleider|Doel|Evaluatie"]
    lines += ["4-9-2023 t/m 24-11-2023|20 minuten|Anna Bos|lezen|gehaald"]
    (period,) = read_interventions([layout_of(_columns(lines))])
    assert (period.support_level, period.start, period.end, period.goal) == (3, START, END, "lezen")


def test_a_frame_of_pieces_that_cuts_sentences_is_no_table():
    page = _scan(
        [
            "Ondersteuningsniveau|3",
            "Periode|04-09-2023 t/m 24-11-2023",
            "Frequentie|3 x per week 20 minuten",
            "Uitgevoerd door|Anna Bos (leesspecialist)",
            "Doel|Minder dan vijf fouten bij woorden met clusters",
            "Evaluatie|Het doel is niet gehaald na twaalf weken oefenen",
        ],
        [Ruling((45, y, 256, y)) for y in (126, 156, 186)] + [Ruling((x, 126, x, 186)) for x in (45, 195, 256)],
    )
    (period,) = read_interventions([layout_of(page)])
    assert (period.support_level, period.start, period.end) == (3, START, END)
    assert (period.sessions_per_week, period.minutes_per_session, period.provider.name) == (3, 20, "Anna Bos")
    assert period.goal == "Minder dan vijf fouten bij woorden met clusters"
    assert period.evaluation == "Het doel is niet gehaald na twaalf weken oefenen"


def _headed(number: int, head: str, first: str) -> Page:
    words = [Word(head, (110, 73, 200, 78), 0.9), Word("middenin", (50, 400, 90, 408), 0.9)]
    return Page(number, 595, 842, reading="ocr", words=[*words, *_scan([first], []).words])


def test_a_running_head_that_was_misread_on_one_page_is_still_one():
    pages = [_headed(1, "Koningin-Julianaschool", "Doel|lezen"), _headed(2, "Koninqin-Jul1anaschool", "Methode|RALFI")]
    running = furniture_of(pages)
    assert [w.text for p in pages for w in p.words if id(w) in running] == [
        "Koningin-Julianaschool",
        "Koninqin-Jul1anaschool",
    ]


def test_two_pages_that_begin_with_the_same_answer():
    pages = [_headed(n, "x" * n, "Begeleider|Anna Bos (leerkracht)") for n in (1, 2)]
    assert not furniture_of(pages)


def test_a_hole_beside_the_text_is_no_letter():
    page = _scan(["Periode|04-09-2023 t/m 24-11-2023"], [])
    page.words.append(Word("O", (12, 100, 20, 110), 0.57))
    assert furniture_of([page]) == {id(page.words[-1])}


def test_a_form_and_a_plan_in_one_file_tell_the_same_period():
    def told(page: int, **fields) -> Intervention:
        place = evidence(Page(page, 595, 842), [Word("x", (0, 0, 9, 9))])
        return Intervention(support_level=3, start=START, end=END, evidence=[place], **fields)

    parts = [
        Part(kind="school_form", first_page=1, last_page=2, confidence=1),
        Part(kind="action_plan", first_page=3, last_page=3, confidence=1),
    ]
    document = Document(name="scan.pdf", sha256="0", page_count=3, reading="ocr", parts=parts)
    records = DossierRecords(documents=[document], interventions=[told(2, method="RALFI"), told(3, goal="Vlot lezen")])
    (both,) = combine([records]).interventions
    assert (both.method, both.goal) == ("RALFI", "Vlot lezen")


def as_picture(layouts):
    """The same pages as pictures show them: nothing is bold."""
    for layout in layouts:
        layout.page.reading = "ocr"
        for word in layout.page.words:
            word.bold = False
    return [layout_of(layout.page) for layout in layouts]


def test_a_fold_beside_a_table_is_no_column(typeset):
    told = (("Niveau", "2"), ("Periode", "4-9-2023 t/m 24-11-2023"), ("Weken", "12"), ("Middelen", "RALFI"))
    table = "\n".join(f"| | {label} | {value} |" for label, value in told)
    (period,) = read_interventions(as_picture(typeset(f"## Periode 1\n{table}")))
    assert (period.support_level, period.start, period.method) == (2, START, "RALFI")


@pytest.mark.parametrize(
    ("headings", "seen"),
    [
        ("Periode 1   mr Perrous 2   Periode 3", True),
        ("Periode 1   mr Perrous   Periode 3", False),
        ("Periode 1   Vorig jaar 2", False),
    ],
)
def test_one_heading_of_periods_side_by_side_may_be_misread(typeset, headings, seen):
    (layout,) = typeset(f"Plan\n·   {headings}\nNiveau   2   3   3\nWeken   10   12   11")
    (layout,) = as_picture([layout])
    assert (table_across(layout) is not None) is seen


def test_a_number_that_strayed_into_a_place_is_no_evaluation(typeset):
    told = "Niveau: 3\nPeriode: 4-9-2023 t/m 24-11-2023\nEvaluatie: 2"
    (period,) = read_interventions(typeset(f"## Interventieperiode 1\n{told}"))
    assert period.evaluation is None
