"""What is read from pages that are given as text."""

import pytest
from typed_pages import page_of, stated

from extractors.layout.reading import layout_of
from extractors.scores import read_claims, read_scores


@pytest.fixture
def scores():
    """The score series of pages given as text, by domain, each row a dict of what it states."""

    def read(*texts):
        series = read_scores([layout_of(page_of(text, n)) for n, text in enumerate(texts, 1)])
        return {s.domain: [stated(m) for m in s.measurements] for s in series}

    return read


@pytest.fixture
def claims():
    def read(*texts):
        return [stated(m) for m in read_claims([layout_of(page_of(text, n)) for n, text in enumerate(texts, 1)])]

    return read
