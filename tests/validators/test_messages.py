import re
import string
from pathlib import Path

import pytest

from validators import messages
from validators.findings import CODES, Draft
from validators.parameters import Parameters
from validators.profile import FOLDER, read_profile
from validators.rules import RULES

TEXTS = messages.texts()
# A report speaks of completeness; whether a child has something, or is entitled to it, is for others to say.
DECIDING = re.compile(
    r"(heeft|geen|wel) (ernstige )?dyslexie\b|dyslectisch|recht op|komt in aanmerking|afgewezen|goedgekeurd"
)
ENTRIES = [
    (code, variant) for code, entry in TEXTS["findings"].items() for variant in (None, *entry.get("variants", {}))
]


def test_names_and_titles_decide_nothing_and_are_short():
    for text in [*TEXTS["names"].values(), *TEXTS["titles"].values(), *TEXTS["summary"].values()]:
        assert not DECIDING.search(text)
        assert len(text) <= 140


def test_every_code_has_a_text_and_every_text_a_code():
    assert set(TEXTS["findings"]) == set(CODES)


def test_every_rule_has_a_title():
    assert set(TEXTS["titles"]) == set(RULES)


def test_every_rule_of_a_profile_is_registered():
    asked = {p.model_fields["rule"].annotation.__args__[0] for p in Parameters.__subclasses__()}
    assert asked == set(RULES)


@pytest.mark.parametrize(("code", "variant"), ENTRIES)
def test_texts_are_whole_sentences_that_decide_nothing(code, variant):
    entry = TEXTS["findings"][code]
    chosen = entry["variants"][variant] if variant else entry
    for text in (chosen["message"], entry["why"], chosen.get("action", entry["action"])):
        assert text.rstrip()[-1] in ".?"
        assert not DECIDING.search(text)


@pytest.mark.parametrize(("code", "variant"), ENTRIES)
def test_texts_are_short_enough_to_be_read(code, variant):
    entry = TEXTS["findings"][code]
    chosen = entry["variants"][variant] if variant else entry
    for text in (chosen["message"], entry["why"], chosen.get("action", entry["action"])):
        assert len(text.split()) <= 40
        assert all(len(sentence.split()) <= 20 for sentence in re.split(r"[.?:] ", text))


@pytest.mark.parametrize(("code", "variant"), ENTRIES)
def test_texts_fill_in(code, variant):
    entry = TEXTS["findings"][code]
    chosen = {**entry, **(entry["variants"][variant] if variant else {})}
    asked = {f for key in ("message", "action") for _, f, _, _ in string.Formatter().parse(chosen[key]) if f}
    values = dict.fromkeys(asked - {"subject", "where"}, "42")
    said = " ".join(messages.words(Draft(code, "word_reading/2023-11-14", variant=variant, values=values), ""))
    assert "{" not in said
    if "subject" in asked:
        assert "woordlezen van 14 november 2023" in said


def test_the_variants_that_rules_use_exist():
    rules = Path(messages.__file__).parents[1] / "rules"
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(rules.glob("*.py")))
    known = {variant for _, variant in ENTRIES if variant}
    assert set(re.findall(r'variant="(\w+)"', source)) <= known


def test_every_code_says_why_it_matters():
    assert all(messages.why(code) for code in CODES)


def test_names_in_dutch():
    assert messages.name("parent_1") == "ouder/verzorger 1"
    assert messages.name("groepsoverzicht.pdf") == "groepsoverzicht.pdf"
    assert messages.name("intervention/2") == "interventieperiode 2"


def test_a_title_sums_up_as_people_do():
    asked = read_profile(FOLDER / "van-a-tot-lezen.toml").requirements
    titles = {r.id: messages.title(r.ask.rule, r.ask) for r in asked}
    assert titles["school_form.fields"].count(" en waarom") == 1
    assert titles["school_form.fields"].count(", ") == 3
    assert titles["signatures"] == "Ondertekening van het schoolformulier door: de directeur"
