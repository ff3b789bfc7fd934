"""Forms with files, however they come in."""

import hashlib
import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_multipart.exceptions import FormParserError

from intake.api.multipart import LONGEST_FIELD, MOST_IN_FIELDS, Received, _Parts
from intake.api.problems import INVALID, TOO_MANY_FILES, ProblemError

FORM = (
    b'--x\r\nContent-Disposition: form-data; name="profile"\r\n\r\npassenderwijs\r\n'
    b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n'
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="\xc3\xa9.pdf"\r\nContent-Type: a/b\r\n\r\n'
    b"\r\n--x-no end\r\n\x00\xff\r\n"
    b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nJos\xe9\r\n--x--\r\n'
)
FILE = b"\r\n--x-no end\r\n\x00\xff"


def parsed(*pieces: bytes, most_files: int = 3) -> list[tuple[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        parts = _Parts(b"x", Path(folder), most_files)
        try:
            for piece in pieces:
                parts.take([piece])
            parts.end()
            return [
                (name, (value.filename, value.staged.sha256, value.staged.path.read_bytes()))
                if isinstance(value, Received)
                else (name, value)
                for name, value in parts.items
            ]
        finally:
            parts.close()


@given(st.lists(st.integers(0, len(FORM)), max_size=6).map(sorted))
@settings(max_examples=50, deadline=None)
def test_it_is_the_same_however_it_is_cut(cuts: list[int]) -> None:
    edges = [0, *cuts, len(FORM)]
    assert parsed(*(FORM[a:b] for a, b in itertools.pairwise(edges) if a < b)) == [
        ("profile", "passenderwijs"),
        ("files", ""),
        ("files", ("é.pdf", hashlib.sha256(FILE).hexdigest(), FILE)),
        ("name", "José"),
    ]


@given(st.integers(0, len(FORM) - 5))
@settings(max_examples=50, deadline=None)
def test_what_is_cut_off_is_no_form(end: int) -> None:
    with pytest.raises(FormParserError):
        parsed(FORM[:end])


def part(name: str, content: bytes, more: str = "") -> bytes:
    return f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n"


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ([part("a", bytes(LONGEST_FIELD + 1))], INVALID),
        ([part("a", bytes(LONGEST_FIELD - 1))] * (MOST_IN_FIELDS // LONGEST_FIELD + 1), INVALID),
        ([part("files", b"", '; filename="a"')] * 4, TOO_MANY_FILES),
    ],
)
def test_a_limit_ends_it_at_once(parts: list[bytes], kind: object) -> None:
    with pytest.raises(ProblemError) as refused:
        parsed(*parts)
    assert refused.value.kind is kind


def test_a_part_has_a_name() -> None:
    with pytest.raises(FormParserError):
        parsed(b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n")
