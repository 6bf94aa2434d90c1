"""Whom an update is for: of those who agreed to news, all or those of some areas or sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from campaigner.campaigns.languages import require_language
from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError, UnknownName
from campaigner.forms import check_form
from campaigner.mail.updates import cap_at
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Machine, Session, check_allowed
from campaigner.organisers.acts import Act
from campaigner.problems import Problem
from campaigner.representatives.named_areas import areas_named
from campaigner.sources import paper_source
from campaigner.store import areas, audit, petitions, sources, update_mails, updates
from campaigner.store.database import snapshot, transaction
from campaigner.store.updates import Audience, People, Update
from campaigner.updates.writing import Wish, changeable, known_update, write_update


def audience_of(
    areas: Iterable[str] = (), sources: Iterable[str] = (), languages: Iterable[str] = ()
) -> Audience:
    """Returns an audience as somebody typed it; what is left empty leaves nobody out."""
    return Audience(*(tuple(filter(None, each)) for each in (areas, sources, languages)))


def choose_audience(
    here: OpenWorkspace, by: Session | Machine, campaign: str, number: int, wanted: Audience
) -> Update:
    """Says whom an update is for: areas by code or name, sources by code, languages by tag.

    Raises FormRefused for what is not known, UnknownName, UpdateStarted, and as
    ``acting.check_allowed``.
    """
    defined = defined_campaign(here.workspace.campaign_folder(campaign))
    with transaction(here.database) as connection:
        check_allowed(here, by, Act.WRITE_UPDATES, campaign=campaign)
        changeable(connection, campaign, number)
        chosen = _known(here, defined, wanted)
        updates.set_audience(connection, number, chosen, here.moment)
        audit.record(
            connection, here.moment, here.actor, "update audience chosen", campaign,
            update=number, **chosen._asdict(),
        )  # fmt: skip
    return count_again(here, by, campaign, number)


def write_for(
    here: OpenWorkspace,
    by: Session | Machine,
    campaign: str,
    wish: Wish,
    number: int | None = None,
    wanted: Audience | None = None,
) -> Update:
    """As ``write_update``, together with its audience if one is given: both or nothing.

    For whom a new update is, is counted.
    """
    with transaction(here.database):
        found = write_update(here, by, campaign, wish, number)
        if wanted is not None:
            return choose_audience(here, by, campaign, found.id, wanted)
    return found if found.people else count_again(here, by, campaign, found.id)


def people_of(here: OpenWorkspace, by: Session | Machine, campaign: str, number: int) -> People:
    """Returns how many people an update would go to now.

    Each mailbox counts once. Who has had as many updates as a person gets is left out. Raises
    UnknownName, and as ``acting.check_allowed``.
    """
    with snapshot(here.database) as connection:
        check_allowed(here, by, Act.WRITE_UPDATES, campaign=campaign)
        return count_people(here, known_update(connection, campaign, number))


def count_again(here: OpenWorkspace, by: Session | Machine, campaign: str, number: int) -> Update:
    """Counts how many people an update would go to, and keeps that. Raises as ``people_of``.

    Of millions that takes seconds: nobody waits for it who only looks, or wants to sign.
    """
    people = people_of(here, by, campaign, number)
    with transaction(here.database) as connection:
        updates.set_people(connection, number, people, here.moment)
        return known_update(connection, campaign, number)


def count_people(here: OpenWorkspace, update: Update) -> People:
    """As ``people_of``, of an update that is known."""
    cap = cap_at(here.workspace.settings.updates, here.moment)
    return update_mails.people(here.database.conn, update.campaign, update.audience, cap)


def _known(here: OpenWorkspace, campaign: Campaign, wanted: Audience) -> Audience:
    """The audience by its codes. Raises FormRefused."""
    petition = petitions.find_petition(here.database.conn, campaign.slug)
    scheme = petition.scheme if petition else campaign.petition.areas[0]
    problems: list[Problem] = []

    def each(
        field: str, texts: Iterable[str], read: Callable[[str], Iterable[str]]
    ) -> tuple[str, ...]:
        found: list[str] = []
        for text in texts:
            try:
                found += read(text)
            except CampaignerError as error:
                problems.append(Problem(field, 0, error.code, error.message, error.hint))
        return tuple(sorted(set(found)))

    chosen = Audience(
        each("areas", wanted.areas, lambda text: [_area(here, scheme, text)]),
        each("sources", wanted.sources, lambda text: _sources(here, text)),
        each("languages", wanted.languages, lambda text: [require_language(campaign, text)]),
    )
    check_form(problems)
    return chosen


def _area(here: OpenWorkspace, scheme: str, text: str) -> str:
    found = areas_named(here.database, text, [scheme])
    if len(found) != 1:
        raise UnknownName("area", text, ())
    code: str = areas.get(here.database.conn, found[0])["code"]
    return code


def _sources(here: OpenWorkspace, text: str) -> list[str]:
    """A code as it is counted, online and on that source's paper."""
    code = sources.known_code(here.database.conn, text)
    return [code, paper_source(code)]
