"""An organiser has the petition written as a file."""

from __future__ import annotations

from campaigner.jobs.listing import list_jobs
from campaigner.jobs.wanted import ExportWanted
from campaigner.outreach.sources import add_source
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.signatures import SourceKind
from desk_people import Desk, opened_here

PACKS = "/desk/campaigns/bread/packs"


def test_an_organiser_asks_for_a_file_of_signatures_and_sees_it_wait(at_desk: Desk) -> None:
    with opened_here(at_desk.served) as here:
        add_source(here, "choir", SourceKind.CHANNEL, "The choir")
    olive = at_desk.logged_in(AccountRole.ORGANISER)
    assert '<option value="choir">The choir</option>' in olive.get(PACKS).text
    asked = olive.post(f"{PACKS}/export", data={"what": "csv", "source": "choir"})
    assert "The petition as a file, Signatures for a spreadsheet" in asked.text
    assert "(choir)" in asked.text
    olive.post(f"{PACKS}/export", data={"what": "everything", "source": "nobody"})
    olive.post(f"{PACKS}/export", data={"what": "ledger", "source": "choir"})
    assert "The petition as a file" in olive.get(PACKS).text
    with opened_here(at_desk.served) as here:
        wanted = [each.wanted for each in reversed(list_jobs(here, "bread"))]
    assert [(each.what, each.source) for each in wanted if isinstance(each, ExportWanted)] == [
        ("csv", "choir"),
        ("csv", ""),
        ("ledger", ""),
    ]
    assert at_desk.logged_in(AccountRole.MODERATOR).post(f"{PACKS}/export").status_code == 403
