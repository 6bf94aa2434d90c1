"""Rows as files have them."""

from __future__ import annotations

import json

from campaigner.cells import BYTE_ORDER_MARK
from campaigner.text import listed
from campaigner.vocabulary.papers import ListFormat
from campaigner.written_rows import rows_as_text

ROWS = [{"name": "Zoë", "tags": ["a", "=b"], "count": -1, "none": None, "more": "x"}]


def test_csv_has_the_columns_guarded_and_begins_with_a_mark() -> None:
    text = rows_as_text([*ROWS, {"name": "=1"}], ["name", "tags", "count", "none"], ListFormat.CSV)
    assert text.removeprefix(BYTE_ORDER_MARK).splitlines() == [
        "name,tags,count,none",
        'Zoë,"a, =b",-1,',
        "'=1,,,",
    ]
    assert text.startswith(BYTE_ORDER_MARK)


def test_json_has_every_key() -> None:
    assert json.loads(rows_as_text(ROWS, ["name"], ListFormat.JSON)) == ROWS


def test_names_are_listed_up_to_a_number() -> None:
    assert listed(["a", "b"], 3) == "a, b"
    assert listed(["a", "b", "c"], 2) == "a, b and 1 more"
    assert listed(["a", "b"], 2, 1_002) == "a, b and 1,000 more"
    assert listed([], 2) == ""
