"""Partners as witnesses: they remember what they saw, and cosign only what follows from it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import make_checkpoint, signer_of
from campaigner.petitions.proof.cosigning import add_cosignatures, growth_of
from campaigner.petitions.proof.evidence import verify_petition
from campaigner.store.database import Database, opened
from campaigner.transparency.growth import Growth
from campaigner.transparency.notes import COSIGNATURE, parse_key, parse_note, who_signed
from campaigner.vocabulary.signatures import WitnessRefusal
from campaigner.witness.identity import NotAWitness, become_witness, the_witness
from campaigner.witness.watching import Refused, check, cosign, remembered
from campaigner.workspace import Workspace, create_workspace
from petitioners import NOON, confirmed, person, the_petition, work_on

NAME = "example.org/right-to-food"
Partner = Callable[[str], OpenWorkspace]


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    """A petition that three people have signed."""
    petition = the_petition(database)
    for number in range(3):
        confirmed(database, petition, person(number))
    return work_on(database, petition)


@pytest.fixture
def partner(tmp_path: Path) -> Iterator[Partner]:
    """Another organisation's workspace, which is a witness, by its name."""
    with ExitStack() as stack:

        def made(name: str) -> OpenWorkspace:
            workspace = create_workspace(tmp_path / name)
            database = stack.enter_context(opened(workspace.database_path))
            there = OpenWorkspace(workspace, database, datetime.fromtimestamp(NOON, UTC), name)
            become_witness(there, f"example.org/{name}")
            return there

        yield made


@pytest.fixture
def forked(here: OpenPetition, tmp_path: Path) -> Iterator[OpenPetition]:
    """A copy of the workspace with the same key, in which other people sign from now on."""
    key_of(here)  # makes the key
    here.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(here.workspace.root, tmp_path / "forked")
    with opened(tmp_path / "forked" / "campaigner.db") as database:
        yield work_on(database, here.petition)


def key_of(here: OpenPetition) -> str:
    return str(signer_of(here.workspace, here.petition.campaign).public)


def growth_since(here: OpenPetition, rows: int) -> Growth:
    """What the organisers send to a witness that has seen so many rows."""
    return growth_of(here, make_checkpoint(here), rows)


def more_sign(here: OpenPetition, *numbers: int) -> None:
    for number in numbers:
        confirmed(here.database, here.petition, person(number))


def known_by(here: OpenPetition, *witnesses: OpenWorkspace) -> None:
    """The organisers put the keys of witnesses into their settings."""
    keys = ", ".join(f"'{the_witness(each).public}'" for each in witnesses)
    settings = here.workspace.root / "campaigner.toml"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("[publication]", f"[publication]\nwitnesses = [{keys}]"), "utf-8"
    )


def test_a_petition_grows_under_the_eyes_of_a_witness(here: OpenPetition, partner: Partner) -> None:
    ours = partner("partner")
    first = make_checkpoint(here).text
    seen = check(ours, first, key=key_of(here))
    assert (seen.checkpoint.origin, seen.checkpoint.size, seen.before) == (NAME, 3, 0)
    assert remembered(ours) == []  # to check is not to cosign
    cosign(ours, first, key=key_of(here))
    more_sign(here, 7, 8)
    seen, text = cosign(ours, str(growth_since(here, 3)))  # the key is remembered, too
    assert (seen.before, seen.checkpoint.size) == (3, 5)
    ((origin, _, size, root, at),) = remembered(ours)
    assert (origin, size, root, at) == (NAME, 5, seen.checkpoint.root, NOON)
    keys = [parse_key(key_of(here)), the_witness(ours).public]
    assert who_signed(parse_note(text), keys).witnesses == ((keys[1], NOON),)
    assert keys[1].kind == COSIGNATURE


