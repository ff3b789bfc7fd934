"""What a warm page costs our reader, stage by stage, in milliseconds of processor time."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from extractors.dossier import combine
from extractors.layout.reading import layout_of
from extractors.pages import open_pages
from extractors.parts import classify
from extractors.reading import read_file
from validators.judge import judge
from validators.profile import load_profile

if TYPE_CHECKING:
    from pathlib import Path

STAGES = ("pages", "layout", "parts", "values", "judging")
Times = dict[str, float]


def time_dossier(folder: Path) -> list[Times]:
    """The stages of every page; what is done for a whole file or dossier is shared out over its pages."""
    files = sorted(folder.glob("*.pdf"))
    per_page: list[Times] = []
    for path in files:
        per_page += _time_file(path)
    cover = json.loads((folder / "dossier.json").read_text())
    received_on = dt.date.fromisoformat(cover["received_on"])
    records = [read_file(path, path.name) for path in files]
    started = time.process_time()
    dossier = combine(records)
    combined = time.process_time()
    judge(dossier, load_profile(cover["profile"], received_on), reference="", received_on=received_on)
    _share(per_page, "values", combined - started)
    _share(per_page, "judging", time.process_time() - combined)
    return per_page


def _time_file(path: Path) -> list[Times]:
    per_page: list[Times] = []
    layouts = []
    pages = open_pages(path)
    while True:
        started = time.process_time()
        page = next(pages, None)
        if page is None:
            break
        read = time.process_time()
        layouts.append(layout_of(page))
        per_page.append(defaultdict(float, pages=_ms(read - started), layout=_ms(time.process_time() - read)))
    started = time.process_time()
    classify(layouts)
    classified = time.process_time() - started
    started = time.process_time()
    read_file(path, path.name)
    whole = _ms(time.process_time() - started)
    _share(per_page, "parts", classified)
    before = sum(times["pages"] + times["layout"] + times["parts"] for times in per_page)
    _share(per_page, "values", max(whole - before, 0) / 1000)
    return per_page


def _share(per_page: list[Times], stage: str, seconds: float) -> None:
    for times in per_page:
        times[stage] += _ms(seconds) / len(per_page)


def _ms(seconds: float) -> float:
    return seconds * 1000
