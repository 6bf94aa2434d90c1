"""Every table that can name or point at a person belongs to what is exported and erased."""

from __future__ import annotations

import pytest

from campaigner.privacy.holdings import HOLDINGS
from campaigner.store.database import Database

# What a column that names a person, or points at a row that does, has in its name.
TELLING = (
    "name", "email", "mail", "address", "person", "people", "sender", "supporter", "signature",
    "signatory", "booking", "letter", "postcode", "telephone", "network", "birth", "user", "actor",
    "text", "answer", "file", "path", "value", "details", "hash", "comment", "note",
)  # fmt: skip

NOT_ABOUT_SUPPORTERS = {
    "areas": "names of places",
    "area_names": "names of places",
    "area_aliases": "names of places",
    "postcodes": "every postcode there is",
    "people": "representatives, from public sources",
    "person_identifiers": "representatives, from public sources",
    "person_names": "representatives, from public sources",
    "forms_of_address": "representatives, from public sources",
    "contact_details": "representatives, from public sources",
    "memberships": "representatives, from public sources",
    "outputs": "files of briefings, QR codes and the like, where organisers put them",
    "sources": "ambassadors, who are removed by their code",
    "thresholds": "names of thresholds and public answers to them",
    "wordings": "the public words of petitions, and their hashes",
    "imports": "hashes of whole files",
    "audit": "organisers, for the record; it names no signatory",
    "proposals": "numbers of organisers' accounts, and hashes of what two of them decide about",
    "sums": "counts",
    "directory_imports": "where representatives and areas are from; organisers by their numbers",
    "hexagon_map_versions": "maps of areas; organisers by their numbers",
    "campaign_contents": "files of campaigns, which are published",
    "campaign_changes": "organisers by their numbers; what they changed in a campaign",
    "campaign_changed_files": "names and hashes of campaigns' files",
    "prepared_texts": "texts of campaigns in a language that is to come, which will be published",
    "stale_files": "files about many people, by their paths",
    "backup_trials": "copies of the database, by their paths",
    "writing_places": "folders that files about people are written to",
    "updates": "what organisers write to people, and to how many",
    "tiles": "hashes of hashes, for anyone to see",
    "checkpoints": "one hash over all rows, published",
}


def telling_tables(database: Database) -> dict[str, list[str]]:
    """The tables with columns that can name a person, and these columns."""
    rows = database.execute(
        "SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c"
        " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite%'"
    )
    columns: dict[str, list[str]] = {}
    for table, column in rows:
        columns.setdefault(table, []).append(column)
    return {
        table: telling
        for table, names in columns.items()
        if (telling := [name for name in names if any(part in name for part in TELLING)])
    }


def test_each_table_that_can_name_a_person_is_in_a_holding(database: Database) -> None:
    held = {table for each in HOLDINGS for table in each.tables}
    exempt = {*NOT_ABOUT_SUPPORTERS, "_sqlite_migrations", "_migrations"}
    forgotten = {
        table: columns
        for table, columns in telling_tables(database).items()
        if table not in held and table not in exempt
    }
    assert not forgotten, "Which holding exports and erases them? See campaigner.holding."


def test_a_new_table_about_people_would_be_noticed(database: Database) -> None:
    database.execute("CREATE TABLE opinions (id INTEGER PRIMARY KEY, email TEXT)")
    with pytest.raises(AssertionError, match="opinions"):
        test_each_table_that_can_name_a_person_is_in_a_holding(database)


def test_holdings_name_tables_that_are_there(database: Database) -> None:
    there = {row[0] for row in database.execute("SELECT name FROM pragma_table_list")}
    named = {table for each in HOLDINGS for table in each.tables}
    assert named | set(NOT_ABOUT_SUPPORTERS) <= there
    assert not named & set(NOT_ABOUT_SUPPORTERS)


def test_holdings_have_names_of_their_own() -> None:
    names = [each.name for each in HOLDINGS]
    assert len(set(names)) == len(names)
