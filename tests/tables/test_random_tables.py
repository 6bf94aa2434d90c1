"""No row is lost without a word, whatever was done to the table."""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaigner.errors import ProblemsFound
from campaigner.letters.supporters import open_supporters, read_supporters
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.problems import Problem
from campaigner.store.database import Database
from petitioners import held, workspace_of
from troubled_tables import Troubled, troubled_table

QUICKLY = 60
TABLES = int(os.environ.get("TABLES", "200"))  # how many in all; a long run has 2000


@pytest.fixture
def here(bread: Path, database: Database) -> OpenPetition:
    return open_petition(workspace_of(database), "bread")


def tables(first: int, count: int) -> Iterator[tuple[int, Troubled]]:
    for seed in range(first, first + count):
        yield seed, troubled_table(random.Random(seed))


def rejected_rows(file: Path | None) -> int:
    if file is None:
        return 0
    csv.field_size_limit(10**6)
    try:
        with file.open(encoding="utf-8-sig", newline="") as table:
            return sum(1 for _ in csv.DictReader(table))
    finally:
        csv.field_size_limit(131_072)


def check_import(here: OpenPetition, folder: Path, seed: int, made: Troubled) -> None:
    file = folder / f"people-{seed}"
    file.write_bytes(made.content)
    before = held(here.database)
    request = ImportRequest(file=file, confirmed=True, month_first=False, at_once=3)
    done = import_signatures(here, request)
    assert done.accepted + done.repeated + done.rejected == made.rows, seed
    assert held(here.database) - before == done.accepted, seed
    assert rejected_rows(done.rejects) == done.rejected, seed
    again = import_signatures(here, request)
    assert (again.accepted, again.before) == (0, done.accepted), seed
    assert again.repeated + again.rejected + again.before == made.rows, seed


def check_supporters(here: OpenPetition, folder: Path, seed: int, made: Troubled) -> None:
    file = folder / f"people-{seed}"
    file.write_bytes(made.content)
    try:
        table = open_supporters(file, {"name": "Full Name"} if b"Full Name" in made.content else {})
    except ProblemsFound:  # a table in a language that is not among the headers of supporters
        return
    found = [*read_supporters(table, here.campaign, "en")]
    wrong = {each.line for each in (*found, *table.problems) if isinstance(each, Problem)}
    assert len(found) - sum(isinstance(each, Problem) for each in found) + len(wrong) == made.rows


def test_rows_are_taken_repeated_or_rejected(here: OpenPetition, tmp_path: Path) -> None:
    for seed, made in tables(0, QUICKLY):
        check_import(here, tmp_path, seed, made)
        check_supporters(here, tmp_path, seed, made)


@pytest.mark.slow
def test_many_tables_lose_no_row(here: OpenPetition, tmp_path: Path) -> None:
    for seed, made in tables(QUICKLY, TABLES - QUICKLY):
        check_import(here, tmp_path, seed, made)
        check_supporters(here, tmp_path, seed, made)
