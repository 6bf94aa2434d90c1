"""`campaign check` lists what a campaign's texts state as fact without a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.campaigns.checks import check_campaign
from campaigner.campaigns.claims.claim_words import Claim, claim_in
from campaigner.campaigns.claims.sentences import sentences_of
from campaigner.problems import Problem, Severity

# language, a sentence, what it states (None: nothing that could be looked up), and in which words
SENTENCES = [
    ("en", "About 7.5 million people lived so.", Claim.FIGURE, "7.5"),
    ("en", "That is 22 per cent more.", Claim.FIGURE, "22 per cent"),
    ("en", "It cost £20 million.", Claim.FIGURE, "£20"),
    ("en", "It lasted for 138 years.", Claim.FIGURE, "138"),
    ("en", "More than twenty thousand are held.", Claim.FIGURE, "twenty"),
    ("en", "It is not yet half.", Claim.FIGURE, "half"),
    ("en", "Three in ten do not report it.", Claim.FIGURE, "Three in ten"),
    ("en", "Some see a judge after four months.", Claim.FIGURE, "four months"),
    ("en", "Most people are told.", Claim.FIGURE, "Most people"),
    ("en", "More bread than ever is thrown away.", Claim.FIGURE, "More bread than"),
    ("en", "More women than men give care.", Claim.FIGURE, "More women than"),
    ("en", "It came into force on 2 March 2022.", Claim.DATE, "2 March 2022"),
    ("en", "It has been so since 1998.", Claim.FIGURE, "1998"),
    ("en", "By law, bakers must answer.", Claim.LAW, "By law"),
    ("en", "The law sets no limit.", Claim.LAW, "The law sets"),
    ("en", "The country has ratified the treaty.", Claim.LAW, "ratified"),
    ("en", "China is bound by it.", Claim.LAW, "is bound"),
    ("en", "The highest court agreed.", Claim.FINDING, "highest court"),
    ("en", "Judges have ruled on it.", Claim.FINDING, "Judges have ruled"),
    ("en", "The Government denies it.", Claim.FINDING, "Government denies"),
    ("en", "A study of bakers found mould.", Claim.FINDING, "study of bakers found"),
    ("en", "Research shows that it works.", Claim.FINDING, "Research shows"),
    ("en", "We ask for a limit of 28 days.", None, ""),
    ("en", "This campaign asks Members to set a limit of 28 days.", None, ""),
    ("en", "Ask the Minister to publish 12 reports.", None, ""),
    ("en", "The survey asks about 30 days.", Claim.FIGURE, "30"),
    ("en", "Article 30 is often quoted.", None, ""),
    ("en", "Sections 12 and 29 were kept.", None, ""),
    ("en", "The Human Rights Act 1998 and the 1967 Protocol matter.", None, ""),
    ("en", "An Act of 2022 takes it back.", None, ""),
    ("en", "We recall them for two reasons.", None, ""),
    ("en", "A crime that most of us think of as history.", None, ""),
    ("en", "No right is put more plainly than this.", None, ""),
    ("en", "Bread is dear to us all.", None, ""),
    ("cy", "Mae 7.5 miliwn o bobl yn byw felly.", Claim.FIGURE, "7.5"),
    ("cy", "Mae hynny 22 y cant yn fwy.", Claim.FIGURE, "22 y cant"),
    ("cy", "Mae mwy nag ugain mil yn gaeth.", Claim.FIGURE, "ugain"),
    ("cy", "Cyfeirir rhai at farnwr ar ôl pedwar mis.", Claim.FIGURE, "pedwar mis"),
    ("cy", "Mae mwy o fenywod nag o ddynion yn gofalu.", Claim.FIGURE, "mwy o fenywod nag o"),
    ("cy", "Daeth i rym ar 2 Mawrth 2022.", Claim.DATE, "2 Mawrth 2022"),
    ("cy", "Dyfarnodd y llys felly.", Claim.FINDING, "Dyfarnodd"),
    ("cy", "Mae Llywodraeth Tsieina yn gwadu hynny.", Claim.FINDING,
     "Mae Llywodraeth Tsieina yn gwadu"),
    ("cy", "Nid yw’r gyfraith yn gosod terfyn.", Claim.LAW, "Nid yw’r gyfraith yn gosod"),
    ("cy", "Gofynnwn am derfyn o 28 diwrnod.", None, ""),
    ("cy", "Mae’r ymgyrch hon yn gofyn am derfyn o 28 diwrnod.", None, ""),
    ("cy", "Dyfynnir erthygl 30 yn aml.", None, ""),
    ("cy", "Cadwyd adran 29 o Ddeddf Mudo Anghyfreithlon 2023.", None, ""),
    ("de", "Das Gesetz gilt für 83 Millionen Menschen.", Claim.FIGURE, "83"),
    ("de", "Brot ist teuer.", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "claim", "words"), SENTENCES)
def test_what_a_sentence_states(
    language: str, sentence: str, claim: Claim | None, words: str
) -> None:
    found = claim_in(sentence, language)
    assert (found and found[0], found[1][0] if found else "") == (claim, words)


def added(bread: Path, text: str, name: str = "brief.en.md") -> list[Problem]:
    """What the check finds after a paragraph was put before a text."""
    path = bread / name
    path.write_text(f"{text}\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return check_campaign(bread)


@pytest.mark.parametrize("name", ["brief.en.md", "letter.en.md"])
def test_a_claim_without_a_source_is_a_warning_at_its_words(bread: Path, name: str) -> None:
    found = added(bread, "Bread is dear. The\nCourt of Bakers has ruled so.", name)
    [problem] = [each for each in found if each.code == "unsourced-claim"]
    assert (problem.line, problem.column, problem.severity) == (2, 17, Severity.WARNING)
    assert "“has ruled” says what somebody found or decided" in problem.message
    assert "fact(…)" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        '{{ fact("loaves") }} Bread is dear.',
        "Millions go without. {# fact: loaves #}",
        "Bread has been dear for ten years. {# no source: it declines to say more #}",
        "Bread is dear {# no source: known to all #} to half of us.",
        "Half of us go without.[^1]\n\n[^1]: The market, today.",
        "Half of us go [without](https://example.org/2026/loaves).",
        'By law everyone may eat ({{ cite("UDHR 25(1)") }}).',
        "By law everyone may eat (UDHR 25(1)).",
        "## Half the bread",
        "> Half of it is a quotation.",
        "1. We ask for bread.\n2. We ask for butter.",
        "{{ 'half' if 1 > 2 else 'Bread' }} is dear.",
    ],
)
def test_what_has_a_source_or_states_nothing_is_not(bread: Path, text: str) -> None:
    assert [each.code for each in added(bread, text) if each.code == "unsourced-claim"] == []


@pytest.mark.parametrize(
    "text",
    [
        'In 2022 it changed ({{ cite("UDHR 25(1)") }}).',  # a citation is no source for a date
        "Half of us go without. {# no source: #}",  # no reason
        "Half of us go without. {# we looked #}",
        '{{ fact("loaves") }} Half of us go without.',
        "Bread is dear. {# fact: loaves #} Half of us go without.",
    ],
)
def test_what_is_no_source(bread: Path, text: str) -> None:
    assert "unsourced-claim" in [each.code for each in added(bread, text)]


def test_a_comment_that_names_an_unknown_fact_is_an_error(bread: Path) -> None:
    found = added(bread, "Half of us go without. {# fact: loafs #}")
    [problem] = [each for each in found if each.code == "unknown-fact"]
    assert (problem.line, problem.severity) == (1, Severity.ERROR)
    assert "“loaves”" in problem.hint


def test_a_figure_of_the_petition_is_one_of_the_facts(bread: Path) -> None:
    path = bread / "campaign.toml"
    source = path.read_text(encoding="utf-8")
    path.write_text(
        source.replace('en = "Bread for all."', 'en = "Bread for 12 people. All agree."'),
        encoding="utf-8",
    )
    [problem] = [each for each in check_campaign(bread) if each.code == "unsourced-claim"]
    assert (problem.path.rpartition("/")[2], problem.line) == ("campaign.toml", 2)
    assert "“12” gives a figure" in problem.message


def test_sentences_keep_their_places() -> None:
    source = "One is here. “Two.” Three ({{ cite('x') }})? {# fact: a, b #}\n\n- Four v. five"
    found = list(sentences_of(source))
    assert [source[each.start :][:3].strip() for each in found if each.words.strip()]
    assert [each.facts for each in found if each.facts] == [("a", "b")]
    assert [each.words.strip() for each in found if "v." in each.words] == ["Four v. five"]
