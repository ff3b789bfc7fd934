"""Draws every page of a dossier once, in children with limits, as the files themselves are read.

A page that can't be drawn costs its own picture; report and other pictures do without it.
"""

from __future__ import annotations

import base64
import json
import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from extractors.errors import FileError
from extractors.pages.drawing import DrawnPage, draw_pages
from intake.page_images import Page, PageImages, hidden
from workers.child import ChildError, Limits, run_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from extractors.pages.model import BBox
    from extractors.records import PrivatePlace
    from validators.report import Report

log = logging.getLogger(__name__)
LIMITS = Limits(wall_seconds=60, cpu_seconds=45)
AT_ONCE = 16  # pages a child; what it answers is held in memory


@dataclass(frozen=True)
class Task:
    """Pages of one file for one child to draw, and what may not be seen of them."""

    path: Path
    sha256: str
    numbers: list[int]
    private: dict[int, list[BBox]]


def make(
    report: Report, files: Sequence[tuple[Path, str]], images: PageImages, private: Sequence[PrivatePlace] = ()
) -> None:
    """Draw the pages that are not there yet; `files` are the dossier's, each path with its name."""
    tasks = list(_tasks(report, {name: path.resolve() for path, name in files}, images, private))
    for task, answer in zip(tasks, run_all((partial(_draw, task) for task in tasks), LIMITS, 1), strict=True):
        if isinstance(answer, ChildError):
            log.warning("no pictures of pages of %s: %s", task.sha256[:12], type(answer).__name__)
            continue
        sizes = {}
        for number, width, height, page, thumb in json.loads(answer):
            images.put(Page(task.sha256, number), large=base64.b64decode(page), small=base64.b64decode(thumb))
            sizes[number] = width, height
        if sizes:
            images.made(task.sha256, sizes)


def _tasks(
    report: Report, paths: dict[str, Path], images: PageImages, private: Sequence[PrivatePlace]
) -> Iterator[Task]:
    unseen = hidden(report.model_dump())
    given: set[str] = set()
    for index, document in enumerate(report.documents):
        path = paths.get(document.name)
        if path is None or document.sha256 in given or document.page_count == 0:
            continue
        given.add(document.sha256)
        covers: dict[int, list[BBox]] = {}
        for place in private:
            if place.document == index:
                covers.setdefault(place.page, []).append(place.bbox)
        there = images.sizes(document.sha256)
        wanted = [n for n in range(1, document.page_count + 1) if n not in there and (index, n) not in unseen]
        for start in range(0, len(wanted), AT_ONCE):
            yield Task(path, document.sha256, wanted[start : start + AT_ONCE], covers)


def _draw(task: Task) -> bytes:
    drawn: list[tuple[int, float, float, str, str]] = []
    with suppress(FileError):  # those before it were drawn
        for page in draw_pages(task.path, task.numbers, task.private):
            drawn.append(_packed(page))  # noqa: PERF401 - what was drawn before an error counts
    return json.dumps(drawn).encode()


def _packed(page: DrawnPage) -> tuple[int, float, float, str, str]:
    large, small = (base64.b64encode(picture).decode() for picture in (page.page, page.thumb))
    return page.number, page.width, page.height, large, small
