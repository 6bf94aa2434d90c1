"""A petition and made-up people who sign it, for the tests of petitions and mail."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from campaigner.campaigns.loader import load_campaign
from campaigner.mail.messages import Writer
from campaigner.mail.sending import Sent, send_due
from campaigner.mail.transports import Folder
from campaigner.opening import OpenWorkspace, opened_workspace
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.register import register
from campaigner.petitions.signing.applications import Application, checked
from campaigner.petitions.signing.applying import Signed, apply, sign
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.petitions.signing.tokens import make_token
from campaigner.store import areas
from campaigner.store.database import Database, transaction
from campaigner.store.petitions import Petition
from campaigner.store.signatures import Signature, signature_of
from campaigner.text import comparison_key
from campaigner.vocabulary.signatures import LinkPurpose
from campaigner.workspace import Workspace

SLUG = "right-to-food"
LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = date(2026, 12, 10), date(2027, 6, 10)


def seconds(text: str) -> int:
    """A time in UTC as seconds since 1970: ``seconds("2026-12-10 09:00")``."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


CONFIRM, WITHDRAW = LinkPurpose
NOON = seconds("2026-12-11 12:00")


def the_petition(
    database: Database, thresholds: tuple[int, ...] = (3, 5), slug: str = SLUG
) -> Petition:
    """A petition that is open at ``NOON``."""
    return register(
        database,
        slug,
        zone=LONDON,
        scheme="uk-constituency",
        opens=OPENS,
        closes=CLOSES,
        thresholds=[(at, f"At {at}") for at in thresholds],
    )


def held(database: Database) -> int:
    """How many people's signatures the database holds, counted or not."""
    (count,) = database.execute("SELECT count(*) FROM signatures").fetchone()
    return int(count)


def petition_here(
    workspace: Workspace, database: Database, petition: Petition, now: int = NOON
) -> OpenPetition:
    """A petition that Olive is working on."""
    campaign = load_campaign(workspace.campaign_folder(petition.campaign))
    return OpenPetition(workspace, database, campaign, petition, now, "olive")


def workspace_of(database: Database, now: int = NOON) -> OpenWorkspace:
    """The workspace around a database, in which Olive is at work."""
    path = database.execute("PRAGMA database_list").fetchone()["file"]
    moment = datetime.fromtimestamp(now, UTC)
    return OpenWorkspace(Workspace(Path(path).parent), database, moment, "olive")


def work_on(database: Database, petition: Petition, now: int = NOON) -> OpenPetition:
    """A petition that Olive is working on, in the workspace around its database."""
    return petition_here(workspace_of(database).workspace, database, petition, now)


def application(
    name: str = "Ana Sample",
    email: str | None = "ana@example.org",
    postcode: str = "AB10 1AB",
    source: str = "web",
    language: str = "en",
) -> Application:
    """What somebody made up gives to sign."""
    return checked(Application(name, email, postcode, source=source, language=language))


def person(number: int, source: str = "web") -> Application:
    """The application of one of as many people as are wanted, no two alike."""
    name = f"Person {'abcdefghij'[number % 10]}{number}"
    return application(name, f"person{number}@example.org", source=source)


def signed(
    database: Database,
    petition: Petition,
    wish: Application,
    now: int = NOON,
    area: str = "",
    *,
    suspect: bool = False,
) -> Signed:
    """Somebody signs."""
    return sign(database, petition, wish, now, area=area, suspect=suspect)


def confirmed(
    database: Database,
    petition: Petition,
    wish: Application,
    now: int = NOON,
    area: str = "",
    *,
    suspect: bool = False,
) -> Signature:
    """Somebody signs and confirms."""
    made = sign(database, petition, wish, now, area=area, suspect=suspect)
    confirm(workspace_of(database, now), new_token(database, made.signature, now))
    return the_signature(database, made.signature)


def new_token(
    database: Database, signature: int, now: int = NOON, purpose: LinkPurpose = CONFIRM
) -> str:
    """The token of a mail about a signature."""
    with transaction(database) as connection:
        return make_token(connection, signature, purpose, now)


def the_signature(database: Database, number: int) -> Signature:
    """A signature that has to be there."""
    found = signature_of(database.conn, number)
    assert found is not None
    return found


def write_mails(database: Database, workspace: Workspace, folder: Path, now: int = NOON) -> Sent:
    """The mails that are due are written into a folder."""
    return send_due(database, Writer(workspace), Folder(folder), lambda: now)


def mails_in(folder: Path, kind: str = "") -> list[EmailMessage]:
    """The mails in a folder, of one kind or all."""
    return [
        email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        for file in sorted(folder.glob(f"*{kind}.eml"))
    ]


def words_of(mail: EmailMessage, form: str = "plain") -> str:
    """What a mail says, as plain text or HTML."""
    body = mail.get_body((form,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def link_in(mail: EmailMessage, purpose: str = CONFIRM) -> str:
    """The link of a mail."""
    found = re.search(rf"https://\S+/{purpose}/\S+", words_of(mail))
    assert found
    return found[0]


def with_areas(database: Database, *codes: str, scheme: str = "uk-constituency") -> None:
    """Let some areas be known, each called by its code."""
    for code in codes:
        areas.add(database.conn, scheme, code, code, comparison_key(code))


def confirmed_in(workspace: Workspace, slug: str, people: Mapping[str, int]) -> None:
    """So many people from each postcode sign a campaign of the workspace, and confirm."""
    now = datetime.fromtimestamp(NOON, UTC)
    with opened_workspace(workspace, now, "test") as here:
        petition = open_petition(here, slug)
        for postcode, many in people.items():
            for number in range(many):
                name = f"Person {postcode} {number}"
                email = f"{number}.{postcode.replace(' ', '')}@example.org".lower()
                signed = apply(petition, SigningForm(name, email, postcode))
                assert isinstance(signed, Signed)
                with transaction(here.database) as connection:
                    token = make_token(connection, signed.signature, CONFIRM, NOON)
                confirm(here, token)
