"""Which files that were written for a campaign can be said to have been handed over."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from campaigner.destinations import destination
from campaigner.issued import note_files
from campaigner.petitions.deliveries.record import (
    Handover,
    HandoverRefused,
    NoDelivery,
    deliveries_of,
    record_delivery,
    record_destroyed,
    remove_delivery,
    show_delivery,
    shown_deliveries,
)
from campaigner.petitions.deliveries.written import files_there, paths_of
from campaigner.petitions.destroying import destroy_by
from campaigner.petitions.opening import OpenPetition
from campaigner.store.database import Database
from campaigner.store.issued_files import IssuedFile
from campaigner.vocabulary.papers import HandedKind
from campaigner.workspace import Workspace
from petitioners import SLUG, application, confirmed, the_petition, work_on


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    """A petition with three signatures."""
    petition = the_petition(database)
    for name in ("Ana", "Bea", "Cleo"):
        confirmed(database, petition, application(f"{name} Sample", f"{name}@example.org"))
    return work_on(database, the_petition(database))


def written(here: OpenPetition, path: Path, kind: str, *, campaign: str = SLUG) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    destination(here, path, kind, campaign=campaign).write(f"{path.name} of {kind}")


def names(here: OpenPetition) -> list[tuple[str, HandedKind, bool]]:
    return sorted((each.name, each.kind, each.names_people) for each in files_there(here).files)


def test_packs_letters_and_exports_are_listed_with_what_lies_beside_a_hand_in_pack(
    here: OpenPetition, tmp_path: Path
) -> None:
    written(here, tmp_path / "in" / "handin.pdf", "export hand-in pack")
    written(here, tmp_path / "in" / "checkpoint.txt", "hand-in checkpoint.txt", campaign="")
    written(here, tmp_path / "in" / "brief.pdf", "briefing", campaign="")
    written(here, tmp_path / "packs" / "ada.pdf", "constituent pack pdf")
    written(here, tmp_path / "signatures.csv", "export csv")
    written(here, tmp_path / "letters-1.pdf", "")
    assert names(here) == [
        ("ada.pdf", HandedKind.PACKS, True),
        ("checkpoint.txt", HandedKind.HAND_IN, False),
        ("handin.pdf", HandedKind.HAND_IN, True),
        ("letters-1.pdf", HandedKind.LETTERS, True),
        ("signatures.csv", HandedKind.NAMES, True),
    ]


def test_what_is_gone_of_another_campaign_or_was_never_for_others_is_not_listed(
    here: OpenPetition, tmp_path: Path
) -> None:
    written(here, tmp_path / "gone.pdf", "export hand-in pack")
    (tmp_path / "gone.pdf").unlink()
    written(here, tmp_path / "others.pdf", "export hand-in pack", campaign="cake")
    written(here, tmp_path / "sheet.jpg", "paper sheet")
    written(here, tmp_path / "typed.csv", "uploaded table import")
    written(here, tmp_path / "rows.rejects.csv", str(tmp_path / "rows.csv"))
    note_files(here.database, [IssuedFile("s3://bucket/handin.pdf", SLUG, "1", "export")], 1)
    assert names(here) == []


def test_a_file_is_chosen_by_a_key_that_tells_nothing_of_its_place(
    here: OpenPetition, tmp_path: Path
) -> None:
    written(here, tmp_path / "handin.pdf", "export hand-in pack")
    (there,) = files_there(here).files
    assert paths_of(here, [there.key, "x" * 24]) == [there.path]
    assert "handin" not in there.key
    there.path.unlink()
    assert paths_of(here, [there.key]) == []


@pytest.mark.parametrize(("wanted", "rows"), [(1, 1), (2, 2), (3, 3)])
def test_as_many_signatures_as_were_handed_over_give_the_rows_of_the_ledger(
    here: OpenPetition, wanted: int, rows: int
) -> None:
    made = record_delivery(here, Handover("The Clerk", here.today, signatures=wanted))
    assert (made.delivery.signatures, made.delivery.size) == (wanted, rows)


@pytest.mark.parametrize("wanted", [0, 4, 10**17])
def test_a_number_of_signatures_that_was_never_reached_is_refused(
    here: OpenPetition, wanted: int
) -> None:
    with pytest.raises(HandoverRefused) as refused:
        record_delivery(here, Handover("The Clerk", here.today, signatures=wanted))
    assert (refused.value.field, refused.value.code) == ("signatures", "never-so-many")


def test_prints_with_names_are_to_be_destroyed_by_the_day_of_the_rule_or_before(
    here: OpenPetition,
) -> None:
    latest = destroy_by(here)
    earlier = latest - timedelta(days=30)
    by_rule = Handover("The Clerk", here.today, names_people=True)
    assert record_delivery(here, by_rule).delivery.destroy_by == latest.isoformat()
    sooner = Handover("The Clerk", here.today, names_people=True, destroy_by=earlier)
    assert record_delivery(here, sooner).delivery.destroy_by == earlier.isoformat()
    for day in (latest + timedelta(days=1), here.today - timedelta(days=1)):
        with pytest.raises(HandoverRefused, match="is not between"):
            record_delivery(here, Handover("Ada", here.today, names_people=True, destroy_by=day))


def test_what_was_recorded_is_shown_hidden_taken_back_and_removed(here: OpenPetition) -> None:
    given = Handover("The Clerk", here.today, names_people=True)
    number = record_delivery(here, given).delivery.id
    show_delivery(here, number, shown=True)
    assert [each.recipient for each in shown_deliveries(here)] == ["The Clerk"]
    show_delivery(here, number, shown=False)
    assert shown_deliveries(here) == []
    record_destroyed(here, number, here.today)
    record_destroyed(here, number, None)
    assert [each.delivery.destroyed_on for each in deliveries_of(here)] == [""]
    remove_delivery(here, number)
    assert deliveries_of(here) == []
    with pytest.raises(NoDelivery):
        remove_delivery(here, number)
