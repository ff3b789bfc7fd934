import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.interventions.phrases.amounts import Amounts, bare_number, find_amounts
from extractors.interventions.phrases.numerals import NUMBERS

TIMES = [
    "{n} x per week {m} minuten",
    "{n}x{m} min",
    "{n} keer {m} minuten per week",
    "{m} min., {n}x p.w.",
    "per week {n} maal {m} min",
]
WORD_OF = {number: word for word, number in NUMBERS.items() if number}


@given(n=st.integers(1, 5), m=st.sampled_from([10, 15, 20, 25, 30, 45, 60]), form=st.sampled_from(TIMES))
def test_sessions_and_minutes_are_read_from_every_form(n, m, form):
    found = find_amounts(form.format(n=n, m=m))
    assert (found.sessions_per_week, found.minutes_per_session) == (n, m)


@given(n=st.integers(1, 12), m=st.sampled_from([15, 20, 30]))
def test_number_words_mean_their_digits(n, m):
    words, digits = f"{WORD_OF[n]} keer per week {WORD_OF[m]} minuten", f"{n} keer per week {m} minuten"
    assert find_amounts(words) == find_amounts(digits)


@given(text=st.text(alphabet=" 0123456789-–/.,:()abcdeikmnoprstuvwx", max_size=60))
def test_any_text_is_read_without_error(text):
    assert isinstance(find_amounts(text), Amounts)


@given(weeks=st.integers(1, 40), size=st.integers(1, 9), minutes=st.integers(10, 120))
def test_amounts_do_not_get_in_each_others_way(weeks, size, minutes):
    found = find_amounts(f"{weeks} weken, {minutes} minuten per week, groepje van {size} leerlingen")
    assert (found.weeks, found.minutes_per_week, found.group_size) == (weeks, minutes, size)
    assert found.sessions_per_week is None


@pytest.mark.parametrize(
    ("text", "sessions", "session", "week"),
    [
        ("4 keer 20 minuten (80 minuten per week)", 4, 20, 80),
        ("Dagelijks 15 minuten", 5, 15, None),
        ("wekelijks 60 minuten", None, None, 60),
        ("wekelijks 3 x 20 minuten", 3, 20, None),
        ("tweemaal per week een half uur", 2, 30, None),
        ("3 maal p/w een kwartier", 3, 15, None),
        ("1 uur per week", None, None, 60),
        ("totaal 60 minuten (3x20)", 3, 20, 60),
        ("3 keer per week, 60 minuten per week", 3, None, 60),
        ("op maandag, dinsdag en donderdag 20 min.", 3, 20, None),
        ("3 à 4 keer per week 20 minuten", None, 20, None),
        ("3 sessies van 20 minuten per week", 3, 20, None),
        ("17 woorden goed in 1 minuut, 9 fouten", None, None, None),
    ],
)
def test_forms_of_time(text, sessions, session, week):
    found = find_amounts(text)
    assert (found.sessions_per_week, found.minutes_per_session, found.minutes_per_week) == (sessions, session, week)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("individueel", 1),
        ("één op één", 1),
        ("1-op-1", 1),
        ("in tweetallen", 2),
        ("groepje van vier", 4),
        ("6 leerlingen", 6),
        ("samen met 2 andere kinderen", 3),
        ("individueel of in een groepje van 4", None),
        ("2 à 3 leerlingen", None),
        ("klein groepje", None),
        ("groep 5", None),
        ("niet individueel", None),
    ],
)
def test_group_sizes(text, size):
    assert find_amounts(text).group_size == size


@pytest.mark.parametrize(
    ("text", "weeks"),
    [("(11 weken)", 11), ("12 wkn", 12), ("na 10 weken", None), ("10-12 weken", None), ("week 36", None)],
)
def test_weeks(text, weeks):
    assert find_amounts(text).weeks == weeks


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), ("3 x", 3), ("20 min.", 20), ("drie", 3), ("3 of 4", None), ("", None)]
)
def test_bare_numbers(text, number):
    assert bare_number(text) == number
