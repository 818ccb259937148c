"""Answers as text: rows in every result format, and the cross-case tables as a reader knows them."""

from lcgraph.render.crosstables.writing import TABLE_FORMATS, render_tables
from lcgraph.render.rows import ROW_FORMATS, render_bool, render_rows

__all__ = [
    "ROW_FORMATS",
    "TABLE_FORMATS",
    "render_bool",
    "render_rows",
    "render_tables",
]
