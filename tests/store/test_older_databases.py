"""A database of an earlier version: brought to today's schema, with nothing lost."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from campaigner.petitions.proof.verification import verify
from campaigner.petitions.signing.duplicates import person_key
from campaigner.store import audit, migrations
from campaigner.store.contacts import who_said_yes
from campaigner.store.database import Database, open_database
from campaigner.store.issued_files import IssuedFile, files_about, files_about_many
from campaigner.store.ledger import LedgerRow, row_bytes, rows_from
from campaigner.store.letter_consents import has_agreed
from campaigner.store.petitions import petition_of
from campaigner.store.tiles import tree_of
from campaigner.transparency.merkle import leaf_hash, root, root_of

OLD = """
INSERT INTO petitions (campaign, scheme, opens_at, closes_at, head) VALUES ('bread', '', 1, 2, x'');
INSERT INTO signatures (petition, state, name, email, postcode, country, language, area, source,
    signed_at, person, salt)
    VALUES (1, 'pending', 'Ana Sample', 'ana@example.org', '', 'GB', 'en', '', 'web', 1, 1, x'');
INSERT INTO outbox (kind, signature, made_at, due_at, sent_at, file)
    VALUES ('confirm', 1, 1, 1, 5, '/mail/1.eml'), ('remind', 1, 1, 1, NULL, '');
INSERT INTO batch_files (path, campaign, about, sha256, made_at)
    VALUES ('/out/rejects.csv', 'bread', 'people.csv', 'abc', 1), ('/out', 'bread', '', '', 1);
"""


Filling = str | Callable[[Path], object]
Older = Callable[[int, Filling], Database]


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Older]:
    """A database that was made with the scripts up to one, filled, and opened today."""
    path = tmp_path / "campaigner.db"
    opened: list[Database] = []

    def make(version: int, content: Filling) -> Database:
        with monkeypatch.context() as earlier:
            scripts = [each for each in migrations._SCRIPTS if int(each.name[:3]) <= version]
            earlier.setattr(migrations, "_SCRIPTS", scripts)
            earlier.setattr("campaigner.store.database.SCHEMA_VERSION", version)
            old = open_database(path)
            if isinstance(content, str):
                old.conn.executescript(content)
            old.close()
        if not isinstance(content, str):
            content(path)
        opened.append(open_database(path))
        return opened[-1]

    yield make
    for database in opened:
        database.close()


def test_files_that_were_noted_before_mails_were_are_still_noted(older: Older) -> None:
    database = older(10, OLD)
    assert files_about(database.conn, [1]) == [IssuedFile("/mail/1.eml", "bread", signature=1)]
    assert files_about_many(database.conn) == [
        IssuedFile("/out", "bread"),
        IssuedFile("/out/rejects.csv", "bread", "abc", "people.csv"),
    ]
    assert [each.is_begun for each in files_about_many(database.conn)] == [True, False]
    assert not any(each.is_begun for each in files_about(database.conn, [1]))


OLD_NAMES = """
INSERT INTO areas (scheme, code, name, name_key)
    VALUES ('s', '1', 'Знам\u02bcянка', 'знам\u02bcянка'), ('s', '2', 'Ynys Môn', 'ynysmon');
INSERT INTO people (name, name_key) VALUES ('राम', 'रम'), ('Dr Ana Sample', 'anasample');
INSERT INTO petitions (campaign, scheme, opens_at, closes_at, head) VALUES ('bread', '', 1, 2, x'');
INSERT INTO signatures (petition, state, name, email, postcode, country, language, area, source,
    signed_at, person, place, salt)
    VALUES (1, 'confirmed', 'राम', NULL, 'M1 1AA', 'GB', 'hi', '', 'paper', 1, 7, 1, x''),
           (1, 'confirmed', 'रीमा', NULL, 'M1 1AA', 'GB', 'hi', '', 'paper', 1, 7, 2, x''),
           (1, 'confirmed', 'Ana', NULL, 'M1 1AA', 'GB', 'en', '', 'paper', 1, 8, 1, x''),
           (1, 'confirmed', 'राम', 'r@example.org', '', 'GB', 'hi', '', 'web', 1, 9, 1, x'');
"""


def test_names_are_found_by_the_keys_of_today(older: Older) -> None:
    connection = older(11, OLD_NAMES).conn
    keys = connection.execute("SELECT name_key FROM areas UNION ALL SELECT name_key FROM people")
    assert {key for (key,) in keys} == {"знамянка", "ynysmon", "राम", "anasample"}
    rows = connection.execute("SELECT person FROM signatures ORDER BY id")
    people = [person for (person,) in rows]
    expected = [person_key(None, name, "M1 1AA") for name in ("राम", "रीमा")]
    assert people == [*expected, 8, 9]


POINTED_NAMES = """
INSERT INTO people (name, name_key) VALUES ('כֹּהֵן', 'old');
INSERT INTO petitions (campaign, scheme, opens_at, closes_at, head) VALUES ('bread', '', 1, 2, x'');
INSERT INTO signatures (petition, state, name, email, postcode, country, language, area, source,
    signed_at, person, place, salt)
    VALUES (1, 'confirmed', 'כהן', NULL, 'M1 1AA', 'GB', 'he', '', 'paper', 1, {0}, 1, x''),
           (1, 'confirmed', 'כֹּהֵן', NULL, 'M1 1AA', 'GB', 'he', '', 'paper', 1, 8, 1, x''),
           (1, 'confirmed', 'مُحَمَّد', NULL, 'M1 1AA', 'GB', 'ar', '', 'paper', 1, 9, 1, x'');
