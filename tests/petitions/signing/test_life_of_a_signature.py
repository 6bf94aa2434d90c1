"""What becomes of signatures: signed, confirmed, withdrawn; told by those who do it."""

from __future__ import annotations

import pytest

from campaigner.addresses import token_in
from campaigner.petitions.counts.tally import TallyRow, take_tally
from campaigner.petitions.signing.applying import NotOpen, SigningOutcome
from campaigner.petitions.signing.confirmation import LinkRefused, LinkResult, confirm, withdraw
from campaigner.store import outbox, petitions, tallies
from campaigner.store.database import Database
from campaigner.store.petitions import Petition
from campaigner.vocabulary.signatures import Grouping
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import (
    NOON,
    WITHDRAW,
    application,
    confirmed,
    held,
    link_in,
    mails_in,
    new_token,
    person,
    seconds,
    signed,
    the_petition,
    the_signature,
    work_on,
    workspace_of,
)

DAY = 86_400


@pytest.fixture
def petition(database: Database) -> Petition:
    return the_petition(database)


def total(database: Database, petition: Petition) -> int:
    return tallies.total(database.conn, petition.id)


def kinds(database: Database) -> list[str]:
    return [mail.kind for mail in outbox.all_mail(database.conn)]


def test_ana_signs_and_is_counted_once_she_confirms(database: Database, petition: Petition) -> None:
    ana = signed(database, petition, application(), area="E14001063")
    assert ana.outcome is SigningOutcome.PENDING
    assert total(database, petition) == 0
    link = f"https://example.org/confirm/{new_token(database, ana.signature)}"
    assert confirm(workspace_of(database), link).result is LinkResult.CONFIRMED
    assert confirm(workspace_of(database, NOON + 60), link).result is LinkResult.ALREADY
    assert total(database, petition) == 1
    tally = take_tally(work_on(database, petition), Grouping.AREA)
    assert tally.rows == (TallyRow("E14001063", 1),)


def test_ben_signs_twice_and_gets_his_confirmation_again(
    database: Database, petition: Petition
) -> None:
    first = signed(database, petition, application("Ben Sample"))
    outbox.mark_sent(database.conn, 1, NOON)
    database.conn.commit()
    again = signed(database, petition, application("ben sample", "Ana+2@Example.org"))
    assert (again.outcome, again.signature) == (SigningOutcome.DUPLICATE, first.signature)
    assert kinds(database) == ["confirm", "confirm"]


def test_cai_has_confirmed_and_is_told_so_when_he_signs_again(
    database: Database, petition: Petition
) -> None:
    confirmed(database, petition, application("Cai Sample"))
    assert signed(database, petition, application("Cai Sample")).outcome is SigningOutcome.DUPLICATE
    assert kinds(database) == ["counted", "already"]
    assert total(database, petition) == 1


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_whoever_signs_again_waits_for_the_disk_as_others_do_also_if_no_mail_is_queued(
    database: Database, petition: Petition, is_confirmed: bool
) -> None:
    (confirmed if is_confirmed else signed)(database, petition, application())
    for _ in range(7):  # a commit without a change would be answered sooner
        before = database.conn.total_changes
        assert signed(database, petition, application()).outcome is SigningOutcome.DUPLICATE
        assert database.conn.total_changes > before


def test_a_household_of_two_signs_with_one_address_but_not_a_third(
    database: Database, petition: Petition
) -> None:
    for name in ("Dee Sample", "Eli Sample", "Fay Sample"):
        signed(database, petition, application(name))
    assert held(database) == 2


def test_nobody_gets_more_than_five_mails_for_one_signature(
    database: Database, petition: Petition
) -> None:
    for _ in range(9):
        signed(database, petition, application())
        for mail in outbox.all_mail(database.conn):
            outbox.mark_sent(database.conn, mail.id, NOON)
        database.conn.commit()
    assert len(kinds(database)) == 5


