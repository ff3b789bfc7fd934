"""Test results: printouts of a pupil tracking system, and what a form says the main measurements are."""

from extractors.scores.reading import read_claims, read_scores

__all__ = ["read_claims", "read_scores"]
