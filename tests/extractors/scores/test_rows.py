"""Tables and lines of printouts become rows, whatever their order, headings and geometry."""


def test_an_upright_table(scores):
    assert scores("""
#Technisch lezen (woorden)
#Moment   Datum        Toets      Kaarten   Ruwe score   VS    Niveau   Percentiel
M4        16-01-2023   DMT 2018   1+2+3     40           13    E        3
E4        22-05-2023   DMT 2018   1+2+3     57           19    E        2
""") == {
        "word_reading": [
            {
                "moment": "M4",
                "kind": "main",
                "date": "2023-01-16",
                "cards": [1, 2, 3],
                "raw_score": 40,
                "skill_score": 13,
                "level_letter": "E",
                "percentile": 3,
            },
            {
                "moment": "E4",
                "kind": "main",
                "date": "2023-05-22",
                "cards": [1, 2, 3],
                "raw_score": 57,
                "skill_score": 19,
                "level_letter": "E",
                "percentile": 2,
            },
        ]
    }


def test_other_columns_in_another_order(scores):
    read = scores("""
#Spelling 3.0
#I t/m V   A t/m E   Vaard. score   Aant. goed   Afgenomen op      Toetsmoment
V-         E         180            15           20 januari 2023   medio groep 4
V+         D         202            16           22 mei 2023       eind groep 4
""")
    assert read["spelling"] == [
        {
            "moment": "M4",
            "kind": "main",
            "date": "2023-01-20",
            "raw_score": 15,
            "skill_score": 180,
            "level_letter": "E",
            "level_roman": "V",
            "level_sign": "-",
        },
        {
            "moment": "E4",
            "kind": "main",
            "date": "2023-05-22",
            "raw_score": 16,
            "skill_score": 202,
            "level_letter": "D",
            "level_roman": "V",
            "level_sign": "+",
        },
    ]


def test_sections_in_a_table_and_an_avi_level_under_a_number_heading(scores):
    read = scores("""
#Datum        Moment   VS    Niveau
#Technisch lezen (woorden)
25-01-2021    M3       12    E
04-06-2021    E3       17    E
#Technisch lezen (tekst)
25-01-2021    M3       M3
04-06-2021    E3       E3
""")
    assert [r["skill_score"] for r in read["word_reading"]] == [12, 17]
    assert [(r["moment"], r["functioning_level"]) for r in read["text_reading"]] == [("M3", "M3"), ("E3", "E3")]


def test_a_table_goes_on_over_the_page_without_headings(scores):
    first = """
#Datum        Toets      Moment   Goed   VS    Niveau
25-01-2021    DMT 2018   M3       20     12    E
04-06-2021    DMT 2018   E3       41     17    E
"""
    second = """
25-01-2022    DMT 2018   M4       50     22    E
04-06-2022    DMT 2018   E4       61     25    D
"""
    assert [r["skill_score"] for r in scores(first, second)["word_reading"]] == [12, 17, 22, 25]


def test_intermediate_rows_keep_no_moment(scores):
    read = scores("""
#DMT 2018
#Moment          Datum        VS    Niveau
M3               20-01-2022   9     E
Tussenmeting     24-03-2022   12
E3               24-05-2022   15    E
""")
    assert [(r["kind"], r.get("moment")) for r in read["word_reading"]] == [
        ("main", "M3"),
        ("intermediate", None),
        ("main", "E3"),
    ]


def test_what_looks_like_a_row_or_value_and_is_none(scores):
    read = scores("""
#DMT 2018
#Toetsmoment         Datum        VS   Interval   Fout   Niveau   Gem. groep
M3                   20-01-2022   9    6-13       4      E        21
E3                   24-05-2022   15   12-19      3      E        33
Groepsgemiddelde E3               33                     C
Landelijk E3                      30                     C
Niveaus: A 25%, B 25%, C 25%, D 15%, E 10%. Afgedrukt op 01-09-2024.
""")
    assert read["word_reading"] == [
        {"moment": "M3", "kind": "main", "date": "2022-01-20", "skill_score": 9, "level_letter": "E"},
        {"moment": "E3", "kind": "main", "date": "2022-05-24", "skill_score": 15, "level_letter": "E"},
    ]


def test_a_turned_table(scores):
    read = scores("""
#DMT 2018
Toetsmoment         M3           E3           M4
Afgenomen op        20-01-2022   24-05-2022   16-01-2023
Ruwe score          20           41           52
Vaardigheidsscore   9            14           18
Niveau              E            E            D
""")
    assert [(r["moment"], r["raw_score"], r["skill_score"], r["level_letter"]) for r in read["word_reading"]] == [
        ("M3", 20, 9, "E"),
        ("E3", 41, 14, "E"),
        ("M4", 52, 18, "D"),
    ]


def test_several_values_in_a_cell(scores):
    read = scores("""
#DMT 2018
#Datum        Moment   VS (niveau)
20-01-2022    M3       9 (E)
24-05-2022    E3       14 (D)
""")
    assert [(r["skill_score"], r["level_letter"]) for r in read["word_reading"]] == [(9, "E"), (14, "D")]


def test_a_number_without_name_stays_unread_unless_it_fits_one_field_only(scores):
    read = scores("""
#DMT 2018
#Datum        Moment   Niveau   Score   Maanden
20-01-2022    M3       E        9       5
24-05-2022    E3       E        7       10
16-01-2023    M4       E        14      15
""")
    assert all("raw_score" not in r and "skill_score" not in r for r in read["word_reading"])


def test_the_page_explains_its_abbreviations(scores):
    read = scores("""
#DMT 2018
#Datum        Moment   QX   Niveau
20-01-2022    M3       9    E
24-05-2022    E3       14   E

QX = vaardigheidsscore
""")
    assert [r["skill_score"] for r in read["word_reading"]] == [9, 14]


def test_rows_are_ordered_by_date_and_read_once(scores):
    table = """
#Datum        Toets      Moment   VS
24-05-2022    DMT 2018   E3       14
20-01-2022    DMT 2018   M3       9
"""
    assert [r["moment"] for r in scores(table, table)["word_reading"]] == ["M3", "E3"]


def test_a_set_of_columns_for_each_half_of_the_year(scores):
    read = scores("""
#DMT 2018
#Schooljaar   Groep   M afname     M niveau   E afname     E niveau
2022-2023     4       16-01-2023   E          22-05-2023   D
2023-2024     5       22-01-2024   E          27-05-2024   E
""")
    assert [(m["moment"], m["date"], m["level_letter"]) for m in read["word_reading"]] == [
        ("M4", "2023-01-16", "E"),
        ("E4", "2023-05-22", "D"),
        ("M5", "2024-01-22", "E"),
        ("E5", "2024-05-27", "E"),
    ]