def test_gwen_withdraws_and_signs_again(database: Database, petition: Petition) -> None:
    gwen = confirmed(database, petition, application("Gwen Sample"))
    link = new_token(database, gwen.id, purpose=WITHDRAW)
    assert withdraw(workspace_of(database), link).result is LinkResult.WITHDRAWN
    withdraw(workspace_of(database), link)  # twice subtracts once
    assert total(database, petition) == 0
    again = confirmed(database, petition, application("Gwen Sample"), NOON + DAY)
    assert again.id != gwen.id
    assert total(database, petition) == 1
    with pytest.raises(LinkRefused, match="taken back"):
        confirm(workspace_of(database), new_token(database, gwen.id))


def test_hal_is_suspect_and_sees_success_but_is_not_counted(
    database: Database, petition: Petition
) -> None:
    hal = confirmed(database, petition, application("Hal Sample"), suspect=True)
    assert (hal.state, hal.confirmed_at, hal.counted) == ("suspect", NOON, None)
    assert total(database, petition) == 0


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        ("2027-06-10 22:59", True),  # the last minute of the last day, in British Summer Time
        ("2027-06-10 23:00", True),  # closed, but the link was sent before
        ("2027-06-11 22:59", True),
        ("2027-06-11 23:00", False),  # 24 hours after closing
    ],
)
def test_links_work_for_a_day_after_closing(
    database: Database, petition: Petition, moment: str, works: bool
) -> None:
    sent = seconds("2027-06-01 12:00")
    ida = signed(database, petition, application("Ida Sample"), sent)
    link = new_token(database, ida.signature, sent)
    if works:
        confirm(workspace_of(database, seconds(moment)), link)
    else:
        with pytest.raises(LinkRefused, match="closed"):
            confirm(workspace_of(database, seconds(moment)), link)
    assert total(database, petition) == works


def test_a_link_expires(database: Database, petition: Petition) -> None:
    jon = signed(database, petition, application("Jon Sample"))
    link = new_token(database, jon.signature)
    with pytest.raises(LinkRefused, match="expired"):
        confirm(workspace_of(database, NOON + 30 * DAY), link)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-12-09 23:59", "opens on 2026-12-10"),
        ("2027-06-11 00:00", "closed"),
    ],
)
def test_nobody_signs_before_it_opens_or_after_it_closes(
    database: Database, petition: Petition, moment: str, words: str
) -> None:
    with pytest.raises(NotOpen, match=words):
        signed(database, petition, application(), seconds(moment))


def test_thresholds_are_stamped_going_up_and_cleared_going_down(
    database: Database, petition: Petition
) -> None:
    people = [confirmed(database, petition, person(n), NOON + n) for n in range(4)]
    reached = {
        each.at: each.reached_at for each in petitions.thresholds_of(database.conn, petition.id)
    }
    assert reached == {3: NOON + 2, 5: None}
    for each in people[:2]:
        withdraw(workspace_of(database, NOON + 60), new_token(database, each.id, purpose=WITHDRAW))
    assert petitions.thresholds_of(database.conn, petition.id)[0].reached_at is None


def test_the_tally_adds_up_however_it_is_taken(database: Database, petition: Petition) -> None:
    for number in range(6):
        confirmed(
            database,
            petition,
            application(f"Kit {chr(97 + number)}", f"kit{number}@example.org", source="web"),
            NOON + number * 3 * 3600,
            area="E14001063" if number % 2 else "",
        )
    here = work_on(database, petition)
    for by in set(Grouping) - {Grouping.HOUR}:
        tally = take_tally(here, by)
        assert sum(row.count for row in tally.rows) == tally.total == 6
    assert take_tally(here, Grouping.HOUR).rows[0] == TallyRow("2026-12-11T12", 1)
    assert take_tally(here, Grouping.DAY, {Grouping.AREA: "E14001063"}).total == 3


