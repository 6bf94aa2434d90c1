"""A database of an earlier version: brought to today's schema, with nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from campaigner.petitions.duplicates import person_key
from campaigner.store import migrations
from campaigner.store.database import Database, open_database
from campaigner.store.issued_files import IssuedFile, files_about, files_about_many

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


Older = Callable[[int, str], Database]


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Older]:
    """A database that was made with the scripts up to one, filled, and opened today."""
    path = tmp_path / "campaigner.db"
    opened: list[Database] = []

    def make(version: int, content: str) -> Database:
        with monkeypatch.context() as earlier:
            scripts = [each for each in migrations._SCRIPTS if int(each.name[:3]) <= version]
            earlier.setattr(migrations, "_SCRIPTS", scripts)
            earlier.setattr("campaigner.store.database.SCHEMA_VERSION", version)
            old = open_database(path)
            old.conn.executescript(content)
            old.close()
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
    connection = older(25, POINTED_NAMES.format(plain)).conn
    assert [key for (key,) in connection.execute("SELECT name_key FROM people")] == ["כהן"]
    rows = connection.execute("SELECT person FROM signatures ORDER BY id")
    people = [person for (person,) in rows]
    assert people == [plain, 8, person_key(None, "محمد", "M1 1AA")]  # its place is taken


def test_no_two_changes_of_the_schema_have_one_number() -> None:
    numbers = [script.name.partition("_")[0] for script in migrations._SCRIPTS]
    assert len(numbers) == len(set(numbers))
