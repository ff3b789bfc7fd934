"""Tables: grids of cells, found by lines, by shading or by alignment."""

from extractors.layout.tables.continued import continues
from extractors.layout.tables.find import find_tables
from extractors.layout.tables.model import Cell, Table

__all__ = ["Cell", "Table", "continues", "find_tables"]
