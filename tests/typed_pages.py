"""Pages written as text: where a word stands in the string is where it stands on the page."""

import re

from extractors.pages.model import Page, Word

CHAR, HEIGHT, PITCH = 4.5, 12.0, 16.0  # points; three spaces part columns, an empty line is white


def page_of(text, number=1):
    words = []
    for row, line in enumerate(text.strip("\n").splitlines()):
        top = 40 + row * PITCH
        bold = line.startswith("#")
        for match in re.finditer(r"\S+", line.replace("#", " ")):
            x0, x1 = 30 + match.start() * CHAR, 30 + match.end() * CHAR
            words.append(Word(match.group(), (x0, top, x1, top + HEIGHT), size=10, bold=bold))
    width = 60 + CHAR * max(len(line) for line in text.splitlines())
    return Page(number=number, width=max(595, width), height=842, reading="text", words=words)


def stated(measurement):
    row = measurement.model_dump(mode="json", exclude={"evidence", "confidence", "derived", "label", "others"})
    return {name: value for name, value in row.items() if value is not None}
