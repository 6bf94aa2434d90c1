"""Options that take a day, a time or a country: what is not one is one clear line."""

from __future__ import annotations

import pytest

from campaigner.workspace import Workspace
from conftest import Command

DAY = "“tomorrow” is not a valid date. Write it like 2026-12-10."
TIME = "“soon” is not a valid time. Write it like 2026-12-10T09:00."
COUNTRY = "This is not a known country."


@pytest.mark.parametrize(
    ("command", "option", "value", "said"),
    [
        (("campaign", "check"), "--today", "tomorrow", DAY),
        (("representative", "import", "people.csv"), "--as-of", "tomorrow", DAY),
        (("representative", "import", "people.csv"), "--country", "Ruritania", COUNTRY),
        (("area", "import", "areas.csv"), "--country", "Ruritania", COUNTRY),
        (("letter", "write", "bread"), "--date", "tomorrow", DAY),
        (("letter", "batch", "bread"), "--date", "tomorrow", DAY),
        (("letter", "record-reply", "1", "--outcome", "answered"), "--on", "tomorrow", DAY),
        (("petition", "close", "bread"), "--on", "tomorrow", DAY),
        (("petition", "close", "bread"), "--on", "10/12/2026", "could be 10 December or 12 Oct"),
        (("petition", "search", "bread"), "--since", "soon", TIME),
        (("petition", "invalidate", "bread"), "--since", "soon", TIME),
        (("petition", "restore", "bread"), "--until", "soon", TIME),
    ],
)
def test_a_value_that_is_not_valid_is_one_line_that_names_the_option(
    campaigner: Command,
    workspace: Workspace,
    command: tuple[str, ...],
    option: str,
    value: str,
    said: str,
) -> None:
    called = campaigner(*command, option, value)
    error, see = called.stderr.splitlines()
    assert called.code == 2
    assert error.startswith(f"Error: Invalid value for '{option}': ")
    assert said in error
    assert see == f"See: campaigner {' '.join(command[:2])} --help"
