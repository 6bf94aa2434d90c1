"""What people agreed to elsewhere: a letter in their name, and that partners write to them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError, UnknownName
from campaigner.outreach.partners import contacts_of
from campaigner.petitions.importing.request import ImportRequest, ImportResult
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition
from campaigner.store import letter_consents
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from conftest import Command
from petitioners import petition_here, seconds, the_petition, workspace_of

CAMPAIGN = "accountability-for-aggression"
NETWORK, TRUST = "sample-justice-network", "sample-ukraine-friendship-trust"


@pytest.fixture
def here(workspace: Workspace, database: Database) -> OpenPetition:
    return petition_here(workspace, database, the_petition(database, slug=CAMPAIGN))


def take(here: OpenPetition, header: str, *answers: Sequence[str], **more: object) -> ImportResult:
    """Import a table of people of whom only the last cells differ."""
    file = here.workspace.root / "people.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("name", "email", "postcode", "date", *header.split("|")))
        for number, cells in enumerate(answers):
            person = ("Ana Sample", f"p{number}@example.org", "AB10 1AB", "2026-12-10")
            rows.writerow((*person, *cells))
    request = ImportRequest(file=file, confirmed=True, **more)  # type: ignore[arg-type]  # what a test varies
    return import_signatures(here, request)


def agreed(here: OpenPetition) -> list[str]:
    found = letter_consents.who_agreed(here.database.conn, CAMPAIGN)
    return [each.email or "" for each in found]


def problems(done: ImportResult) -> list[str]:
    assert done.rejects
    with done.rejects.open(encoding="utf-8-sig", newline="") as file:
        return [row["problem"] for row in csv.DictReader(file)]


def test_whatever_begins_with_yes_or_no_is_an_answer_and_the_rest_is_a_reject(
    here: OpenPetition,
) -> None:
    yes = ("x", "✓", "agreed", "Yes please", "Yes, I am happy", "Ydw, plîs", "TRUE")
    no = ("", "No thank you", "No, not this time", "Nac ydw", "☐", "false")
    neither = ("maybe", "Yes/No", "I am happy", "n/a")
    done = take(here, "letter", *((text,) for text in (*yes, *no, *neither)))
    assert (done.accepted, done.rejected) == (len(yes) + len(no), len(neither))
    assert agreed(here) == [f"p{number}@example.org" for number in range(len(yes))]
    assert problems(done) == [
        f"letter: “{text}”: The consent to a letter is neither yes nor no. Write yes or no."
        for text in neither
    ]


def test_what_a_forms_options_mean_can_be_said(here: OpenPetition) -> None:
    done = take(
        here,
        "May we write to your MP?",
        *(("Write to my MP",), ("Send news, Write to my MP",), ("I would rather wait",)),
        mapping={"letter": "May we write to your MP?"},
        yes_means=("write to my MP.",),
        no_means=("I would rather wait",),
    )
    assert (done.accepted, done.rejected) == (3, 0)
    assert agreed(here) == ["p0@example.org", "p1@example.org"]


def test_one_text_that_would_mean_both_is_refused_before_anything_is_imported(
    here: OpenPetition, database: Database
) -> None:
    with pytest.raises(CampaignerError, match="both yes and no"):
        take(here, "letter", ("OK then",), yes_means=("OK then",), no_means=("ok then",))
    assert not database.execute("SELECT 1 FROM signatures").fetchall()


HEADER, HINT = "News from the Trust", "Write yes or no."


def test_each_partner_gets_those_who_said_yes_to_it(here: OpenPetition, database: Database) -> None:
    header = f"consent:{NETWORK}|News from the Trust"
    said = {"consent:Sample Ukraine Friendship Trust": "News from the Trust"}
    rows = (("yes", "no"), ("", "Yes, by email"), ("x", "x"), ("no", "perhaps"))
    done = take(here, header, *rows, mapping=said)
    assert (done.accepted, done.rejected) == (3, 1)
    assert problems(done) == [
        f"{HEADER}: “perhaps”: The consent to contact by {TRUST} is neither yes nor no. {HINT}"
    ]
    found = {
        key: contacts_of(workspace_of(database), CAMPAIGN, key).people for key in (NETWORK, TRUST)
    }
    assert [each.email for each in found[NETWORK]] == ["p0@example.org", "p2@example.org"]
    assert [each.email for each in found[TRUST]] == ["p1@example.org", "p2@example.org"]
    assert found[TRUST][0].said_yes.timestamp() == seconds("2026-12-10")  # when they signed


def test_consents_are_in_the_rejects_and_read_from_there_again(
    here: OpenPetition, tmp_path: Path
) -> None:
    done = take(here, f"consent:{NETWORK}", ("perhaps",))
    assert done.rejects
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(done.rejects.read_text("utf-8-sig").replace("perhaps", "yes"), "utf-8")
    assert import_signatures(here, ImportRequest(file=corrected, confirmed=True)).accepted == 1
    assert contacts_of(workspace_of(here.database), CAMPAIGN, NETWORK).people


def test_only_partners_who_ask_for_consent_have_a_column(here: OpenPetition) -> None:
    with pytest.raises(UnknownName, match="sample-justice-netwrk"):
        take(here, "Heading", ("yes",), mapping={"consent:sample-justice-netwrk": "Heading"})


def test_options_and_partners_are_said_on_the_command_line(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2027-03-01T12:00:00")
    Path("form.csv").write_text(
        "Name,Email,Postcode,Letter,News\n"
        "Ana Sample,ana@example.org,AB10 1AB,Write for me,Happy to hear\n"
        "Ben Sample,ben@example.org,AB10 1AB,Not for me,No thanks\n",
        "utf-8",
    )
    called = campaigner(
        "petition", "import", CAMPAIGN, "form.csv", "--confirmed",
        "--map", f"consent:{NETWORK}=News", "--yes-means", "Write for me",
        "--yes-means", "Happy to hear", "--no-means", "Not for me",
    )  # fmt: skip
    assert called.code == 0, called.stderr
    exported = campaigner("partner", "export", CAMPAIGN, NETWORK)
    assert "ana@example.org" in exported.stdout
    assert "ben@example.org" not in exported.stdout


def test_the_command_says_how_to_say_what_an_answer_means(
    campaigner: Command, bread: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    file = tmp_path / "people.csv"
    file.write_text("name,email,letter\nAna Sample,ana@example.org,Absolutely\n", "utf-8")
    refused = campaigner("petition", "import", "bread", file)
    assert "add: --yes-means TEXT or --no-means TEXT" in refused.stderr
    taken = campaigner("petition", "import", "bread", file, "--yes-means", "Absolutely")
    assert "1 signature imported, 0 repeated, 0 rejected." in taken.stderr
