"""Which packs are made: one for everybody who represents an area where people have signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.campaigns.variants import nation_of
from campaigner.errors import UsageError
from campaigner.papers.briefing import Briefing
from campaigner.papers.constituents.comparison import AllAreas
from campaigner.papers.constituents.enclosed import (
    Letters,
    PassedOn,
    comments_by_area,
    letters_of,
)
from campaigner.papers.constituents.order import Job, Order
from campaigner.papers.constituents.regions import regions_of
from campaigner.papers.constituents.request import PacksRequest
from campaigner.papers.constituents.seats import MOST_NAMED, Seats, remarks_on, seats_in, seats_of
from campaigner.papers.constituents.small_map import small_map
from campaigner.papers.edition import Edition
from campaigner.petitions.counts.standing import standing_of
from campaigner.petitions.destroying import destroy_stamp
from campaigner.petitions.opening import OpenPetition
from campaigner.representatives.models import Representative
from campaigner.store import tallies
from campaigner.text import in_language, listed, plural, slug
from campaigner.texts.campaign_text import date_in_words
from campaigner.typed_words import clean_line
from campaigner.vocabulary.houses import Venue
from campaigner.vocabulary.letters import PdfVariant
from campaigner.vocabulary.representatives import Role


@dataclass(frozen=True)
class Plan:
    """The packs of a run, the seats that they are for, and what there is to say of them.

    ``others`` are the packs of areas that are not wanted.
    """

    job: Job
    orders: tuple[Order, ...]
    others: tuple[Order, ...]
    seats: tuple[Seats, ...]
    remarks: tuple[str, ...]
    unreviewed: str

    @property
    def signatures(self) -> int:
        """The signatures in the areas that packs are for, each area once."""
        areas = {each.area: each.comparison.count for each in self.orders}
        return sum(areas.values())

    @property
    def unsigned(self) -> int:
        """The number of representatives in whose areas nobody has signed."""
        return sum(len(each.unsigned) for each in self.seats)


def plan_for(here: OpenPetition, request: PacksRequest, *, brief: bool = True) -> Plan:
    """Returns what a run is to make; without ``brief``, of what has no briefing in it.

    Raises ProblemsFound if the campaign is not finished or a text has a mistake, UnknownName for a
    language or an area, UsageError for a role that represents no area, CampaignerError if nobody is
    known in the role or the briefing cannot be made.
    """
    campaign = load_campaign(here.campaign.folder)
    edition = Edition(
        campaign,
        request.language or campaign.languages[0],
        request.day or here.today,
        here.workspace.settings,
        here.workspace.template_folders,
    )
    seats = seats_of(here, request.role, edition.language)
    wanted = seats_in(seats, request.areas) if request.areas else seats
    codes = {code for each in wanted for code in each.codes}
    people = [person for each in wanted for person in each.signed]
    only = codes if request.areas else None
    letters = letters_of(here, request.role, people, only) if request.letters else Letters()
    comments, undrawn = _comments(here, wanted)
    orders = _orders(here, edition, seats, letters, comments)
    names = {area.code: area.name for each in seats for area in each.areas}
    return Plan(
        _job(here, edition, request, brief=brief),
        tuple(each for each in orders if each.area.code in codes),
        tuple(each for each in orders if each.area.code not in codes),
        wanted,
        (*_remarks(wanted, request), *letters.remarks(names), *undrawn),
        edition.unreviewed,
    )


def _remarks(wanted: Sequence[Seats], request: PacksRequest) -> Iterator[str]:
    yield from remarks_on(wanted, request.role)
    unsigned = {each.area.name for one in wanted for each in one.unsigned if each.area}
    if request.areas and unsigned:
        yield f"Nobody has signed in {listed(sorted(unsigned), MOST_NAMED)}."


def nobody_signed(here: OpenPetition, plan: Plan) -> UsageError:
    """Returns why there is no pack to make."""
    if not tallies.total(here.database.conn, here.petition.id):
        said, hint = "Nobody has signed the petition yet.", ""
    elif plan.others and not any(each.counts.total for each in plan.seats):
        said, hint = "Nobody has signed in these areas yet.", ""
    else:
        said = "Nobody has signed in an area that has a representative in this role."
        hint = " ".join(plan.remarks)
    return UsageError(said, hint=hint, code="nobody-signed")


def _comments(
    here: OpenPetition, seats: Sequence[Seats]
) -> tuple[dict[str, tuple[PassedOn, ...]], list[str]]:
    """The comments by area that fonts at hand can draw, and what is said of the others."""
    comments: dict[str, tuple[PassedOn, ...]] = {}
    left_out = 0
    for each in seats:
        for code, found in comments_by_area(here, each.counts.scheme).items():
            if code in each.codes:
                comments[code] = tuple(comment for comment in found if comment.is_drawable)
                left_out += len(found) - len(comments[code])
    if not left_out:
        return comments, []
    said = f"{plural(left_out, 'comment')} left out: no font at hand draws the name or the words."
    return comments, [said]


def _orders(
    here: OpenPetition,
    edition: Edition,
    seats: Sequence[Seats],
    letters: Letters,
    comments: Mapping[str, tuple[PassedOn, ...]],
) -> list[Order]:
    floor = here.workspace.settings.publication.floor
    orders: list[Order] = []
    taken: set[str] = set()
    for each in seats:
        codes = each.codes
        regions = regions_of(here, each.counts.scheme, codes, edition.folders, edition.language)
        areas = AllAreas(each.counts.by_code, codes, floor, regions)
        for person in each.signed:
            assert person.area is not None
            code = person.area.code
            comparison = areas.compared(code)
            orders.append(
                Order(
                    _name(person, taken),
                    person,
                    comparison,
                    _asks(edition.campaign, edition, code),
                    comments.get(code, ()),
                    tuple(letters.to.get(person.id, ())),
                    _presentable(here, person, floor) if comparison.is_shown else None,
                )
            )
    return orders


def _presentable(here: OpenPetition, person: Representative, floor: int) -> int | None:
    """How many signatures of an area the Commons can receive; None if that is not to be said."""
    area = person.area
    if person.role != Role.MP or not area or area.scheme != here.petition.scheme:
        return None
    number = standing_of(here, area.code).by_house[Venue.COMMONS]
    return None if 0 < number < floor else number


def _name(person: Representative, taken: set[str]) -> str:
    """What the files of a pack are called: no two alike, on no file system."""
    area = slug(person.area.name if person.area else "", "area")[:80]
    name = f"{area}--{slug(person.name, f'representative-{person.id}')[:80]}"
    if name in taken:
        name = f"{name}-{person.membership}"
    taken.add(name)
    return name


def _asks(campaign: Campaign, edition: Edition, code: str) -> tuple[str, ...]:
    nation, day = nation_of(code), edition.day
    asks = [ask for ask in campaign.asks if ask.is_for(nation) and not ask.is_past(day)]
    return tuple(ask.words(edition.language, day) for ask in asks)


def _job(here: OpenPetition, edition: Edition, request: PacksRequest, *, brief: bool) -> Job:
    laid_out = Briefing(edition).laid_out() if brief else None
    return Job(
        campaign=edition.campaign.slug,
        role=request.role.value,
        title=in_language(edition.campaign.title, edition.language),
        language=edition.language,
        day=date_in_words(edition.day, edition.language),
        folders=edition.folders,
        organisation=edition.settings.organisation,
        signed_by=clean_line(request.signed_by),
        link=edition.link,
        brief=laid_out.pdf(PdfVariant.A_2U) if laid_out else b"",
        brief_pages=laid_out.pages if laid_out else 0,
        rehearsal=edition.settings.rehearsal.on,
        stamp=destroy_stamp(here, edition.language),
        map=small_map(here, edition.language),
    )
