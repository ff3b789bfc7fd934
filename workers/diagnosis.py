"""What `dossierpoort doctor` says of one thing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnosis:
    """One thing that was looked at; `advice` is empty when it is as it should be."""

    subject: str
    found: str
    advice: str = ""