def test_signing_from_the_command_line_to_the_tally(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    person = ("--name", "Lea Sample", "--email", "lea@example.org", "--postcode", "ab101ab")
    assert campaigner("petition", "sign", "right-to-food", *person).code == 0
    assert campaigner("mail", "list", "--format", "json").json[0]["state"] == "waiting"
    assert campaigner("mail", "send", "--to-dir", "out").code == 0
    link = link_in(mails_in(workspace.root / "out")[0])
    assert "already" not in campaigner("petition", "confirm", link).stderr
    assert "already" in campaigner("petition", "confirm", token_in(link)).stderr
    tally = campaigner("petition", "tally", "right-to-food", "--by", "area", "--format", "json")
    assert tally.json["total"] == 1
    assert sum(row["count"] for row in tally.json["rows"]) == 1
    assert tally.json["campaign"] == "right-to-food"


POSTCODES = """\
pcds,pcon24cd,pcon24nm
AB10 1AB,S14000107,Aberdeen South
CF10 1AA,W07000081,Cardiff East
"""


def test_a_postcode_decides_where_a_signature_counts_and_never_whether(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    (workspace.root / "postcodes.csv").write_text(POSTCODES, encoding="utf-8")
    assert campaigner("area", "import", "postcodes.csv").code == 0
    for number, postcode in enumerate(("ab10 1ab", "CF101AA", "M1 1AA")):  # the last is unknown
        person = ("--name", "Noor", "--email", f"noor{number}@example.org")
        called = campaigner("petition", "sign", "right-to-food", *person, "--postcode", postcode)
        assert called.code == 0
    campaigner("mail", "send", "--to-dir", "out")
    for mail in mails_in(workspace.root / "out"):
        campaigner("petition", "confirm", link_in(mail))
    tally = campaigner("petition", "tally", "right-to-food", "--format", "json").json
    assert {row["area"]: row["count"] for row in tally["rows"]} == {
        None: 1,
        "S14000107": 1,
        "W07000081": 1,
    }
    (workspace.root / "s.csv").write_text(
        "name,email,postcode\nOla,ola@example.org,AB101AB\n", encoding="utf-8"
    )
    assert campaigner("petition", "import", "right-to-food", "s.csv", "--confirmed").code == 0
    there = campaigner("petition", "export", "right-to-food", "-f", "uk-json").json
    assert there["data"]["attributes"]["signature_count"] == 4


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--postcode", "AB10 1AB", "--language", "zz"], "Unknown language “zz”"),
        (["--postcode", "AB10 1AB", "--area", "foo"], "Unknown area of this postcode “foo”"),
        (["--postcode", "AB10 1AB", "--area", "W07000081"], "Unknown area of this postcode"),
        (["--postcode", "M1 1AA", "--area", "foo"], "Unknown area “foo”"),
        (
            ["--postcode", "M1 1AA", "--area", "W07000081"],
            "",
        ),  # not in the table: taken at the word
    ],
)
def test_a_language_or_area_that_there_is_not_is_refused(
    campaigner: Command,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    words: str,
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    (workspace.root / "postcodes.csv").write_text(POSTCODES, encoding="utf-8")
    assert campaigner("area", "import", "postcodes.csv").code == 0
    person = ("--name", "Noor", "--email", "noor@example.org")
    called = campaigner("petition", "sign", "right-to-food", *person, *options)
    assert called.code == (2 if words else 0)
    assert words in called.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ["sign", "right-to-fod", "--name", "A", "--email", "a@b.org", "--postcode", "M1 1AA"],
            2,
            "right-to-food",
        ),
        (["confirm", "nothing"], 1, "nothing to confirm"),
        (["tally", "right-to-food", "--by", "shoe"], 2, "'language'"),
    ],
)
def test_a_mistake_is_answered_in_one_message(
    campaigner: Command, workspace: Workspace, arguments: list[str], code: int, words: str
) -> None:
    called = campaigner("petition", *arguments)
    assert called.code == code
    assert words in called.stderr


def test_the_state_of_a_signature_is_kept(database: Database, petition: Petition) -> None:
    mia = confirmed(database, petition, application("Mia Sample"))
    assert the_signature(database, mia.id).counted == 1
