"""Cuts out the places on which findings rest, in children with limits, as the files themselves are read.

A report without a picture is still a report: a file that makes its drawing fail costs its pictures alone.
"""

from __future__ import annotations

import base64
import json
import logging
from functools import partial
from typing import TYPE_CHECKING

from extractors.errors import FileError
from extractors.pages.cutout import cut_out
from intake.cutouts import places
from workers.child import ChildError, Limits, run_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from extractors.pages.model import BBox
    from extractors.records import PrivatePlace
    from intake.cutouts import CutOuts, Place
    from validators.report import Report

log = logging.getLogger(__name__)
LIMITS = Limits(wall_seconds=60, cpu_seconds=30)


def make(
    report: Report, files: Sequence[tuple[Path, str]], cutouts: CutOuts, private: Sequence[PrivatePlace] = ()
) -> None:
    """Make the pictures that are not there yet; `files` are the dossier's, each path with its name.

    Nothing of the private places is drawn.
    """
    covers: dict[tuple[int, int], list[BBox]] = {}
    for hidden in private:
        covers.setdefault((hidden.document, hidden.page), []).append(hidden.bbox)
    paths = {name: path.resolve() for path, name in files}
    wanted: dict[Path, list[Place]] = {}
    for place in (place for chosen in places(report.model_dump()).values() for place in chosen):
        path = paths.get(report.documents[place.document].name)
        if path and cutouts.get(place) is None:
            wanted.setdefault(path, []).append(place)
    tasks = (
        partial(_cut, path, [(place, covers.get((place.document, place.page), [])) for place in chosen])
        for path, chosen in wanted.items()
    )
    for chosen, answer in zip(wanted.values(), run_all(tasks, LIMITS, 1), strict=True):
        if isinstance(answer, ChildError):
            # The name on disk may be that of the file, which may hold a child's name: neither is told.
            log.warning("no cut-outs of %s: %s", chosen[0].sha256[:12], type(answer).__name__)
            continue
        for place, picture in zip(chosen, json.loads(answer), strict=True):
            if picture:
                cutouts.put(place, base64.b64decode(picture))


def _cut(path: Path, chosen: Sequence[tuple[Place, list[BBox]]]) -> bytes:
    return json.dumps([_picture(path, place, private) for place, private in chosen]).encode()


def _picture(path: Path, place: Place, private: list[BBox]) -> str | None:
    try:
        return base64.b64encode(cut_out(path, place.page, place.bbox, private)).decode()
    except FileError:
        return None
