"""A database of an earlier version: brought to today's schema, with nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigner.store import migrations
from campaigner.store.database import open_database
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


def test_files_that_were_noted_before_mails_were_are_still_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "campaigner.db"
    with monkeypatch.context() as earlier:
        scripts = [each for each in migrations._SCRIPTS if each.name < "011"]
        earlier.setattr(migrations, "_SCRIPTS", scripts)
        earlier.setattr("campaigner.store.database.SCHEMA_VERSION", 10)
        old = open_database(path)
        old.conn.executescript(OLD)
        old.close()
    database = open_database(path)
    assert files_about(database.conn, [1]) == [IssuedFile("/mail/1.eml", "bread", signature=1)]
    assert files_about_many(database.conn) == [
        IssuedFile("/out", "bread"),
        IssuedFile("/out/rejects.csv", "bread", "abc", "people.csv"),
    ]
    assert [each.is_begun for each in files_about_many(database.conn)] == [True, False]
    assert not any(each.is_begun for each in files_about(database.conn, [1]))
    database.close()
