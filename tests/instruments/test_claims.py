"""What is said of an article: the common misuses are found, and what denies them is understood."""

from __future__ import annotations

import pytest

from campaigner.instruments.mistakes import mistakes
from campaigner.instruments.quotations import check_text
from campaigner.problems import Severity

# (a misuse, a place that the hint gives instead)
MISUSES = [
    # aggression and article 30, whatever the word for attack
    ("Russia's attack broke Article 30", "UN Charter 2(4)"),
    ("UDHR: Article 30 gives a right not to be attacked", "UN Charter 2(4)"),
    ("Article 30 UDHR forbids the bombing of cities.", "UN Charter 2(4)"),
    ("Article 30 UDHR does not allow aggression.", "UN Charter 2(4)"),
    ("Article 30 UDHR gives no State a right to wage war.", "UN Charter 2(4)"),
    ("Article 30 UDHR is often quoted against aggression, and rightly so.", "UN Charter 2(4)"),
    ("Some say that Article 30 UDHR bans aggression, and they are right.", "UN Charter 2(4)"),
    # asylum
    ("Article 14 UDHR gives a right to be granted asylum.", "Refugee Convention 33"),
    ("States may not return refugees: article 14.", "Refugee Convention 33"),
    ("Article 14 UDHR means that Britain must grant them asylum.", "Refugee Convention 33"),
    ("Article 13 UDHR means that people may come to live in any country.", "UDHR 14(1)"),
    ("Under article 13(2) UDHR anyone may settle wherever they like.", "UDHR 14(1)"),
    ("Article 33 of the Refugee Convention is absolute.", "Refugee Convention 33(1)"),
    ("Refugee Convention 33: no one may ever be returned.", "ECHR 3"),
    # a declaration, a covenant, and who is bound
    ("The United Kingdom ratified the Universal Declaration of Human Rights.", "ICCPR"),
    ("The Universal Declaration of Human Rights is legally binding.", "ICCPR"),
    ("The UK signed the Universal Declaration of Human Rights in 1948.", "ICCPR"),
    ("China must respect article 27 of the ICCPR.", "ICESCR 15"),
    ("Beijing is in breach of the ICCPR.", "CRC 30"),
    ("The Government breached Article 4 of Protocol No 4 to the ECHR.", "ICCPR 12"),
    # rights that have conditions, or that stand elsewhere
    ("Article 8 ECHR is absolute.", "ECHR 8(2)"),
    ("ECHR 10 protects speech without exception.", "ECHR 10(2)"),
    ("Article 4 UDHR forbids trafficking.", "Palermo Protocol 3"),
    ("UDHR 23 protects the right to strike.", "ICESCR 8(1)(d)"),
    ("UDHR 26 promises free university education.", "ICESCR 13(2)(c)"),
    ("Courts can strike down Acts under section 4 HRA.", "HRA 10"),
    ("Article 12 UDHR forbids mass surveillance.", "ICCPR 17"),
    ("Article 2 UDHR names disability.", "CRPD 5"),
]

# What denies a misuse, or is none.
SOUND = [
    "Some say that Article 30 UDHR bans aggression; it does not.",
    "Some say that Article 30 UDHR bans aggression. It does not.",
    "Article 30 UDHR does not forbid war.",
    "Article 30 UDHR doesn't mention war.",
    "Article 30 UDHR says nothing about invasion.",
    "Article 30 UDHR is often quoted against aggression.",
    "It is a mistake to cite Article 30 UDHR against war.",
    "Cite article 2(4) of the UN Charter against the invasion, not article 30 UDHR.",
    "Article 14 UDHR does not give a right to be granted asylum.",
    "Article 14 UDHR gives a right to seek asylum, not to be granted it.",
    "Article 13 UDHR gives no right to enter another country.",
    "Article 13 UDHR does not mean that people may come to live in any country.",
    "Article 33 of the Refugee Convention is not absolute.",
    (
        "Article 33 says that nobody may be returned, except where 33(2) of the Refugee Convention"
        " applies."
    ),
    "The Universal Declaration is not a treaty.",
    "The Universal Declaration was never ratified, for it is not a treaty.",
    "The UK ratified the ICCPR, which follows the Universal Declaration.",
    "China signed the ICCPR in 1998 and has not ratified it.",
    "China has never ratified the ICCPR.",
    "Article 8 ECHR is not an absolute right.",
    "Courts cannot strike down Acts under section 4 HRA.",
    "The United Kingdom has not ratified Protocol 4 to the ECHR.",
    "Article 50 of the treaty was a war of words.",
    "Article 3 UDHR protects life.",
]


@pytest.mark.parametrize(("text", "better"), MISUSES)
def test_a_common_misuse_gets_a_better_citation(text: str, better: str) -> None:
    found = [each for each in check_text(text, "brief.md") if each.code == "article-does-not-hold"]
    assert found, text
    assert all(problem.severity is Severity.WARNING for problem in found)
    assert any(better in problem.hint for problem in found)


@pytest.mark.parametrize("text", SOUND)
def test_what_denies_a_misuse_is_left_alone(text: str) -> None:
    found = [each for each in check_text(text, "brief.md") if each.code == "article-does-not-hold"]
    assert found == []


def test_a_misuse_is_said_once_a_sentence() -> None:
    found = check_text("China must respect articles 18 and 27 of the ICCPR.", "brief.md")
    assert len(found) == 1


def test_every_entry_of_the_table_is_shown_in_a_misuse() -> None:
    """So that no pattern stays that finds nothing."""
    found = {problem.message for text, _ in MISUSES for problem in check_text(text, "brief.md")}
    unshown = {each.message for each in mistakes()} - found
    shown_elsewhere = ("sexual orientation", "water is not", "death penalty", "conscientious",
                       "only in the enjoyment")  # fmt: skip
    assert all(any(words in message for words in shown_elsewhere) for message in unshown)
