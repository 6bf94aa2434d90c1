"""A campaign in which every page of the desk has something to show, in words that a test gives."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping

from PIL import Image

from campaigner.events.bookings import BookingForm, book
from campaigner.jobs.asking import prepare_letters, start_job, start_papers
from campaigner.jobs.uploads import Upload
from campaigner.jobs.wanted import LettersWanted, PacksWanted
from campaigner.letters.mailed_replies.reading import read_mail
from campaigner.letters.records.replies import Reply, record_reply
from campaigner.opening import OpenWorkspace
from campaigner.organisers.accounts import NewAccount, add_account
from campaigner.organisers.acting import MACHINE
from campaigner.outreach.sources import add_source
from campaigner.petitions.deliveries.record import Handover, record_delivery
from campaigner.petitions.importing.uploaded import keep_upload
from campaigner.petitions.moderation import decisions
from campaigner.petitions.moderation.comments import comments_of, decide
from campaigner.petitions.moderation.filters import SignatureFilter
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.paper.entries import EntryLine, finish, save_draft
from campaigner.petitions.paper.pictures import attach_picture
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.privacy.requests import Typed, add_request
from campaigner.representatives.importers import import_representatives
from campaigner.store import mailed_replies, paper_sheets
from campaigner.store.database import transaction
from campaigner.store.organisers import Place
from campaigner.store.paper_sheets import Sheet
from campaigner.store.signatures import add_networks
from campaigner.updates.writing import Wish, write_update
from campaigner.uploads import Upload as SentFile
from campaigner.vocabulary.desk import AccountRole
from campaigner.vocabulary.letters import ReplyOutcome
from campaigner.vocabulary.signatures import CommentState, SourceKind
from campaigner.workspace import Workspace
from conftest import BREAD
from desk_people import Desk, opened_here
from job_makers import as_csv, done_here
from letter_writers import write_table
from petitioners import CONFIRM, new_token

Words = Callable[[str], str]
"""What stands in a field, by the name of what has it."""

SHEETS = {"bread": ("22222-2", "33333-H"), "cake": ("55555-J", "66666-4")}
_HERE, _THERE = "LE93 1AA", "LE93 2AA"


_PART = re.compile(r"\{(\w+)(?::\w+)?\}")


def parts_of(path: str) -> list[str]:
    """The parts of a page's path."""
    return _PART.findall(path)


def filled(path: str, parts: Mapping[str, str]) -> str:
    """The address of a page; a part that nobody has said is 1."""
    return _PART.sub(lambda part: parts.get(part[1], "1"), path)


def define(workspace: Workspace, slug: str, words: Words) -> None:
    """A campaign with a partner, an event and comments; its texts are by its editors."""
    folder = workspace.campaigns_folder / slug
    if not folder.exists():
        BREAD.write_to(folder)
    path = folder / "campaign.toml"
    text = path.read_text(encoding="utf-8").partition("\n[[partners]]")[0]
    text = text.replace("[petition]\n", '[petition]\ncomments = "shown"\nshow_names = true\n', 1)
    for place, (old, field) in {
        '"Bread", cy': ('"Bread"', "title"),
        '"Bread for all."': ('"Bread for all."', "summary"),
        '"Many have none."': ('"Many have none."', "fact"),
        '"Support the Bread Bill."': ('"Support the Bread Bill."', "ask"),
        '"We ask for bread."': ('"We ask for bread."', "petition"),
    }.items():
        text = text.replace(place, place.replace(old, _toml(words(field))), 1)
    partner = _toml(words("partner") if slug != "bread" else "Sample Bakers")
    text += f'\n[[partners]]\nname = {partner}\nconsents = [{{ purpose = "news" }}]\n'
    text += (
        f'\n[[events]]\nid = "talk"\ntitle = {{ en = {_toml(words("event"))}, cy = "Sgwrs" }}\n'
        'starts = 2027-02-23T18:00:00+00:00\nplace = "1 Sample Street"\nplaces = 20\n'
    )
    path.write_text(text, encoding="utf-8")


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def fill(at_desk: Desk, slug: str, words: Words) -> dict[str, str]:
    """Everything that people do in a campaign is done; what stands for the parts of its paths."""
    owner = at_desk.account(AccountRole.OWNER)
    define(at_desk.served.workspace, slug, words)
    with opened_here(at_desk.served, f"organiser {owner.id}") as here:
        source = "amira" if slug == "bread" else "zoltan"
        at_desk.account(AccountRole.AMBASSADOR) if slug == "bread" else add_source(
            here, source, SourceKind.AMBASSADOR, words("source")
        )
        petition = open_petition(here, slug)
        parts = {"campaign": slug, "source": source}
        parts |= _signed(here, petition, words, source)
        parts |= _on_paper(here, petition, words, SHEETS[slug])
        parts |= _letters(here, slug, words)
        parts |= _besides(here, petition, words)
        parts["partner"] = next(iter(petition.campaign.partners)).key
    return parts


