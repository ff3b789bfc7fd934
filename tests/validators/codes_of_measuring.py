"""Examples for the codes about measurements, levels, the DMT and repeated years; see every_code.py."""

import datetime as dt

from build import claim, dossier, low_rows, row, told
from test_measuring_rules import repeated
from test_series_rule import SPELLING, changed, with_rows, with_spelling


def found(records, profile="passenderwijs", received=None):
    """The codes that are found."""
    fields = {"received": dt.date.fromisoformat(received)} if received else {}
    return {code for code, _ in told(records, profile, notes=True, **fields)}


BARE = {"level_letter": None, "level_roman": "V"}
AUTUMN = row(None, "2023-11-14", kind="intermediate", skill_score=28)


def claiming(index, **fields):
    """The form says something else of one measurement than the printout."""
    rows = low_rows()
    return with_rows(rows, [claim(r, **(fields if n == index else {})) for n, r in enumerate(rows)])


def by_hand(confidence, **fields):
    """The same on a scan of the form, read with some confidence."""
    records = claiming(1, **fields, confidence=confidence)
    records.documents[0].reading = "ocr"
    return records


def between(claimed):
    """A printout with a measurement of November; the form counts it, or does not."""
    rows = [*low_rows()[:2], AUTUMN, low_rows()[2]]
    return with_rows(rows, [claim(r) for r in (rows[1:] if claimed else low_rows())])


def undated(**fields):
    return with_rows(changed(0, moment=None, date=None, kind="unknown", school_year="2022-2023", **fields))


def dates(*days, test="DMT 2018"):
    rows = [row(f"{'M' if day[5:7] < '04' else 'E'}{group}", day) for day, group in days]
    records = with_rows(rows, [claim(r) for r in rows[-3:]])
    records.score_series[0].test = test
    return records


def stand_in(day):
    rows = [row("M4", "2020-01-20"), row("E4", day), row("M5", "2021-01-25")]
    records = with_rows(rows, profile="capelle")
    records.pupil.birth_date = dt.date(2012, 9, 1)
    return records


def high():
    return with_rows([r.model_copy(update={"level_letter": "B"}) for r in low_rows()])


def low_spelling(records):
    with_spelling(records, SPELLING).claims = [claim(r, domain="spelling") for r in SPELLING]
    return records


def of_edition(name):
    records = dossier()
    records.score_series[0].test = name
    return records


def counted_v(**fields):
    """A V that the form counts, with something beside it in the printout."""
    rows = changed(2, **{**BARE, **fields})
    bare = claim(rows[2], level_letter=None, level_sign=None, percentile=None)
    return with_rows(rows, [claim(rows[0]), claim(rows[1]), bare])


def wide(*domains):
    records = dossier()
    kept = [s for s in records.score_series if s.domain in ("word_reading", "language", *domains)]
    records.score_series = kept
    return records


GAP = [("2023-01-30", 4), ("2023-05-29", 4), ("2024-05-30", 5)]

