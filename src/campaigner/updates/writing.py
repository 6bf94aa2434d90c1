"""Writing an update, in one language or several."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from campaigner.campaigns.languages import require_language
from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError, ProblemsFound, UnknownName, UsageError
from campaigner.forms import FormRefused, check_encoding, check_form, read_field
from campaigner.mail.update_words import words_of
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.problems import Problem
from campaigner.store import audit, updates
from campaigner.store.database import snapshot, transaction
from campaigner.store.updates import Update, UpdateText
from campaigner.text import one_line

LONGEST_SUBJECT = 120
"""Characters: mail programs show fewer, and every one of them counts."""

LONGEST_BODY = 20_000
"""Characters: a few pages."""


class UpdateStarted(CampaignerError):
    """An update that has begun to go out: nobody can change it."""

    code = "update-started"


class NothingWritten(CampaignerError):
    """An update that says nothing yet, in no language."""

    code = "nothing-written"


@dataclass(frozen=True, slots=True)
class Wish:
    """What an update is to say in a language; ``body`` is Markdown as in campaigns' texts."""

    subject: str
    body: str
    language: str = ""


def write_update(
    here: OpenWorkspace, by: Session | Machine, campaign: str, wish: Wish, number: int | None = None
) -> Update:
    """Writes an update, or what the one of that number says in a language.

    Without a language it is the campaign's first. Raises FormRefused for what is not valid,
    UnknownName, UpdateStarted, and as ``acting.check_allowed``.
    """
    check_allowed(here, by, Act.WRITE_UPDATES, campaign=campaign)
    defined = defined_campaign(here.workspace.campaign_folder(campaign))
    language, text = _checked(defined, wish)
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.WRITE_UPDATES, campaign=campaign)
        if number is None:
            number = updates.add(connection, campaign, here.moment)
        else:
            changeable(connection, campaign, number)
        updates.set_text(connection, number, language, text, here.moment)
        found = known_update(connection, campaign, number)
        _record(here, connection, "update written", found, language=language)
        return found


def remove_text(
    here: OpenWorkspace, by: Session | Machine, campaign: str, number: int, language: str
) -> Update:
    """Removes what an update says in a language; one without a text cannot be sent.

    Raises UnknownName, UpdateStarted, and as ``acting.check_allowed``.
    """
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.WRITE_UPDATES, campaign=campaign)
        found = changeable(connection, campaign, number)
        if language not in found.texts:
            raise UnknownName("language", language, found.texts)
        updates.remove_text(connection, number, language, here.moment)
        _record(here, connection, "update text removed", found, language=language)
        return known_update(connection, campaign, number)


def remove_update(here: OpenWorkspace, by: Session | Machine, campaign: str, number: int) -> None:
    """Removes an update that was not sent.

    Raises UnknownName, UpdateStarted, and as ``acting.check_allowed``.
    """
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.WRITE_UPDATES, campaign=campaign)
        found = changeable(connection, campaign, number)
        updates.remove(connection, number)
        _record(here, connection, "update removed", found)


def updates_of(here: OpenWorkspace, by: Session | Machine, campaign: str) -> list[Update]:
    """Returns a campaign's updates, the newest first.

    Raises UnknownName, and as ``acting.check_allowed``.
    """
    here.workspace.campaign_folder(campaign)
    with snapshot(here.database) as connection:
        check_allowed(here, by, Act.WRITE_UPDATES, campaign=campaign)
        return updates.of_campaign(connection, campaign)


def the_update(here: OpenWorkspace, by: Session | Machine, campaign: str, number: int) -> Update:
    """Returns an update of a campaign. Raises UnknownName, and as ``acting.check_allowed``."""
    with snapshot(here.database) as connection:
        check_allowed(here, by, Act.WRITE_UPDATES, campaign=campaign)
        return known_update(connection, campaign, number)


def known_update(connection: sqlite3.Connection, campaign: str, number: int) -> Update:
    """Returns the update of a number, if it is the campaign's. Raises UnknownName."""
    found = updates.of_number(connection, number)
    if found is None or found.campaign != campaign:
        known = [str(each.id) for each in updates.of_campaign(connection, campaign)]
        raise UnknownName("update", str(number), known)
    return found


def read_wish(text: str, path: Path, language: str = "") -> Wish:
    """Returns what a file of Markdown wants an update to say: its first heading is the subject.

    Raises FormRefused if it does not begin with a heading.
    """
    first, _, rest = text.lstrip("\ufeff \n").partition("\n")
    if not first.startswith("# "):
        hint = "Begin with the subject, as “# What has happened”."
        problem = Problem(str(path), 1, "no-subject", "The update has no subject.", hint)
        raise FormRefused("The update cannot be used.", [problem])
    return Wish(first[2:], rest, language)


def _checked(campaign: Campaign, wish: Wish) -> tuple[str, UpdateText]:
    problems: list[Problem] = []
    subject = read_field(problems, "subject", _parse_subject, wish.subject, "")
    body = read_field(problems, "body", _parse_body, wish.body, "")
    language = read_field(
        problems,
        "language",
        lambda text: require_language(campaign, text),
        wish.language or campaign.languages[0],
        "",
    )
    check_form(problems)
    text = UpdateText(subject, body)
    try:
        words_of(campaign, text, language)
    except ProblemsFound as error:
        found = [
            Problem("body", each.line, each.code, each.message, each.hint)
            for each in error.problems
        ]
        raise FormRefused("The update has mistakes.", found) from error
    return language, text


def _parse_subject(text: str) -> str:
    subject = one_line(text)
    if not subject or len(subject) > LONGEST_SUBJECT or not subject.isprintable():
        raise UsageError(
            "This is not a valid subject.",
            hint=f"Enter one line of at most {LONGEST_SUBJECT} characters.",
        )
    return subject


def _parse_body(text: str) -> str:
    check_encoding(text)
    body = text.replace("\r\n", "\n").strip()
    if not body or len(body) > LONGEST_BODY:
        raise UsageError(
            "An update needs a text that is not too long.",
            hint=f"Write at most {LONGEST_BODY:,} characters.",
        )
    return f"{body}\n"


def nothing_written() -> NothingWritten:
    """Returns what is raised for an update without a text."""
    return NothingWritten("This update says nothing yet.", hint="Write its text first.")


def changeable(connection: sqlite3.Connection, campaign: str, number: int) -> Update:
    """Returns an update of a campaign that was not sent. Raises UnknownName, UpdateStarted."""
    found = known_update(connection, campaign, number)
    if found.started_at is not None:
        raise UpdateStarted("This update has been sent.", hint="Write a new one.")
    return found


def _record(
    here: OpenWorkspace, connection: sqlite3.Connection, action: str, update: Update, **details: str
) -> None:
    audit.record(
        connection, here.moment, here.actor, action, update.campaign, update=update.id, **details
    )
