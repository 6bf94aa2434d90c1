"""Tables that people bring: read in whatever form they were saved, row by row.

``open_table`` finds the one table in a file, its header, and in it the wanted columns.
"""

from __future__ import annotations

from campaigner.tables.columns import Column, Score, listed, parse_mapping, score_by
from campaigner.tables.counting import MOST_AT_DESK, has_more_rows
from campaigner.tables.fields import Fields, said_of
from campaigner.tables.finding import Found, find_table
from campaigner.tables.sheets import SheetRow, Unreadable
from campaigner.tables.source import AnyFile, TableFile, received, table_file
from campaigner.tables.table import EXAMPLES, Example, Row, Table, flaw_in, open_found, open_table

__all__ = [
    "EXAMPLES",
    "MOST_AT_DESK",
    "AnyFile",
    "Column",
    "Example",
    "Fields",
    "Found",
    "Row",
    "Score",
    "SheetRow",
    "Table",
    "TableFile",
    "Unreadable",
    "find_table",
    "flaw_in",
    "has_more_rows",
    "listed",
    "open_found",
    "open_table",
    "parse_mapping",
    "received",
    "said_of",
    "score_by",
    "table_file",
]
