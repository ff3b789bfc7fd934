"""Typed values in Dutch text: dates, moments, levels, numbers."""
