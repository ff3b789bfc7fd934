"""Words of places to sign as a reader of pictures misprints them: 'Ouderl/verzorger', '0uder', 'Naarn'."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from extractors.vocabulary.misprints import nearest

ALIKE = str.maketrans({"1": "i", "l": "i", "|": "i", "!": "i", "0": "o", "5": "s", "8": "b", "€": "e"})
PAIRS_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"))
LONG, LONGEST = 8, 12  # letters from which one and two may be wrong; a shorter word must look the same


@cache
def _words() -> dict[str, str]:
    text = files("extractors.vocabulary").joinpath("signing_roles.toml").read_text(encoding="utf-8")
    return {_letters(word): word for word in tomllib.loads(text)["label_words"]}


@cache
def _by_look() -> dict[str, str]:
    return {_look(letters): word for letters, word in _words().items()}


def mended(text: str) -> str:
    """A text in lower case without accents, with the words of labels as they are spelt."""
    return " ".join(_mended_word(word) for word in text.split(" "))


@lru_cache(maxsize=20_000)
def _mended_word(word: str) -> str:
    core = re.search(r"[\w|].*[\w|]", word)
    if core is None:
        return word
    letters = _letters(core[0])
    meant = _words().get(letters) or _nearest(letters)
    if meant is None or (_letters(meant) == letters and ("/" in core[0] or "/" not in meant)):
        return word
    return word[: core.start()] + meant + word[core.end() :]


def _nearest(letters: str) -> str | None:
    if (word := _by_look().get(_look(letters))) is not None:
        return word
    allowed = 2 if len(letters) >= LONGEST else 1 if len(letters) >= LONG else 0
    if not allowed:
        return None
    near = nearest(letters, _words(), allowed)
    return _words()[near[0]] if near else None


def _letters(word: str) -> str:
    return re.sub(r"[^\w|!€]", "", word)


def _look(letters: str) -> str:
    """What letters look like: those that are taken for each other are the same."""
    for pair, one in PAIRS_ALIKE:
        letters = letters.replace(pair, one)
    return letters.translate(ALIKE)