"""


def test_names_without_their_points_are_found_and_none_is_lost(older: Older) -> None:
    plain = person_key(None, "כהן", "M1 1AA")
    connection = older(20, POINTED_NAMES.format(plain)).conn
    assert [key for (key,) in connection.execute("SELECT name_key FROM people")] == ["כהן"]
    rows = connection.execute("SELECT person FROM signatures ORDER BY id")
    people = [person for (person,) in rows]
    assert people == [plain, 8, person_key(None, "محمد", "M1 1AA")]  # its place is taken


def old_ledger(database: Path) -> bytes:
    """Fills a ledger as it was kept as a chain: Ana, Ben and Cai, whom nobody holds any more.

    Ben withdrew and was restored, Cai withdrew. Returns the chain's last head.
    """
    steps = [("confirmed", "ana"), ("confirmed", "ben"), ("paper", "cai"), ("withdrawn", "ben"),
             ("restored", "ben"), ("withdrawn", "cai")]  # fmt: skip
    head = hashlib.sha256(b"campaigner ledger 1\nbread").digest()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO petitions (campaign, scheme, opens_at, closes_at, head)"
            " VALUES ('bread', '', 1, 2, x'')"
        )
        for number, (kind, whose) in enumerate(steps, 1):
            change = -1 if kind == "withdrawn" else 1
            leaf = hashlib.sha256(b"salt" * 4 + whose.encode()).digest()
            columns = (
                number,
                kind,
                change,
                100 - number,
                "E1",
                "2026-12-11",
                12,
                "web",
                "GB",
                "en",
            )
            head = hashlib.sha256(head + leaf + "\n".join(map(str, columns)).encode()).digest()
            connection.execute(
                f"INSERT INTO ledger VALUES (1, {', '.join('?' * 12)})", (*columns, leaf, head)
            )
        connection.execute(
            "INSERT INTO thresholds (petition, at, name, reached_at, answered_at, answered_after,"
            " answer) VALUES (1, 3, 'Three', 97, 5, 3, 'Yes')"
        )
        connection.execute(
            "INSERT INTO signatures (petition, state, name, postcode, country, language, area,"
            " source, signed_at, confirmed_at, counted, person, place, salt) VALUES (1,"
            " 'confirmed', 'Ana', '', 'GB', 'en', 'E1', 'web', 1, 1796990400, 1, 1, 1, x'00')"
        )
        connection.execute("UPDATE petitions SET ledger_rows = 6, head = ?", (head,))
    return head


def test_an_old_ledger_becomes_a_public_log_and_keeps_its_head(
    tmp_path: Path, older: Older
) -> None:
    heads: list[bytes] = []
    database = older(20, lambda path: heads.append(old_ledger(path)))
    rows = [LedgerRow._make(row) for row in rows_from(database.conn, 1)]
    assert [(row.total, row.about) for row in rows] == [
        (1, 0), (2, 0), (3, 0), (2, 2), (3, 2), (2, 3),
    ]  # fmt: skip
    petition = petition_of(database.conn, 1)
    assert (petition.chain_rows, petition.chain_head) == (6, heads[0])
    assert audit.removed(database.conn, "bread") == 2  # Ben and Cai, before anything was on record
    hashes = [leaf_hash(row_bytes(row)) for row in rows]
    assert root(6, tree_of(database.conn, 1).node) == root_of(hashes)
    misfit = verify(database, "bread").misfit
    assert misfit is not None
    assert misfit.where == "signature 1"  # made up here; all of the ledger fits
    assert verify(database, "bread").old_answers == (3,)  # what was answered then is in no row
    database.execute("UPDATE petitions SET chain_head = x'00'")
    misfit = verify(database, "bread").misfit
    assert misfit is not None
    assert misfit.where == "chain"


OLD_CONSENTS = """
INSERT INTO petitions (id, campaign, scheme, opens_at, closes_at, chain_head)
    VALUES (1, 'bread', '', 0, 9, x'');
INSERT INTO signatures (id, petition, state, name, email, postcode, country, language, area, source,
    signed_at, person, place, salt)
    VALUES (1, 1, 'confirmed', 'Ana', 'ana@example.org', '', 'GB', 'en', '', 'web', 5, 1, 1, x'00');
INSERT INTO consents VALUES (1, 'sample-bakers', 5);
INSERT INTO letter_consents VALUES (1, 5);
INSERT INTO bookings (id, campaign, event, person, name, email, source, booked_at, ends_at)
    VALUES (1, 'bread', 'talk', 'ben@example.org', 'Ben', 'ben@example.org', 'web', 6, 9);
INSERT INTO booking_consents VALUES (1, 'sample-bakers', 6);
"""


def test_what_people_agreed_to_was_about_the_campaign_and_by_email(older: Older) -> None:
    database = older(30, OLD_CONSENTS)
    ana, ben = who_said_yes(database.conn, "bread", "sample-bakers")
    assert (ana.name, ana.said_yes.timestamp(), ben.name, ben.through) == ("Ana", 5, "Ben", "talk")
    assert {(each.purpose, each.channel, each.basis) for each in (ana, ben)} == {
        ("campaign", "email", "consent")
    }
    assert has_agreed(database.conn, 1)


def test_no_two_changes_of_the_schema_have_one_number() -> None:
    numbers = [script.name.partition("_")[0] for script in migrations._SCRIPTS]
    assert len(numbers) == len(set(numbers))
