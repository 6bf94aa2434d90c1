"""The words that people sign: their versions, and which of them each signature is of."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from campaigner.campaigns.models import Campaign
from campaigner.errors import UsageError
from campaigner.forms import FormRefused
from campaigner.papers.handin.signed_words import signed_words_of
from campaigner.petitions.exports import ExportRequest, export
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.paper.sheet_ids import new_sheet_id
from campaigner.petitions.paper.typed_lines import typed_line
from campaigner.petitions.paper.typed_sheets import count_lines
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.signatures import search
from campaigner.petitions.signing.form import SigningForm
from campaigner.petitions.signing.together import Sent, apply_together
from campaigner.petitions.wordings import counted_versions, versions_of, wording_of
from campaigner.store import paper_sheets
from campaigner.store.database import Database, transaction
from campaigner.store.paper_sheets import Sheet
from campaigner.vocabulary.papers import PetitionExport
from conftest import Command
from petitioners import NOON, SLUG, application, confirmed, the_petition, the_signature, work_on
from word_signers import confirms, signed_words, signs, with_words


@pytest.fixture
def here(database: Database) -> OpenPetition:
    return work_on(database, the_petition(database))


def test_cai_confirms_after_a_change_and_has_signed_what_he_was_shown(here: OpenPetition) -> None:
    cai = signs(here, "Cai Sample")
    changed = with_words(here, title={"en": "Another title"})
    confirms(changed, signs(changed, "Dee Sample"))
    receipt = confirms(changed, cai)
    assert signed_words(receipt) == wording_of(here.campaign).hash.hex()
    assert verify(here.database, SLUG).ok


def test_eli_has_the_page_open_while_the_words_change(here: OpenPetition) -> None:
    """What others have signed is known, so that he signs what he read."""
    shown = wording_of(here.campaign).hash.hex()
    confirms(here, signs(here, "Ana Sample"))
    changed = with_words(here, summary={"en": "Something else."})
    receipt = confirms(changed, signs(changed, "Eli Sample", wording=shown))
    assert signed_words(receipt) == shown


@pytest.mark.parametrize("shown", ["0" * 64, "no hash", "ff"])
def test_fay_is_asked_to_read_again_if_nobody_has_signed_the_words_that_she_was_shown(
    here: OpenPetition, shown: str
) -> None:
    with pytest.raises(FormRefused) as refused:
        signs(here, "Fay Sample", wording=shown)
    assert [(each.path, each.code) for each in refused.value.problems] == [
        ("wording", "invalid-wording")
    ]


def test_words_that_change_back_are_the_first_version_again(here: OpenPetition) -> None:
    changed = with_words(here, title={"en": "Another title"})
    for place, at in enumerate([here, changed, replace(here, now=changed.now + 60)]):
        confirms(at, signs(at, f"{'ABC'[place]}na Sample"))
    versions = counted_versions(replace(here, now=changed.now + 60))
    assert [(each.number, each.counted) for each in versions.versions] == [(1, 2), (2, 1)]
    assert versions.current.number == 1
    assert versions.has_changed


def test_words_may_change_until_the_first_signature_under_them_counts(here: OpenPetition) -> None:
    signs(here, "Ana Sample")
    changed = with_words(here, title={"en": "Another title"})
    confirms(changed, signs(changed, "Ben Sample"))
    versions = counted_versions(changed)
    assert [(each.number, each.counted, each.waiting) for each in versions.versions] == [
        (1, 1, 0),
        (None, 0, 1),
    ]
    assert not versions.has_changed


def test_many_who_sign_together_sign_the_same_words(here: OpenPetition) -> None:
    forms = [
        SigningForm(f"Person {name}", f"{name}@example.org", "AB10 1AB", agreed=True, asked=None)
        for name in "abcdefgh"
    ]
    seen: list[str] = []
    here.database.conn.set_trace_callback(seen.append)
    apply_together(here, [Sent(form) for form in forms])
    here.database.conn.set_trace_callback(None)
    assert sum("wordings" in statement for statement in seen) <= 2
    assert [each.waiting for each in counted_versions(here).versions] == [8]


def test_sheets_with_the_old_words_count_for_the_old_version(here: OpenPetition) -> None:
    confirmed_first = confirms(here, signs(here, "Ana Sample"))
    changed = with_words(here, title={"en": "Another title"})
    confirms(changed, signs(changed, "Ben Sample"))
    with transaction(here.database) as connection:
        ids = {
            version.number: connection.execute(
                "SELECT id FROM wordings WHERE version = ?", (version.number,)
            ).fetchone()[0]
            for version in versions_of(changed).versions
        }
        old, unknown = new_sheet_id(), new_sheet_id()
        paper_sheets.add_sheets(
            connection,
            [
                Sheet(old, here.petition.id, "", "en", 10, NOON, ids[1]),
                Sheet(unknown, here.petition.id, "", "en", 10, NOON, None),
            ],
        )
    lines = [
        typed_line(1, old, "1", "Gwen Sample", "M1 1AA"),
        typed_line(2, unknown, "1", "Hal Sample", "M1 1AA"),
    ]
    assert count_lines(changed, lines).counted == 2
    counted = counted_versions(changed)
    assert ([each.counted for each in counted.versions], counted.unknown) == ([2, 1], 1)
    gwen = the_signature(here.database, 3)
    assert gwen.version == 1
    assert gwen.wording is not None
    assert gwen.wording.hex() == signed_words(confirmed_first)


@pytest.mark.parametrize(
    ("named", "expected", "unknown"),
    [("", [1, 2], 0), ("1", [2, 1], 0), ("2", [1, 2], 0), ("unknown", [1, 1], 1)],
)
def test_imported_signatures_are_of_the_version_that_the_organiser_names(
    here: OpenPetition, tmp_path: Path, named: str, expected: list[int], unknown: int
) -> None:
    confirms(here, signs(here, "Ana Sample"))
    changed = with_words(here, title={"en": "Another title"})
    confirms(changed, signs(changed, "Ben Sample"))
    file = tmp_path / "elsewhere.csv"
    file.write_text("name,email,postcode\nHal Sample,hal@example.org,M1 1AA\n", encoding="utf-8")
    import_signatures(changed, ImportRequest(file=file, confirmed=True, wording=named))
    counted = counted_versions(changed)
    assert ([each.counted for each in counted.versions], counted.unknown) == (expected, unknown)
    assert verify(here.database, SLUG).ok


def test_a_version_that_is_not_there_is_refused_with_those_that_are(
    here: OpenPetition, tmp_path: Path
) -> None:
    file = tmp_path / "elsewhere.csv"
    file.write_text("name,email,postcode\nHal Sample,hal@example.org,M1 1AA\n", encoding="utf-8")
    with pytest.raises(UsageError, match="not a version"):
        import_signatures(here, ImportRequest(file=file, confirmed=True, wording="3"))


def changes(campaign: Campaign) -> dict[str, dict[str, Any]]:
    """What can be changed of a definition, and whether that changes the words."""
    text = campaign.petition
    return {
        "text": {"petition": text.model_copy(update={"text": {"en": "Other"}})},
        "title": {"title": {"en": "Other"}},
        "summary": {"summary": {"en": "Other"}},
        "an ask": {"asks": [campaign.asks[0].model_copy(update={"text": {"en": "Other"}})]},
        "order of asks": {"asks": [*campaign.asks[1:], campaign.asks[0]]},
    }


@pytest.mark.parametrize("what", ["text", "title", "summary", "an ask", "order of asks"])
def test_what_makes_a_new_version(here: OpenPetition, what: str) -> None:
    other = here.campaign.model_copy(update=changes(here.campaign)[what])
    assert wording_of(other).hash != wording_of(here.campaign).hash


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Feed  every\n child ", True),
        ("Feed every child", True),
        ("Feed every\u00a0child", True),
        ("Feed every child.", False),
        ("feed every child", False),
        ("Feed éve", False),
    ],
)
def test_white_space_alone_makes_no_new_version(
    here: OpenPetition, written: str, same: bool
) -> None:
    one, other = (
        wording_of(with_words(here, text={"en": text}).campaign)
        for text in ("Feed every child", written)
    )
    assert (one.hash == other.hash) is same


def test_a_text_that_is_composed_otherwise_is_the_same(here: OpenPetition) -> None:
    one, other = (
        wording_of(with_words(here, title={"en": text}).campaign) for text in ("Siân", "Sia\u0302n")
    )
    assert one.words == other.words


def test_the_words_are_json_in_canonical_form(here: OpenPetition) -> None:
    words = wording_of(here.campaign)
    again = json.dumps(
        json.loads(words.words), ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    assert again == words.words
    assert words.said["rule"] == "campaigner wording 1"
    assert words.said["campaign"] == SLUG


def test_applications_without_a_page_are_of_words_that_are_not_known(here: OpenPetition) -> None:
    confirmed(here.database, here.petition, application())
    assert the_signature(here.database, 1).wording is None
    assert verify(here.database, SLUG).ok


def test_olive_lists_the_versions_and_reads_one(
    here: OpenPetition, campaigner: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:05:00")
    changed = with_words(here, title={"en": "Another title"})
    confirms(changed, signs(changed, "Ana Sample"))
    confirmed(here.database, here.petition, application("Ben Sample", "ben@example.org"))
    called = campaigner("petition", "wording", SLUG, "--format", "json")
    assert called.code == 0, called.stderr
    assert [
        (row["version"], row["since"], row["signatures"], row["current"], row["ledger_row"])
        for row in json.loads(called.stdout)
    ] == [(1, "2026-12-11", 1, False, 1), (None, None, 0, True, None)]
    assert "1 signature under words that are not known." in called.stderr
    assert "the next signature makes a new version" in called.stderr
    changed_since = "The words have changed since people signed: see petition wording."
    assert changed_since in campaigner("petition", "tally", SLUG).stderr
    assert changed_since not in campaigner("petition", "tally", SLUG, "--format", "json").stderr
    show = ("petition", "wording", SLUG, "--show", "1")
    words = wording_of(changed.campaign)
    assert campaigner(*show, "--format", "json").stdout == words.words
    shown = campaigner(*show).stdout
    assert shown.startswith("Another title [en]\n==================\n")
    assert "\n1. " in shown
    assert shown.endswith(f"\nSHA-256: {words.hash.hex()}\n")
    unknown = campaigner("petition", "wording", SLUG, "--show", "7")
    assert (unknown.code, "Choose from: 1." in unknown.stderr) == (2, True)


def test_whoever_receives_the_petition_reads_each_version_with_how_many_signed_it(
    here: OpenPetition,
) -> None:
    confirms(here, signs(here, "Ana Sample"))
    changed = with_words(here, title={"en": "Another title"})
    for name in ("Ben Sample", "Cai Sample"):
        confirms(changed, signs(changed, name))
    newest, first = signed_words_of(changed, "en").versions
    assert (newest.title, newest.number, newest.count) == ("Another title", 2, 2)
    assert (first.number, first.count, first.hash) == (1, 1, wording_of(here.campaign).hash.hex())
    assert newest.asks == first.asks != ()


def test_exports_and_search_say_version_and_standing(here: OpenPetition) -> None:
    confirms(here, signs(here, "Ana Sample"))
    with closing(export(here, ExportRequest(what=PetitionExport.JSON_LINES)).chunks()) as chunks:
        (row,) = [json.loads(line) for line in "".join(chunks).splitlines()]
    assert (row["wording"], row["standing"]) == (1, "online")
    (found,) = search(here, SignatureFilter(), limit=5).rows
    assert found["wording_sha256"] == wording_of(here.campaign).hash.hex()
