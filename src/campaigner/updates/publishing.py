"""Updates that everybody can read on the campaign's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from campaigner.campaigns.models import Campaign
from campaigner.errors import ProblemsFound
from campaigner.mail.update_words import update_words
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.store import audit, updates
from campaigner.store.database import snapshot, transaction
from campaigner.store.updates import Update
from campaigner.time_zones import day_of
from campaigner.updates.writing import known_update, nothing_written

MOST = 50
"""Updates on the page, the newest ones."""


@dataclass(frozen=True, slots=True)
class Published:
    """An update on the page; ``language`` is what it is in.

    ``changed_at`` is when its words changed last, or it was published if that was later; times are
    in seconds since 1970.
    """

    number: int
    day: date
    language: str
    subject: str
    html: Markup
    published_at: int = 0
    changed_at: int = 0


@dataclass(frozen=True, slots=True)
class Headline:
    """What is said of an update elsewhere; ``language`` is what it is in."""

    number: int
    day: date
    language: str
    subject: str


def publish(here: OpenWorkspace, by: Session | Machine, campaign: str, number: int) -> Update:
    """Shows an update on the campaign's page, sent or not. Again changes nothing.

    Raises UnknownName, NothingWritten, and as ``acting.check_allowed``.
    """
    return _set_published(here, by, campaign, number, shown=True)


def take_down(here: OpenWorkspace, by: Session | Machine, campaign: str, number: int) -> Update:
    """Takes an update off the campaign's page. Raises UnknownName, as ``acting.check_allowed``."""
    return _set_published(here, by, campaign, number, shown=False)


def published_updates(
    here: OpenWorkspace, campaign: Campaign, language: str, limit: int = MOST
) -> list[Published]:
    """Returns a campaign's published updates in a language, the newest first.

    One that cannot be shown any more, because a fact in it is gone, is left out.
    """
    with snapshot(here.database) as connection:
        found = updates.published(connection, campaign.slug, limit)
    shown = []
    for each in found:
        try:
            words = update_words(campaign, each, language)
        except ProblemsFound:
            continue
        at = each.published_at or each.made_at
        changed = max(at, each.changed_at)
        day = day_of(at, here.zone)
        shown.append(
            Published(each.id, day, words.language, words.subject, words.html, at, changed)
        )
    return shown


def latest_updates(
    here: OpenWorkspace, campaign: Campaign, language: str, limit: int
) -> list[Headline]:
    """Returns the subjects of a campaign's newest published updates in a language."""
    found = updates.published(here.database.conn, campaign.slug, limit)
    headlines = []
    for each in found:
        spoken, text = each.text_for(language)
        day = day_of(each.published_at or each.made_at, here.zone)
        headlines.append(Headline(each.id, day, spoken, text.subject))
    return headlines


def _set_published(
    here: OpenWorkspace, by: Session | Machine, campaign: str, number: int, *, shown: bool
) -> Update:
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.SEND_UPDATES, campaign=campaign)
        found = known_update(connection, campaign, number)
        if shown and not found.texts:
            raise nothing_written()
        if (found.published_at is not None) != shown:
            updates.set_published(connection, number, here.moment if shown else None)
            action = "update published" if shown else "update taken down"
            audit.record(connection, here.moment, here.actor, action, campaign, update=number)
        return known_update(connection, campaign, number)