def test_a_petition_of_one_signature_is_watched_from_there(
    workspace: Workspace, database: Database, partner: Partner
) -> None:
    petition = the_petition(database)
    confirmed(database, petition, person(0))
    alone, ours = work_on(database, petition), partner("partner")
    cosign(ours, make_checkpoint(alone).text, key=key_of(alone))
    more_sign(alone, 1)
    seen, _ = cosign(ours, str(growth_since(alone, 1)))
    assert (seen.before, seen.checkpoint.size) == (1, 2)


def test_the_same_checkpoint_can_be_cosigned_again(here: OpenPetition, partner: Partner) -> None:
    ours, text = partner("partner"), make_checkpoint(here).text
    once = cosign(ours, text, key=key_of(here))
    again = cosign(ours, text)
    assert (once[1], again[0].before) == (again[1], 3)
    assert cosign(ours, str(growth_since(here, 3)))[1] == once[1]


@pytest.mark.slow
def test_of_a_forked_ledger_the_second_witness_refuses_what_the_first_has_seen(
    here: OpenPetition, forked: OpenPetition, partner: Partner
) -> None:
    first, second = partner("first"), partner("second")
    for witness in (first, second):
        cosign(witness, make_checkpoint(here).text, key=key_of(here))
    more_sign(here, 10, 11)
    more_sign(forked, 20, 21, 22)
    cosign(first, str(growth_since(forked, 3)))  # both begin with what was seen …
    cosign(second, str(growth_since(here, 3)))
    more_sign(forked, 23)
    with pytest.raises(Refused, match="two different counts") as refused:  # … until they meet
        cosign(second, str(growth_since(forked, 5)))
    assert refused.value.refusal is WitnessRefusal.FORKED
    assert "first 5 rows are not those that were seen on 2026-12-11" in refused.value.message
    more_sign(here, 12)
    with pytest.raises(Refused, match="two different counts"):
        cosign(first, str(growth_since(here, 6)))  # as many rows as were seen, and other ones
    with pytest.raises(Refused, match="two different counts"):
        cosign(first, make_checkpoint(here).text)  # without a proof, too
    assert [log.size for log in remembered(second)] == [5]  # what was refused is not remembered
    assert cosign(second, str(growth_since(here, 5)))[0].checkpoint.size == 6


def test_what_is_not_cosigned_says_why(here: OpenPetition, partner: Partner) -> None:
    ours, old, key = partner("partner"), make_checkpoint(here).text, key_of(here)
    more_sign(here, 7)
    other_key = str(the_witness(ours).public)

    def refusal(text: str, key: str = "") -> WitnessRefusal:
        with pytest.raises(Refused, match=r"^Not cosigned: ") as refused:
            cosign(ours, text, key=key)
        return refused.value.refusal

    assert refusal(old) is WitnessRefusal.UNKNOWN
    assert refusal(str(growth_since(here, 3)), key) is WitnessRefusal.OTHER_START
    assert refusal(old, other_key) is WitnessRefusal.OTHER_KEY
    assert refusal(old.replace("\n3\n", "\n4\n"), key) is WitnessRefusal.NOT_SIGNED
    assert remembered(ours) == []
    cosign(ours, make_checkpoint(here).text, key=key)
    assert refusal(old) is WitnessRefusal.SHRUNK
    assert refusal(make_checkpoint(here).text, other_key) is WitnessRefusal.OTHER_KEY
    more_sign(here, 8)
    assert refusal(str(growth_since(here, 3))) is WitnessRefusal.OTHER_START
    assert refusal(make_checkpoint(here).text) is WitnessRefusal.OTHER_START


def test_a_petition_without_rows_is_not_cosigned(
    workspace: Workspace, database: Database, partner: Partner
) -> None:
    empty = work_on(database, the_petition(database))
    with pytest.raises(Refused) as refused:
        cosign(partner("partner"), make_checkpoint(empty).text, key=key_of(empty))
    assert refused.value.refusal is WitnessRefusal.EMPTY


@pytest.mark.parametrize("text", ["", "old 3\n", "Dear witness,\n\nplease sign.\n", "\0"])
def test_a_text_that_is_no_checkpoint_is_said_to_be_none(partner: Partner, text: str) -> None:
    with pytest.raises(UsageError, match="This is not a checkpoint: "):
        check(partner("partner"), text)


