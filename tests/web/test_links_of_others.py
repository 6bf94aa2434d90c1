"""Links and cookies that belong to others, to another page, or to the past: worth nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import httpx
import pytest

from web_visitors import Served, path_mailed

pytestmark = pytest.mark.slow

FORM = {"country": "GB", "postcode": "LE93 1AA", "language": "en", "agreed": "yes"}
SUZIE = {**FORM, "name": "Suzie Specimen", "email": "suzie@example.org"}
ANA = {**FORM, "name": "Ana Sample", "email": "ana@example.org"}
GO = {"go": "on"}


def states(served: Served) -> list[str]:
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return [row[0] for row in connection.execute("SELECT state FROM signatures ORDER BY id")]


def rows_of_ledger(served: Served) -> int:
    """How many signatures came and went."""
    with closing(sqlite3.connect(served.workspace.database_path)) as connection:
        return int(
            connection.execute("SELECT count(*) FROM ledger WHERE change <> 0").fetchone()[0]
        )


def token_of(served: Served, kind: str, purpose: str) -> str:
    return path_mailed(served, kind, purpose).rpartition("/")[2]


def sign(served: Served, form: dict[str, str], campaign: str = "bread") -> str:
    """Somebody signs; returns the token of the mail."""
    with served.visitor() as visitor:
        assert visitor.post(f"/{campaign}", data=form).url.path == f"/{campaign}/inbox"
    return token_of(served, "confirm", "confirm")


def confirmed(visitor: httpx.Client, token: str) -> httpx.Response:
    visitor.get(f"/confirm/{token}")
    return visitor.post("/confirm")


@pytest.fixture
def tokens(served: Served) -> dict[str, str]:
    """The tokens of Suzie's mails: Suzie has signed, confirmed, and asked for her data."""
    found = {"confirm": sign(served, SUZIE)}
    with served.visitor() as suzie:
        confirmed(suzie, found["confirm"])
        found["withdraw"] = token_of(served, "counted", "withdraw")
        suzie.post("/my-data", data={"email": SUZIE["email"]})
        found["my-data"] = token_of(served, "my-data", "my-data")
    return found


@pytest.mark.parametrize("kind", ["confirm", "withdraw", "my-data"])
@pytest.mark.parametrize("page", ["confirm", "withdraw", "my-data"])
def test_a_token_does_what_its_mail_says_and_nothing_else(
    served: Served, tokens: dict[str, str], kind: str, page: str
) -> None:
    before = states(served), rows_of_ledger(served)
    with served.visitor() as mallory:
        seen = mallory.get(f"/{page}/{tokens[kind]}")
        posted = mallory.post("/my-data/open" if page == "my-data" else f"/{page}", data=GO)
    if kind != page:
        assert seen.status_code == posted.status_code == 410
    if (kind, page) != ("withdraw", "withdraw"):
        assert (states(served), rows_of_ledger(served)) == before
    assert tokens[kind] not in seen.text + posted.text
    assert tokens[kind] not in f"{seen.url} {posted.url}"


def test_a_link_of_one_petition_changes_no_other(served: Served) -> None:
    bread, food = sign(served, SUZIE), sign(served, SUZIE, "right-to-food")
    with served.visitor() as suzie:
        thanks = confirmed(suzie, food)
        assert thanks.url.path == "/right-to-food/thanks"
        assert states(served) == ["pending", "confirmed"]
        assert "Suzie Specimen" not in suzie.get("/bread/thanks").text
        assert suzie.get("/bread/receipt").status_code == 404
        assert confirmed(suzie, bread).url.path == "/bread/thanks"


def test_a_link_counts_once_however_often_it_is_followed(served: Served) -> None:
    token = sign(served, SUZIE)
    with served.visitor() as suzie, served.visitor() as other:
        for visitor in (suzie, suzie):
            assert "Suzie Specimen" in confirmed(visitor, token).text
        served.clock.moment += timedelta(minutes=31)
        confirmed(other, token)  # such as somebody to whom the email was passed on
        assert rows_of_ledger(served) == 1
        assert "Suzie" not in other.get("/bread/thanks").text
        withdraw = token_of(served, "counted", "withdraw")
        for visitor in (suzie, suzie, other):
            visitor.get(f"/withdraw/{withdraw}")
            visitor.post("/withdraw")
        assert rows_of_ledger(served) == 2
    assert states(served) == ["withdrawn"]


def test_what_somebody_withdrew_stays_withdrawn_and_unsaid(
    served: Served, tokens: dict[str, str]
) -> None:
    with served.visitor() as suzie:
        suzie.get(f"/confirm/{tokens['confirm']}")
        kept = suzie.cookies["confirm"]
        suzie.get(f"/withdraw/{tokens['withdraw']}")
        suzie.post("/withdraw")
    assert states(served) == ["withdrawn"]
    with served.visitor(Cookie=f"confirm={kept}") as mallory:
        assert mallory.post("/confirm").status_code == 410
        assert mallory.get(f"/confirm/{tokens['confirm']}").status_code == 410
    assert states(served) == ["withdrawn"]


def test_the_cookie_of_thanks_names_nobody_who_is_gone(served: Served) -> None:
    token = sign(served, SUZIE)
    with served.visitor() as suzie:
        assert "Suzie Specimen" in confirmed(suzie, token).text
        suzie.post("/my-data", data={"email": SUZIE["email"]})
        suzie.get(path_mailed(served, "my-data", "my-data"))
        suzie.post("/my-data/open", data=GO)
        suzie.post("/my-data/erase", data=GO)
        assert "Suzie" not in suzie.get("/bread/thanks").text
        assert suzie.get("/bread/receipt").status_code == 404


def test_a_button_acts_for_its_own_page_and_never_for_what_was_sealed_elsewhere(
    served: Served,
) -> None:
    sign(served, SUZIE)
    ana = sign(served, ANA)
    with served.visitor() as mallory:
        mallory.post("/bread", data={**SUZIE, "name": "Mallory Made-Up"})
        sealed = mallory.cookies["inbox-bread"]
        for field in (sealed, "x", "", "1", ana, "%00"):
            mallory.cookies.clear()
            for page in ("/confirm", "/withdraw"):
                assert mallory.post(page, data={"link": field}).status_code == 410
    assert set(states(served)) <= {"pending", "suspect"}
