"""Sentences, lists and cards hold the same rows as tables."""


def test_sentences(scores):
    read = scores("""
#Woorden lezen
Op 28 januari 2022 (medio groep 3) maakte Imran de DMT 2018 met de kaarten 1+2. Er waren 6
woorden goed, wat neerkomt op een vaardigheidsscore van 3: niveau E.
Op 3 november 2022 (tussenmeting) maakte Imran de DMT 2018 met de kaarten 1+2+3. Er waren 27
woorden goed, wat neerkomt op een vaardigheidsscore van 10: niveau E.
""")
    assert read["word_reading"] == [
        {
            "moment": "M3",
            "kind": "main",
            "date": "2022-01-28",
            "cards": [1, 2],
            "raw_score": 6,
            "skill_score": 3,
            "level_letter": "E",
        },
        {
            "kind": "intermediate",
            "date": "2022-11-03",
            "cards": [1, 2, 3],
            "raw_score": 27,
            "skill_score": 10,
            "level_letter": "E",
        },
    ]


def test_dotted_leaders(scores):
    read = scores("""
Achter de stippellijn: vaardigheidsscore en niveau (A-E).
#Spelling (Spelling 3.0)
19 jan. 2023 - medio groep 3 .............................. 128 D
2 juni 2023 - eind groep 3 ................................ 165 D
""")
    assert [(r["moment"], r["skill_score"], r["level_letter"]) for r in read["spelling"]] == [
        ("M3", 128, "D"),
        ("E3", 165, "D"),
    ]


def test_a_list_of_one_line_each(scores):
    read = scores("""
#Spelling (Spelling 3.0)
- M3 op 7.2.2023: 13 goed, vaardigheidsscore 120, E
- E3 op 26.5.2023: 17 goed, vaardigheidsscore 151, E
""")
    assert [(r["raw_score"], r["skill_score"]) for r in read["spelling"]] == [(13, 120), (17, 151)]


def test_two_cards_abreast(scores):
    read = scores("""
#DMT 2018                      DMT 2018
Datum afname   17-01-2024      Datum afname   14-06-2023
Moment         Midden 5        Moment         Eind 4
Aantal goed    54              Aantal goed    38
Niveau         E               Niveau         E
Percentiel     2               Percentiel     3
""")
    assert [(r["moment"], r["raw_score"], r["percentile"]) for r in read["word_reading"]] == [
        ("E4", 38, 3),
        ("M5", 54, 2),
    ]


def test_a_birth_date_is_no_measurement(scores):
    assert (
        scores("""
#Leerlingrapport
Naam Jan Jansen, geboren 12-03-2014, groep 5
Niveau A: 25% hoogst scorende leerlingen
""")
        == {}
    )


def test_cards_of_text_in_two_columns(scores):
    read = scores("""
#DMT 2018
DMT 2018 M4                     DMT 2018 M5
Datum: 16-01-2023               Datum: 22-01-2024
Vaardigheidsscore: 13           Vaardigheidsscore: 25
Niveau: E                       Niveau: D
DMT 2018 E4                     DMT 2018 E5
Datum: 22-05-2023               Datum: 27-05-2024
Vaardigheidsscore: 19           Vaardigheidsscore: 31
Niveau: E                       Niveau: E
""")
    assert [(m["moment"], m["date"], m["level_letter"]) for m in read["word_reading"]] == [
        ("M4", "2023-01-16", "E"),
        ("E4", "2023-05-22", "E"),
        ("M5", "2024-01-22", "D"),
        ("E5", "2024-05-27", "E"),
    ]