EXAMPLES = {
    "measurement.too_few": (
        ("two main measurements", lambda: found(with_rows(low_rows()[1:]))),
        ("three main measurements", lambda: found(dossier())),
        (
            "two, and one of November that would make three",
            lambda: found(with_rows([low_rows()[1], AUTUMN, low_rows()[2]], [])),
        ),
    ),
    "measurement.intermediate_counted": (
        ("the form counts a measurement of November", lambda: found(between(claimed=True))),
        ("the printout shows one of November, the form does not count it", lambda: found(between(claimed=False))),
        ("a main measurement in the days of grace", lambda: found(with_rows(changed(2, date=dt.date(2024, 3, 4))))),
    ),
    "measurement.not_consecutive": (
        ("M5 is skipped", lambda: found(dates(*GAP), received="2024-06-20")),
        ("a skipped moment before the series", lambda: found(with_rows([row("M3", "2022-01-20"), *low_rows()]))),
        ("a repeated year: M4 after E4", lambda: found(repeated(note=True), "capelle")),
    ),
    "measurement.level_too_high": (
        ("a D in the series", lambda: found(with_rows(changed(1, level_letter="D")))),
        (
            "V-min with percentile 10",
            lambda: found(with_rows(changed(1, level_letter=None, level_roman="V", level_sign="-", percentile=10))),
        ),
        ("a C before the series", lambda: found(with_rows([row("E3", "2022-05-30", "C"), *low_rows()]))),
    ),
    "measurement.kind_unknown": (
        ("no moment, no date and no label", lambda: found(undated())),
        ("a moment without a date", lambda: found(with_rows(changed(0, date=None, school_year="2022-2023")))),
        (
            "an unknown row that the series can do without",
            lambda: found(
                with_rows(
                    [row(None, None, kind="unknown", year="2021-2022"), *low_rows()], [claim(r) for r in low_rows()]
                )
            ),
        ),
    ),
    "measurement.claim_differs": (
        ("another score in the form", lambda: found(claiming(1, skill_score=99))),
        ("the same score under another name", lambda: found(claiming(1, skill_score=None, raw_score=24))),
        (
            "the same level written otherwise",
            lambda: found(claiming(1, level_letter=None, level_roman="V", level_sign="-")),
        ),
    ),
    "measurement.outdated": (
        ("46 days after the end of June", lambda: found(dossier(), received="2024-08-15")),
        ("45 days after the end of June", lambda: found(dossier(), received="2024-08-14")),
        (
            "spelling is newer than word reading",
            lambda: found(with_spelling(dossier(), [*SPELLING, row("E5", "2024-05-30")]), received="2024-06-10"),
        ),
    ),
    "measurement.grace": (
        ("4 March", lambda: found(with_rows(changed(2, date=dt.date(2024, 3, 4))))),
        ("29 February", lambda: found(with_rows(changed(2, date=dt.date(2024, 2, 29))))),
        (
            "16 March, which is too late",
            lambda: found(with_rows(changed(2, date=dt.date(2024, 3, 16))), received="2024-04-02"),
        ),
    ),
    "measurement.claim_by_hand": (
        ("an E of a hand that reads as a C", lambda: found(by_hand(0.7, level_letter="C"))),
        ("a C in print", lambda: found(by_hand(0.95, level_letter="C"))),
        ("a figure of a hand that reads otherwise", lambda: found(by_hand(0.7, skill_score=29))),
    ),
    "measurement.stand_in": (
        ("September 2020 for June 2020", lambda: found(stand_in("2020-09-21"), "capelle", "2021-03-10")),
        ("June 2020", lambda: found(stand_in("2020-06-15"), "capelle", "2021-03-10")),
        (
            "September 2023",
            lambda: found(with_rows([row("M4", "2023-01-30"), row("E4", "2023-09-21"), row("M5", "2024-01-25")])),
        ),
    ),
    "level.roman_only": (
        ("a bare V", lambda: found(with_rows(changed(2, **BARE)))),
        ("V with a minus", lambda: found(with_rows(changed(2, **BARE, level_sign="-")))),
        ("a bare IV, which is too high", lambda: found(with_rows(changed(2, level_letter=None, level_roman="IV")))),
    ),
    "level.v_is_d": (
        ("a counted V with percentile 11", lambda: found(counted_v(percentile=11))),
        ("a counted V with percentile 10", lambda: found(counted_v(percentile=10))),
        ("a D that the form calls a D", lambda: found(with_rows(changed(2, level_letter="D", level_roman="V")))),
    ),
    "level.inconsistent": (
        ("E beside III", lambda: found(with_rows(changed(0, level_roman="III")))),
        ("E beside percentile 11", lambda: found(with_rows(changed(0, level_roman="V", percentile=11)))),
        ("E in the printout, C in the form", lambda: found(claiming(1, level_letter="C"))),
    ),
    "dmt.cards": (
        ("cards 1+2 at E4", lambda: found(with_rows(changed(1, cards=[1, 2])))),
        ("cards 2+3 at M5", lambda: found(with_rows(changed(2, cards=[2, 3])))),
        (
            "another test than the DMT",
            lambda: found(
                dates(("2023-01-30", 4), ("2023-05-29", 4), ("2024-01-25", 5), test="Technisch Lezen Woorden")
            ),
        ),
    ),
    "dmt.edition": (
        ("the DMT of 2009 in 2023", lambda: found(of_edition("DMT 2009"))),
        ("the DMT of 2018", lambda: found(of_edition("DMT 2018"))),
        ("a year that is no edition", lambda: found(of_edition("DMT afgenomen in 2016"))),
    ),
    "repeat.norm_group": (
        (
            "a repeated group 4, on the norm of its own moment",
            lambda: found(repeated(norms=["M4", "E4", "M5"]), "capelle"),
        ),
        (
            "a repeated group 4, on the norm of the didactic age",
            lambda: found(repeated(norms=["M5", "E5", "M6"]), "capelle"),
        ),
        ("a repeated group 2", lambda: found(_repeated_two(), "capelle")),
    ),
    "spelling.only": (
        ("low on spelling alone", lambda: found(low_spelling(high()))),
        ("low on both", lambda: found(with_spelling(dossier(), SPELLING))),
        (
            "low on spelling, and one reading score too high",
            lambda: found(with_spelling(with_rows(changed(1, level_letter="D")), SPELLING)),
        ),
    ),
    "overview.narrow": (
        ("no arithmetic", lambda: found(wide("reading_comprehension"))),
        ("a wide overview", lambda: found(wide("reading_comprehension", "arithmetic"))),
        ("no printout at all", lambda: found(_nothing_read())),
    ),
}


def _repeated_two():
    records = dossier("capelle")
    records.pupil.repeated_groups = [2]
    return records


def _nothing_read():
    records = dossier()
    records.score_series, records.claims = [], []
    return records
