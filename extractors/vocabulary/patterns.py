"""Turns of phrase as data: regular expressions over normalised text, several to a key."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def pattern(name: str, table: str, key: str) -> re.Pattern[str]:
    """Matches where any expression of the key in `name.toml` does. Raises FileNotFoundError or KeyError."""
    data = tomllib.loads(files("extractors.vocabulary").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{expression})" for expression in data[table][key]))
