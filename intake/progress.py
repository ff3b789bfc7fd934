"""What a worker tells of a run while it works at it, for whoever waits."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

Stage = Literal["fetching", "reading", "judging", "drawing"]


class FileTold(BaseModel):
    """A file inside the dossier (also one from a zip), and what came of it: None while it is read or waits.

    `outcome` is "read", or the finding code of why it could not be.
    """

    model_config = ConfigDict(extra="ignore")

    name: str
    outcome: str | None = None
    pages: int = 0


class Told(BaseModel):
    """The stage, since when it (or, while reading, the file at hand) goes on, and the files in the order of reading."""

    model_config = ConfigDict(extra="ignore")

    stage: Stage
    since: dt.datetime
    files: list[FileTold] = []

    @property
    def busy(self) -> int | None:
        """Which file is being read."""
        waiting = (place for place, file in enumerate(self.files) if file.outcome is None)
        return next(waiting, None) if self.stage == "reading" else None
