"""The desk in Welsh: what is wrong is said by its code, and English that stays is marked."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import campaigner
from campaigner.jobs.asking import prepare_letters, start_job
from campaigner.jobs.uploads import Upload
from campaigner.jobs.wanted import LettersWanted
from campaigner.store import jobs
from campaigner.store.database import transaction
from campaigner.vocabulary.desk import AccountRole, JobState
from campaigner.workspace import shipped_folder
from desk_people import Desk, opened_here
from job_makers import PEOPLE, as_csv

WORDS = shipped_folder("templates") / "web/desk/words/problems.toml"
ENGLISH = '<span lang="en" dir="ltr">'


def failed_job(at_desk: Desk, trouble: str, code: str) -> int:
    """A job of letters that failed."""
    with opened_here(at_desk.served) as here:
        row = prepare_letters(here, LettersWanted("bread"), Upload("p.csv", as_csv(PEOPLE)))
        start_job(here, row.id)
        with transaction(here.database) as connection:
            jobs.claim(connection, "test", here.moment, here.moment + 60)
            jobs.end(connection, row.id, "test", JobState.FAILED, here.moment, trouble, code)
        return row.id


def test_a_failed_job_says_why_in_welsh_or_is_marked_as_english(at_desk: Desk) -> None:
    carol = at_desk.logged_in(AccountRole.ORGANISER)
    known = failed_job(at_desk, "The process died 3 times.", "job-died")
    other = failed_job(at_desk, "Nothing since 2026-12-10.", "of-a-newer-version")
    address = "/desk/campaigns/bread/letters/jobs/{}"
    said = carol.get(address.format(known), params={"language": "cy"}).text
    assert "Daeth y broses wrth ei gwaith i ben sawl gwaith." in said
    assert ENGLISH not in said
    said = carol.get(address.format(other)).text
    assert f"{ENGLISH}Nothing since 10 December 2026.</span>" in said
    said = carol.get(address.format(known), params={"language": "en"}).text
    assert "The process died 3 times." in said
    assert ENGLISH not in said


def test_words_are_for_codes_that_something_says() -> None:
    texts = {
        node.value
        for path in Path(campaigner.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    codes = set(tomllib.loads(WORDS.read_text("utf-8"))["cy"]["said"])
    unsaid = {each for each in codes - texts if not each.startswith("invalid-")}
    assert unsaid == set()
