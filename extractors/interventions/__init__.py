"""Reads the periods of extra help (interventions) that a school describes."""

from extractors.interventions.merging import merge_interventions
from extractors.interventions.reader import read_interventions

__all__ = ["merge_interventions", "read_interventions"]
