"""Two senders never send one mail; what fails for its own reasons keeps nothing else."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from campaigner.mail.claims import claim
from campaigner.mail.messages import Draft, Writer
from campaigner.mail.sending import Sent, send_due
from campaigner.mail.transports import Claim, ClaimLost, Folder, ReadyMail
from campaigner.store import outbox, signatures
from campaigner.store.database import Database, opened, transaction
from campaigner.vocabulary.mail import Blame, MailState
from campaigner.workspace import Workspace
from petitioners import (
    NOON,
    application,
    mails_in,
    person,
    signed,
    the_petition,
    write_mails,
)


@dataclass
class Slow:
    """A server for whose time the clock goes on; ``meanwhile`` happens with each mail."""

    seconds: int = 0
    meanwhile: Callable[[], None] = lambda: None
    now: int = NOON
    taken: Counter[str] = field(default_factory=Counter)
    longest = 30.0

    def deliver(self, mail: ReadyMail, claim: Claim) -> None:
        self.now += self.seconds
        self.meanwhile()
        claim.renew()
        self.taken[mail.name] += 1

    def close(self) -> None:
        pass

    def clock(self) -> int:
        return self.now


def send(database: Database, workspace: Workspace, server: Slow) -> Sent:
    return send_due(database, Writer(workspace), server, server.clock)


def fifty_people_sign(database: Database) -> None:
    for number in range(50):
        signed(database, the_petition(database), person(number))


@pytest.mark.slow
def test_a_slow_server_and_a_second_sender_send_each_mail_once(
    database: Database, workspace: Workspace
) -> None:
    fifty_people_sign(database)
    server = Slow(29)

    def second_sender() -> None:
        with opened(workspace.database_path) as other:
            send_due(other, Writer(workspace), Another(server), server.clock, limit=3)

    server.meanwhile = second_sender
    send(database, workspace, server)
    assert len(server.taken) == 50
    assert set(server.taken.values()) == {1}


@dataclass
class Another:
    """Another connection to the same server."""

    server: Slow
    longest = 30.0

    def deliver(self, mail: ReadyMail, claim: Claim) -> None:
        claim.renew()
        self.server.taken[mail.name] += 1

    def close(self) -> None:
        pass


def test_the_mail_of_a_sender_that_died_is_taken_over(
    database: Database, workspace: Workspace
) -> None:
    signed(database, the_petition(database), application())
    assert claim(database, "dead", 900, lambda: NOON) is not None
    server = Slow(now=NOON + 899)
    assert send(database, workspace, server) == Sent(0)
    server.now += 1
    assert send(database, workspace, server) == Sent(1)


def test_a_sender_that_was_asleep_does_not_send_what_another_has_taken_over(
    database: Database, workspace: Workspace
) -> None:
    signed(database, the_petition(database), application())
    asleep = claim(database, "asleep", 900, lambda: NOON)
    assert asleep is not None
    assert claim(database, "awake", 900, lambda: NOON + 900) is not None
    with pytest.raises(ClaimLost):
        asleep.renew()
    asleep.release()  # which is not its own any more
    assert claim(database, "third", 900, lambda: NOON + 900) is None


def test_somebody_who_is_erased_meanwhile_gets_no_mail(
    database: Database, workspace: Workspace
) -> None:
    made = signed(database, the_petition(database), application())

    def erase() -> None:
        with opened(workspace.database_path) as other, transaction(other) as connection:
            signatures.remove(connection, [made.signature])

    server = Slow(meanwhile=erase)
    assert send(database, workspace, server) == Sent(0)
    assert not server.taken


def test_nobody_has_to_wait_while_a_mail_is_written(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(database, the_petition(database), application())
    write = Writer.write

    def written(writer: Writer, draft: Draft, now: int) -> ReadyMail:
        assert not database.conn.in_transaction
        with opened(workspace.database_path) as other:
            signed(other, the_petition(other), person(1))
        return write(writer, draft, now)

    monkeypatch.setattr(Writer, "write", written)
    assert send(database, workspace, Slow()).sent == 2


POISON = ("=?utf-8?q??=@example.org", "=?utf-8?q?a=40b.example=2c?=@example.org", "a@abcב1.org")


def test_addresses_that_no_mail_can_have_bounce_and_the_rest_goes(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    petition = the_petition(database)
    for number, poison in enumerate(POISON):  # as they were taken before they were refused
        made = signed(database, petition, person(number))
        database.execute("UPDATE signatures SET email = ? WHERE id = ?", (poison, made.signature))
        signed(database, petition, person(10 + number))
    done = write_mails(database, workspace, tmp_path)
    assert (done.sent, done.failed) == (3, 3)
    assert {each.blame for each in done.troubles} == {Blame.ADDRESS}
    assert [mail["To"] for mail in mails_in(tmp_path)] == [
        f"person{number}@example.org" for number in (10, 11, 12)
    ]


def test_a_mail_that_cannot_be_written_fails_alone_and_is_tried_again(
    database: Database, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        signed(database, the_petition(database), person(number))
    values = Writer._values

    def broken(writer: Writer, campaign: object, signature: object, language: str) -> object:
        made = values(writer, campaign, signature, language)  # type: ignore[arg-type]
        return 1 / 0 if made["signatory"] == "Person b1" else made

    monkeypatch.setattr(Writer, "_values", broken)
    done = write_mails(database, workspace, tmp_path)
    assert (done.sent, [each.words for each in done.troubles]) == (
        2,
        ["it cannot be written (ZeroDivisionError)"],
    )
    assert outbox.all_mail(database.conn)[1].state is MailState.WAITING


def test_a_campaign_that_is_gone_fails_its_own_mails_with_one_line(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    old = workspace.campaigns_folder / "old-one"
    shutil.copytree(workspace.campaign_folder("right-to-food"), old)
    for number in range(2):
        signed(database, the_petition(database, slug="old-one"), person(number))
        signed(database, the_petition(database), person(10 + number))
    definition = (old / "campaign.toml").read_text(encoding="utf-8")
    (old / "campaign.toml").write_text("title = [", encoding="utf-8")
    done = write_mails(database, workspace, tmp_path)
    assert (done.sent, done.failed) == (2, 2)
    (trouble,) = done.troubles
    assert trouble.words == "the campaign “old-one” is missing or cannot be used"
    (old / "campaign.toml").write_text(definition, encoding="utf-8")
    assert write_mails(database, workspace, tmp_path, NOON + 60).sent == 2


def test_a_template_with_a_mistake_fails_the_mails_of_its_kind_and_is_named(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    template = workspace.root / "templates" / "mail" / "confirm.cy.txt"
    template.parent.mkdir(parents=True, exist_ok=True)
    template.write_text("Pwnc\n\n{{ nobody }}\n", encoding="utf-8")
    signed(database, the_petition(database), application("Ana Sample", language="cy"))
    signed(database, the_petition(database), person(1))
    done = write_mails(database, workspace, tmp_path)
    (trouble,) = done.troubles
    assert done.sent == 1
    assert "confirm.cy.txt, line 3: 'nobody' is undefined" in trouble.words


def test_a_mail_that_could_not_be_noted_is_not_left_in_the_folder(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    class Unnoted:
        def renew(self) -> None:
            pass

        def note(self, path: str, sha256: str) -> None:
            raise ClaimLost

    signed(database, the_petition(database), application())
    claimed = claim(database, "one", 900, lambda: NOON)
    assert claimed is not None
    assert isinstance(claimed.content, Draft)
    mail = Writer(workspace).write(claimed.content, NOON)
    with pytest.raises(ClaimLost):
        Folder(tmp_path / "out").deliver(mail, Unnoted())
    assert list((tmp_path / "out").iterdir()) == []
