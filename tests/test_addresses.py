"""Web addresses: one place spells them, and what it spells can be read back."""

from __future__ import annotations

import pytest

from campaigner.addresses import (
    CONFIRM,
    RESERVED,
    WITHDRAW,
    campaign_page,
    host_of,
    mailed_link,
    petition_json,
    token_in,
    without_scheme,
    writing_page,
)
from campaigner.vocabulary.signatures import LinkPurpose


@pytest.mark.parametrize(
    ("address", "source", "link"),
    [
        ("https://example.org", "", "https://example.org/bread"),
        ("https://example.org/", "amira", "https://example.org/bread?source=amira"),
        ("https://act.example.org", "choir-2", "https://act.example.org/bread?source=choir-2"),
        ("https://example.org", "paper/amira", "https://example.org/bread?source=paper%2Famira"),
    ],
)
def test_a_campaigns_page_carries_its_source(address: str, source: str, link: str) -> None:
    assert campaign_page(address, "bread", source) == link


def test_a_petitions_json_lies_beside_its_page() -> None:
    assert (
        petition_json("https://act.example.org/", "bread") == "https://act.example.org/bread.json"
    )


def test_letters_are_written_below_the_campaigns_page() -> None:
    assert writing_page("https://example.org/", "bread") == "https://example.org/bread/write"
    again = writing_page("https://example.org", "bread", again=True)
    assert again == "https://example.org/bread/write/again"


def test_a_name_cannot_leave_its_part_of_the_path() -> None:
    assert campaign_page("https://example.org", "../a?b") == "https://example.org/..%2Fa%3Fb"


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_the_token_of_a_mailed_link_can_be_read_back(purpose: LinkPurpose) -> None:
    link = mailed_link("https://act.example.org", purpose, "abc")
    assert link == f"https://act.example.org/{purpose}/abc"
    assert [token_in(text) for text in (link, f" {link}/\n", f"{link}?x=1", "abc")] == ["abc"] * 4


def test_an_address_is_printed_without_what_nobody_types() -> None:
    assert without_scheme("https://example.org/bread?source=amira") == "example.org/bread"
    assert host_of("https://Example.org:8000/act") == "example.org"
    assert host_of("example") == ""


def test_the_first_part_of_every_fixed_path_is_kept_from_campaigns() -> None:
    assert {path.split("/")[1] for path in (CONFIRM, WITHDRAW)} < RESERVED
