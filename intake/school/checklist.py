"""'Is alles erbij?': what a profile asks, as a list that a school goes through before it sends."""

from dataclasses import dataclass
from itertools import groupby

from validators import messages
from validators.profile_model import Profile

# Under which heading a rule stands, in the order in which one goes through a pile of paper.
GROUPS: dict[str, tuple[str, ...]] = {
    "De documenten": ("files", "document", "preventive_evaluations", "anonymous", "attachments"),
    "De handtekeningen": ("parent_signatures", "school_signature", "preventive_parties"),
    "Op de formulieren": ("care_provider", "fields", "error_analysis", "comorbidity"),
    "De toetsen": ("series", "current", "dmt_cards", "dmt_edition", "norm_group", "overview"),
    "De begeleiding": ("intervention_count", "intervention_duration", "intervention_quality", "preventive_sessions"),
    "De leerling en de regeling": ("age", "region", "reading_education", "preventive_quota", "preventive_hours"),
}
_ORDER = {rule: place for place, rule in enumerate(rule for rules in GROUPS.values() for rule in rules)}
_HEADING = {rule: heading for heading, rules in GROUPS.items() for rule in rules}
FIRST = ("De documenten", "De handtekeningen")  # what a dossier can't do without, to be seen at a glance


@dataclass(frozen=True)
class Item:
    """One requirement: what it asks, and what to look at."""

    id: str
    title: str
    hints: list[str]


@dataclass(frozen=True)
class Group:
    """Requirements under one heading."""

    heading: str
    items: list[Item]

    @property
    def first(self) -> bool:
        """Whether it is about what lies on the table: papers and signatures."""
        return self.heading in FIRST


def checklist(profile: Profile) -> list[Group]:
    """Everything that this profile asks; requirements with the same title are told once."""
    asked = sorted(profile.requirements, key=lambda requirement: _ORDER[requirement.ask.rule])
    groups = []
    for heading, chosen in groupby(asked, key=lambda requirement: _HEADING[requirement.ask.rule]):
        items: dict[str, Item] = {}
        for requirement in chosen:
            title = messages.title(requirement.ask.rule, requirement.ask)
            told = items.setdefault(title, Item(requirement.id, title, []))
            told.hints.extend(
                hint for hint in messages.hints(requirement.ask.rule, requirement.ask) if hint not in told.hints
            )
        groups.append(Group(heading, list(items.values())))
    return groups