def _signed(
    here: OpenWorkspace, petition: OpenPetition, words: Words, source: str
) -> dict[str, str]:
    slug = petition.campaign.slug
    numbers = []
    for number in range(10):
        form = SigningForm(
            words(f"name {number}"), f"s{number}@{slug}.example", _HERE if number % 2 else _THERE,
            source=source, agreed=True, named=True, comment=words(f"comment {number}"),
            pass_on=True, letter=True, updates=True,
        )  # fmt: skip
        made = apply(petition, form)
        assert isinstance(made, Signed)
        numbers.append(made.signature)
        if number < 9:
            confirm(here, new_token(here.database, made.signature, petition.now, CONFIRM))
    with transaction(here.database) as connection:
        seen = [(each, b"a household") for each in numbers]
        add_networks(connection, petition.petition.id, seen, here.moment)
    waiting = [int(str(each["comment"])) for each in comments_of(petition, CommentState.WAITING)]
    decide(petition, approve=waiting[:2], refuse=waiting[2:4])
    wanted = SignatureFilter(numbers=tuple(numbers[-3:-1]))
    shown = decisions.preview(petition, decisions.Act.INVALIDATE, wanted)
    step = decisions.decide(
        petition, decisions.Act.INVALIDATE, wanted, reason=words("reason"), token=shown.token
    )
    book(here, slug, "talk", BookingForm(words("name booking"), f"s1@{slug}.example"))
    handed = Handover(words("recipient"), here.today, handed_by=words("handed_by"), shown=True)
    delivered = record_delivery(petition, handed).delivery.id
    return {"signature": str(numbers[1]), "step": str(step.id), "delivery": str(delivered)}


def _on_paper(
    here: OpenWorkspace, petition: OpenPetition, words: Words, sheets: tuple[str, ...]
) -> dict[str, str]:
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(drawn, "JPEG")
    known = [
        Sheet(each, petition.petition.id, "", "en", 4, here.moment, None, "") for each in sheets
    ]
    with transaction(here.database) as connection:
        paper_sheets.add_sheets(connection, known)
    draft, done = sheets
    wrong = EntryLine(
        1, words("name draft"), words("postcode"), words("x"), signature=True, address=False,
        form=False,
    )  # fmt: skip
    save_draft(petition, draft, [wrong])
    attach_picture(petition, draft, drawn.getvalue())
    line = wrong._replace(name=words("name typed"), postcode=_HERE, email="")
    finish(petition, done, [line])
    return {"sheet": draft, "batch": str(here.moment)}


def _letters(here: OpenWorkspace, slug: str, words: Words) -> dict[str, str]:
    people = [
        ("name", "address", "postcode", "email", words("heading")),
        (words("name letter"), words("address"), _HERE, f"l1@{slug}.example", words("cell")),
        (words("name second"), "2 Sample Street", _THERE, f"l2@{slug}.example", ""),
        (words("name nowhere"), words("address"), words("postcode"), "nobody", ""),
    ]
    wanted = LettersWanted(slug, to_print=False)
    table = Upload(f"{words('file')}.csv", as_csv(people))
    row = prepare_letters(here, wanted, table)
    start_job(here, row.id)
    done_here(here)
    again = prepare_letters(here, wanted, table)
    packs = start_papers(here, PacksWanted(slug, signed_by=words("signed_by")))
    done_here(here)
    (letter,) = here.database.execute("SELECT max(id) FROM letters").fetchone()
    record_reply(here, letter, Reply(ReplyOutcome.REFUSED, here.today, words("reply")))
    letter -= 1  # which waits for a reply
    said = f"From: x@{slug}.example\nSubject: Letter {letter}"
    mail = read_mail(f"{said} {words('subject')}\n\n{words('body')}".encode(), here.moment)
    with transaction(here.database) as connection:
        mailed_replies.add(
            connection, mail.mark, here.moment, mail.sent_at,
            (words("sender"), mail.subject, words("body")), letter,
        )  # fmt: skip
    file = f"letters-{slug}.zip"
    return {
        "job": str(row.id), "job new": str(again.id), "packs": str(packs.id),
        "letter": str(letter), "file": file,
    }  # fmt: skip


def _besides(here: OpenWorkspace, petition: OpenPetition, words: Words) -> dict[str, str]:
    slug = petition.campaign.slug
    text = f"{words('update')}\n\n[{words('link')}](https://example.org/)".replace("{{", "{ {")
    wish = Wish(words("subject"), text)
    update = write_update(here, MACHINE, slug, wish)
    request = add_request(
        here, MACHINE,
        Typed("access", "post", here.today.isoformat(), f"s1@{slug}.example",
              words("name request"), _HERE, words("note")),
    )  # fmt: skip
    place = Place(AccountRole.MODERATOR, frozenset({slug}))
    account = add_account(
        here, MACHINE, NewAccount(words("name account"), f"o@{slug}.example", place)
    )
    rows = [["name", "email", "postcode", words("heading")]]
    rows += [[words("name row"), f"i1@{slug}.example", _HERE, words("cell")]]
    rows += [[words("name wrong"), words("cell"), words("postcode"), words("cell")]]
    key = keep_upload(petition, SentFile(f"{words('file')}.csv", as_csv(rows)))
    return {
        "update": str(update.id), "request": str(request.id), "organiser": str(account.id),
        "language": "en", "key": key,
    }  # fmt: skip


def represent_as(here: OpenWorkspace, words: Words) -> None:
    """The table of representatives is replaced by one whose parties and areas are given.

    A name with a mark in it is refused.
    """
    rows = [
        ("area_code", "area_name", "name", "role", "party"),
        ("E14009901", words("area"), "Ada Specimen", "mp", words("party")),
        ("E14009902", "Sampleton South", "Barnaby Placeholder", "mp", words("other party")),
    ]
    path = write_table(here.workspace.root / "others.csv", rows)
    import_representatives(here.database, path, today=here.today)
