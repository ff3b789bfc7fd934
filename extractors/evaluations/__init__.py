"""Reads midterm and final evaluations of preventive trajectories."""

from extractors.evaluations.reader import read_evaluation

__all__ = ["read_evaluation"]
