"""Lay-out of a page: lines, tables, labels with their values, tick boxes and headings, found by geometry alone."""
