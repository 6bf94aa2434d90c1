"""What a person gives who signs: every mistake at once, each under its field."""

from __future__ import annotations

import pytest

from campaigner.errors import ProblemsFound
from campaigner.petitions.signing.applications import Application, checked


@pytest.mark.parametrize("country", ["gb", "uk", "Wales", "Cymru", "United Kingdom"])
def test_a_country_is_kept_as_its_two_letters(country: str) -> None:
    assert checked(Application("Ana", "ana@example.org", "ab101ab", country)).country == "GB"


def test_all_mistakes_come_together() -> None:
    with pytest.raises(ProblemsFound) as refused:
        checked(Application("=A1", "nothing", "", "Ruritania"))
    found = [(problem.path, problem.code) for problem in refused.value.problems]
    assert found == [
        ("name", "invalid-name"),
        ("email", "invalid-email"),
        ("country", "unknown-country"),
    ]
