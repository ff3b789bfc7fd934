"""The sample dossiers: which files, for whom, and what happens to each."""

from __future__ import annotations

import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).parents[2] / "fixtures"
INSTALLED = Path(sysconfig.get_path("data")) / "share" / "dossierpoort" / "samples"


@dataclass(frozen=True)
class SampleSchool:
    """A school and somebody who works there."""

    name: str
    municipality: str
    person: str
    email: str


REGENBOOG = SampleSchool("De Regenboog", "Woerden", "Kim Bos", "kim@regenboog.example")
WINGERD = SampleSchool("De Wingerd", "Capelle aan den IJssel", "Noa de Wit", "noa@wingerd.example")
SCHOOLS = (REGENBOOG, WINGERD)


@dataclass(frozen=True)
class Scene:
    """A dossier: the folder of its files, those that come in later, its term in working days from today, and the acts.

    `acts` are methods of `workers.demo.acts.Acts`, done in this order.
    """

    reference: str
    folder: str
    due_in: int
    school: SampleSchool = REGENBOOG
    later: tuple[str, ...] = ()
    acts: tuple[str, ...] = field(default=("read",))

    @property
    def files(self) -> Path:
        """Where its files are."""
        return (CHECKOUT if CHECKOUT.exists() else INSTALLED) / self.folder


_VARIANTS = "variants/dossiers"
SCENES = (
    Scene("2026-001", "tour/complete", 9, acts=("read", "complete")),
    Scene("2026-002", "tour/three-defects", 1, acts=("read", "ask")),
    Scene("2026-003", "tour/complete", 4, later=("Vragenlijst school.pdf",), acts=("read", "add", "read")),
    Scene("2026-004", f"{_VARIANTS}/V62-drie-tabellen", 3, acts=("read", "accept")),
    Scene("2026-005", f"{_VARIANTS}/V31-strijdig", 2, acts=("read", "correct")),
    Scene("2026-006", f"{_VARIANTS}/V20-twee-helften", 5),
    Scene("2026-007", f"{_VARIANTS}/V37-niet-anoniem", -2),
    Scene("2026-008", f"{_VARIANTS}/V59-wachtwoord", 6),
    Scene("2026-009", "tour/three-defects", 0, acts=("fail",)),
    Scene("C-014", f"{_VARIANTS}/V49-capelle", 7, WINGERD),
    Scene("C-015", f"{_VARIANTS}/V50-capelle-kort", 2, WINGERD),
    Scene("2026-010", "tour/complete", 10, acts=("wait",)),  # read once the service runs
)
