"""Exports with bars between their fields."""

EXPORT = """
toets | afnamemoment | afnamedatum | kaarten | ruwe_score | vaardigheidsscore | niveau
DMT 2018 | M3 | 2023-01-27 | 1+2 | 6 | 3 | E
DMT 2018 | TM | 2023-11-13 | 1+2+3 | 30 | 11 | E
DMT 2018 | M4 | 2024-02-07 | 1+2+3 | 35 | 13 | E
Spelling 3.0 | M3 | 2023-01-17 | | 14 | 128 | D
Spelling 3.0 | E3 | 2023-06-09 | | 18 | 164 | D
"""


def test_fields_stand_between_bars_and_not_under_each_other(scores):
    read = scores(EXPORT)
    assert [(m.get("moment"), m["kind"], m["raw_score"]) for m in read["word_reading"]] == [
        ("M3", "main", 6),
        (None, "intermediate", 30),
        ("M4", "main", 35),
    ]
    assert [(m["skill_score"], m["level_letter"]) for m in read["spelling"]] == [(128, "D"), (164, "D")]
