"""What did not go by email is seen at the desk, and tried again."""

from __future__ import annotations

from campaigner.store import outbox
from campaigner.store.database import transaction
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.mail import Blame
from desk_people import Desk, opened_here
from web_visitors import SIGNING

MAIL = "/desk/mail"


def test_an_owner_sees_what_did_not_go_and_tries_it_again(at_desk: Desk) -> None:
    olive = at_desk.logged_in()
    assert "Every email that was tried has gone" in olive.get(MAIL).text
    at_desk.visitor().post("/bread", data=SIGNING)
    with opened_here(at_desk.served) as here, transaction(here.database) as connection:
        (mail,) = outbox.all_mail(connection)
        words = "the mailbox is full (552 5.2.2)"
        outbox.mark_failed(connection, mail.id, Blame.MAIL, words, None, here.moment)
    page = olive.get(MAIL)
    assert "the mailbox is full" in page.text
    assert SIGNING["email"] in page.text
    again = olive.post(f"{MAIL}/retry", data={"mail": str(mail.id)})
    assert "One email will be tried again" in again.text
    assert "Every email that was tried has gone" in again.text
    assert "0 emails will" in olive.post(f"{MAIL}/retry").text
    assert olive.post(f"{MAIL}/retry", data={"mail": "999"}).status_code == 404
    assert at_desk.logged_in(AccountRole.ORGANISER).get(MAIL).status_code == 403
