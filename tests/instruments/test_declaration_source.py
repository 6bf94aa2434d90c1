"""What a translation has to pass before it ships."""

from __future__ import annotations

import pytest
from tools.declaration.integrity import (
    MOST_FAULTY,
    NUMBERED,
    failures,
    faulty_places,
    is_beyond_use,
    usual_shares,
)
from tools.declaration.source import Article, Declaration
from tools.declaration.tags import unique_tags


def declaration(code: str = "qaa", tag: str = "qaa", name: str = "Made up") -> Declaration:
    """A whole declaration of made-up words."""
    articles = [
        Article(
            str(n),
            f"Artikolo {n}",
            [f"lorem ipsum {n} {m} dolor sit amet" for m in range(NUMBERED.get(n, 1))],
            numbered=n in NUMBERED,
        )
        for n in range(1, 31)
    ]
    return Declaration(code, tag, tag, name, "ltr", "", "", articles=articles)


SHARES = usual_shares([declaration()])


def test_a_whole_text_passes() -> None:
    assert failures(declaration(), SHARES) == []


@pytest.mark.parametrize(
    ("place", "text", "reason"),
    [
        (3, "lorem", "article 3 has"),  # under half of its expected length
        (3, "lorem ip?um 3 0 dolor sit amet", "article 3 has a gap"),  # a lost letter
        (3, "lorem [ip..m ?] 3 0 dolor sit amet", "article 3 has a gap"),  # could not be read
        (3, "Artikolo 4 lorem ipsum dolor sit amet", "starts with a heading"),
        (3, "lorem ipsum 4 0 dolor sit amet", "article 4 repeats article 3"),
    ],
)
def test_a_damaged_article_is_refused(place: int, text: str, reason: str) -> None:
    damaged = declaration()
    damaged.articles[place - 1].paragraphs = [text]
    assert any(reason in found for found in failures(damaged, SHARES))


def test_a_text_of_another_shape_is_refused() -> None:
    other = declaration()
    other.articles[24].paragraphs.append("lorem")
    assert failures(other, SHARES) == ["article 25 has 3 numbered paragraphs, not 2"]
    del other.articles[29]
    assert failures(other, SHARES) == ["articles are missing: 30"]


def test_versions_of_one_language_get_tags_of_their_own() -> None:
    versions = [
        declaration("fra", "fr", "French"),
        declaration("068", "fr", "French (Welche)"),
        declaration("013", "und", "(Mijisa)"),
    ]
    tags = unique_tags(versions, ["fra", "068", "013"])
    assert tags == {"fra": "fr", "068": "fr-x-068", "013": "und-x-013"}
    assert unique_tags(versions, ["068"])["068"] == "fr"  # the plain tag goes to a whole text


@pytest.mark.parametrize(
    ("reason", "places"),
    [
        ("article 14(1) has 46% of its expected length", ["14(1)"]),
        ("article 26 has 2 numbered paragraphs, not 3", ["26"]),
        ("article 29 repeats article 28", ["29", "28"]),  # either may be the wrong one
        ("article 3 has a gap: “article 4 ?”", ["3"]),
        ("articles are missing: 30", []),
    ],
)
def test_the_places_of_a_reason_are_withheld(reason: str, places: list[str]) -> None:
    assert list(faulty_places([reason])) == places


def test_a_text_with_too_many_faults_or_missing_articles_is_refused() -> None:
    faults = [f"article {n} has a gap: “?”" for n in range(1, MOST_FAULTY + 1)]
    assert not is_beyond_use(faults)
    assert not is_beyond_use([*faults, "article 1(1) has a gap: “?”"])  # of one article
    assert is_beyond_use([*faults, "article 9 has a gap: “?”"])
    assert is_beyond_use(["articles are missing: 30"])
    assert is_beyond_use(["the articles are not 1 to 30 in order"])
