"""Olga takes in a table in the browser: looks, matches columns, takes in, corrects the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from campaigner.vocabulary.desk import AccountRole
from desk_people import Desk, heading, hidden, opened_here
from petitioners import held

IMPORT = "/desk/campaigns/bread/signatures/import"
TABLE = (
    "name,email,postcode\nSiân Sample,sian@example.org,LE93 1AA\nBob Sample,bob,LE93 1AA\n"
    '"=cmd|x",nobody,LE93 1AA\n'
)


@pytest.fixture
def olga(at_desk: Desk) -> httpx.Client:
    """An organiser."""
    return at_desk.logged_in(AccountRole.ORGANISER)


def sent(
    olga: httpx.Client, text: str, name: str = "people.csv", asked: str = "no"
) -> httpx.Response:
    return olga.post(IMPORT, data={"asked": asked}, files={"table": (name, text.encode())})


def files(at_desk: Desk) -> list[Path]:
    return list((at_desk.served.workspace.root / "uploads").rglob("*.*"))


def signatures(at_desk: Desk) -> int:
    with opened_here(at_desk.served) as here:
        return held(here.database)


def test_olga_looks_takes_in_and_corrects_the_rest(olga: httpx.Client, at_desk: Desk) -> None:
    looked = sent(olga, TABLE)
    assert heading(looked) == "How the table is understood"
    assert "1 would be imported, 0 have signed already, 2 cannot be used." in looked.text
    assert (signatures(at_desk), len(files(at_desk))) == (0, 1)
    form = {"asked": "no", "key": hidden(looked, "key")}
    done = olga.post(f"{IMPORT}/take", data=form)
    assert heading(done) == "Some rows need correcting"
    assert signatures(at_desk) == 1
    cells = dict(re.findall(r'name="(cell-\d+-\d+)" value="([^"]*)"', done.text))
    assert cells["cell-4-0"] == "=cmd|x"
    fixed = {**cells, "cell-3-1": "bob@example.org", "leave-4": "yes"}
    done = olga.post(f"{IMPORT}/correct", data={**form, "key": hidden(done, "key"), **fixed})
    assert heading(done) == "The table is imported"
    assert (signatures(at_desk), files(at_desk)) == (2, [])


def test_olga_matches_columns_that_are_not_known(olga: httpx.Client, at_desk: Desk) -> None:
    looked = sent(olga, "Wer,Wohin,PLZ\nSiân Sample,sian@example.org,LE93 1AA\n")
    assert heading(looked) == "The table cannot be read yet"
    form = {
        "asked": "no",
        "key": hidden(looked, "key"),
        "column-name": "Wer",
        "column-email": "Wohin",
        "column-postcode": "PLZ",
    }
    again = olga.post(f"{IMPORT}/look", data=form)
    assert "1 would be imported" in again.text
    assert heading(olga.post(f"{IMPORT}/take", data=form)) == "The table is imported"
    assert signatures(at_desk) == 1


def test_olga_says_what_answers_mean_and_in_which_words_and_language_people_were_asked(
    olga: httpx.Client, at_desk: Desk
) -> None:
    text = (
        '"Surname, First",email,postcode,letter\n"Sample, Siân",sian@example.org,LE93 1AA,Blue\n'
        '"Sample, Bob",bob@example.org,LE93 1AA,Red\nAnn Sample,ann@example.org,LE93 1AA,\n'
    )
    looked = sent(olga, text)
    assert "0 would be imported, 0 have signed already, 3 cannot be used." in looked.text
    said = {"yes_means": "Blue", "no_means": "Red\n", "language": "cy", "wording": "unknown"}
    form = {"asked": "no", "key": hidden(looked, "key"), **said, "words-letter": "A letter?"}
    assert "cannot mean both" in olga.post(f"{IMPORT}/look", data={**form, "no_means": "blue"}).text
    looked = olga.post(f"{IMPORT}/look", data=form)
    assert "2 would be imported, 0 have signed already, 1 cannot be used." in looked.text
    assert "Siân Sample" in looked.text
    taking = looked.text.partition('/import/take"')[2].partition("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', taking, re.DOTALL))
    assert {name: kept[name].strip() for name in (*said, "words-letter")} == {
        **said, "no_means": "Red", "words-letter": "A letter?",
    }  # fmt: skip
    olga.post(f"{IMPORT}/take", data=kept)
    with opened_here(at_desk.served) as here:
        rows = here.database.execute("SELECT name, language, wording FROM signatures ORDER BY id")
        assert [tuple(row) for row in rows] == [
            ("Siân Sample", "cy", None),
            ("Bob Sample", "cy", None),
        ]
        agreed = here.database.execute("SELECT count(*) FROM letter_consents").fetchone()[0]
    assert agreed == 1


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("people.csv", "", "Choose a file with a table."),
        ("people.exe", "x", "Choose a table:"),
        ("people.csv", "x\n" * 900_000, "more than 50,000 rows"),
        ("people.csv", "x" * 2_000_001, "The file is too large."),
        ("people.csv", f"name,email{',' * 1_000_000}", "The table has too many columns."),
        ("people.xlsx", "PK\x03\x04 not really", "table.xlsx"),
    ],
)
def test_what_is_no_table_is_said_beside_the_field(
    olga: httpx.Client, at_desk: Desk, name: str, text: str, said: str
) -> None:
    answer = sent(olga, text, name)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="table-error"' in answer.text
    assert files(at_desk) == []


def test_olga_says_whether_people_are_to_be_asked(olga: httpx.Client) -> None:
    answer = sent(olga, TABLE, asked="")
    assert answer.status_code == 422
    assert 'id="asked-error"' in answer.text


def test_a_key_that_was_made_up_leads_nowhere(olga: httpx.Client) -> None:
    for act in ("look", "take", "correct"):
        answer = olga.post(f"{IMPORT}/{act}", data={"key": "../../campaigner.db", "asked": "no"})
        assert answer.status_code == 422
        assert "no longer there" in answer.text


def test_what_is_left_can_be_left_out(olga: httpx.Client, at_desk: Desk) -> None:
    form = {"asked": "no", "key": hidden(sent(olga, TABLE), "key")}
    olga.post(f"{IMPORT}/take", data=form)
    olga.post(f"{IMPORT}/correct", data={**form, "leave-all": "yes"})
    assert files(at_desk) == []


def test_a_moderator_has_no_import(at_desk: Desk) -> None:
    omar = at_desk.logged_in(AccountRole.MODERATOR)
    assert omar.get(IMPORT).status_code == 403
    assert "/signatures/import" not in omar.get("/desk/campaigns/bread/signatures").text


def test_a_wide_table_is_corrected_a_few_rows_at_a_time(olga: httpx.Client) -> None:
    more = ",".join(f"column {number}" for number in range(40))
    rows = "".join(f"Bob{'x' * number},bob,LE93 1AA{',x' * 40}\n" for number in range(9))
    form = {"asked": "no", "key": hidden(sent(olga, f"name,email,postcode,{more}\n{rows}"), "key")}
    done = olga.post(f"{IMPORT}/take", data=form)
    assert "These are the first 3 of 9." in done.text
    cells = dict(re.findall(r'name="(cell-\d+-\d+)" value="([^"]*)"', done.text))
    again = olga.post(f"{IMPORT}/correct", data={**form, "key": hidden(done, "key"), **cells})
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("source", "nobody", "Unknown source “nobody”."),
        ("signed_on", "soon", "“soon” is not a valid day."),
    ],
)
def test_what_is_said_of_a_table_is_checked_beside_its_field(
    olga: httpx.Client, at_desk: Desk, field: str, value: str, said: str
) -> None:
    table = {"table": ("people.csv", TABLE.encode())}
    answer = olga.post(IMPORT, data={"asked": "no", field: value}, files=table)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'id="{field}-error"' in answer.text
    assert files(at_desk) == []


def test_rows_without_a_day_were_signed_on_the_day_that_olga_says(
    olga: httpx.Client, at_desk: Desk
) -> None:
    table = {"table": ("people.csv", TABLE.encode())}
    said = {"asked": "no", "signed_on": "2026-12-10"}
    looked = olga.post(IMPORT, data=said, files=table)
    olga.post(f"{IMPORT}/take", data={**said, "key": hidden(looked, "key")})
    with opened_here(at_desk.served) as here:
        (day,) = here.database.execute(
            "SELECT date(signed_at, 'unixepoch') FROM signatures"
        ).fetchone()
    assert day == "2026-12-10"


def test_who_loses_the_role_while_a_table_is_on_its_way_takes_nothing_in(
    olga: httpx.Client, at_desk: Desk
) -> None:
    owner = at_desk.logged_in()
    number = at_desk.account(AccountRole.ORGANISER).id
    form = olga.build_request(
        "POST", IMPORT, data={"asked": "no"}, files={"table": ("a.csv", TABLE)}
    )
    whole = form.read()

    def on_its_way() -> Iterator[bytes]:
        yield whole[:100]
        changed = owner.post(
            f"/desk/organisers/{number}/role", data={"role": "auditor", "every": "yes"}
        )
        assert "Auditor" in changed.text
        yield whole[100:]

    head = {"Content-Type": form.headers["content-type"], "Content-Length": str(len(whole))}
    answer = olga.post(IMPORT, content=on_its_way(), headers=head)
    assert answer.url.path == "/desk/log-in"
    assert (signatures(at_desk), files(at_desk)) == (0, [])