def test_a_key_that_is_none_is_said_to_be_none(here: OpenPetition, partner: Partner) -> None:
    with pytest.raises(UsageError, match="This is not a valid key: "):
        check(partner("partner"), make_checkpoint(here).text, key=key_of(here)[:-5])


def test_a_witness_keeps_its_name_and_needs_one(partner: Partner, database: Database) -> None:
    ours = partner("partner")
    assert become_witness(ours, "example.org/partner").public == the_witness(ours).public
    with pytest.raises(UsageError, match=r"is the witness “.*/partner” already"):
        become_witness(ours, "example.org/another")
    with pytest.raises(UsageError, match="not a valid name of a key"):
        become_witness(ours, "our own name")
    nobody = OpenWorkspace(ours.workspace, database, ours.now, "olive")
    with pytest.raises(NotAWitness):
        the_witness(nobody)


def test_cosignatures_of_known_witnesses_are_kept_and_published(
    here: OpenPetition, partner: Partner
) -> None:
    first, second, stranger = partner("first"), partner("second"), partner("stranger")
    known_by(here, first, second)
    text, key = make_checkpoint(here).text, key_of(here)
    for witness in (first, second, stranger):
        text = cosign(witness, text, key=key)[1]  # each signs what the one before has signed
    kept = add_cosignatures(here, text)
    assert (kept.rows, kept.witnesses) == (3, ("example.org/first", "example.org/second"))
    assert "stranger" not in kept.text
    assert make_checkpoint(here).text == kept.text
    verdict = verify_petition(here, checkpoint=kept.text)
    assert verdict.ok
    assert verdict.signed_by == (key, *(str(the_witness(each).public) for each in (first, second)))
    assert verdict.unknown_keys == ()
    assert add_cosignatures(here, kept.text).text == kept.text


def test_cosignatures_that_cannot_be_kept_say_why(
    here: OpenPetition, forked: OpenPetition, partner: Partner
) -> None:
    ours, key = partner("partner"), key_of(here)
    text = make_checkpoint(here).text
    cosigned = cosign(ours, text, key=key)[1]
    with pytest.raises(UsageError, match=r"No known witness has signed it, only: .*/part"):
        add_cosignatures(here, cosigned)
    with pytest.raises(UsageError, match="No known witness has signed it, only: the petition"):
        add_cosignatures(here, text)
    known_by(here, ours)
    with pytest.raises(UsageError, match="is not a checkpoint that a witness cosigned"):
        add_cosignatures(here, cosigned.replace("\n3\n", "\n4\n"))
    more_sign(forked, 20)
    strange = cosign(ours, str(growth_since(forked, 3)))[1]
    with pytest.raises(UsageError, match="was not made here"):
        add_cosignatures(here, strange)


def test_a_proof_is_of_no_more_rows_than_there_are(here: OpenPetition) -> None:
    assert growth_since(here, 0).proof == ()
    for rows in (4, -1):
        with pytest.raises(UsageError, match="The ledger has 3 rows"):
            growth_since(here, rows)


@pytest.mark.slow
@pytest.mark.parametrize(
    "edit",
    ["size = size - 1", "size = size + 1", "size = 0", "root = zeroblob(32)", "root = x''",
     "key = 'x'", "origin = 'example.org/other'"],
)  # fmt: skip
def test_a_witness_whose_memory_was_edited_cosigns_nothing(
    here: OpenPetition, partner: Partner, edit: str
) -> None:
    ours = partner("partner")
    cosign(ours, make_checkpoint(here).text, key=key_of(here))
    ours.database.execute(f"UPDATE watched_logs SET {edit}")
    more_sign(here, 7)
    for rows in (0, 2, 3, 4):
        with pytest.raises(CampaignerError):
            cosign(ours, str(growth_since(here, rows)))
