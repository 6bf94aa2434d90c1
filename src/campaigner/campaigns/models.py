"""A campaign: the shape of ``campaign.toml`` and of the texts beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, model_validator

from campaigner.campaigns.area_tables import AreaTable
from campaigner.campaigns.parliament_models import FormalPetition, MotionDraft
from campaigner.campaigns.parts import Language, Localised, Name, Part, WebAddress, Words
from campaigner.clock import months_after
from campaigner.errors import UnknownName
from campaigner.text import in_language, slug
from campaigner.validation import LONGEST_NAME, Email
from campaigner.vocabulary.consents import ContactChannel, ContactPurpose
from campaigner.vocabulary.letters import SupporterKind, VehicleKind
from campaigner.vocabulary.representatives import Nation, Role
from campaigner.vocabulary.signatures import CommentUse

Layout = Literal[
    "uk-dl", "uk-notify", "din-5008-a", "din-5008-b", "ch-right", "ch-left", "fr-nf", "us-9"
]
NAMED_ROLES = (Role.MINISTER, Role.LORD)  # they represent no area
MONTHS_OPEN = 6
MOST_COUNTED = 10_000_000_000  # more than there are people
MOST_ASKS = 2  # of a letter: one or two get an answer
ORGANISATION = SupporterKind.ORGANISATION  # which writes in its own name
KINDS_OF_PEOPLE = tuple(kind for kind in SupporterKind if kind is not ORGANISATION)


class Citation(Part):
    """A place in an instrument, and what it supports in the campaign."""

    ref: Words
    supports: Localised


class Fact(Part):
    """A claim with its source. ``as_of`` is the day that it describes or was made."""

    id: Name
    text: Localised
    source: Words
    url: WebAddress
    as_of: date
    review_by: date
    note: str = Field(default="", description="What was read in the source; not published.")


class AreaFact(Fact):
    """A claim about each area, with values from a table: ``file``, CSV, a row for each code.

    ``text`` has the columns in braces, and ``{area}`` for the area's name. An area that has no row,
    or no value, has no such fact.
    """

    file: Words


class Vehicle(Part):
    """What carries an ask for a time: a Bill, a motion, a debate, a committee.

    Letters add its ``text`` to the ask up to the day ``expires``.
    """

    kind: VehicleKind
    text: Localised
    number: str = Field(
        default="", description="The clause of a Bill, or the number of a motion: in the text."
    )
    url: WebAddress
    expires: date


class Ask(Part):
    """One thing that a representative is asked to do; letters leave it out after ``expires``.

    With ``nations``, only people who live there ask it.
    """

    id: Name
    text: Localised
    nations: list[Nation] = Field(default_factory=list)
    vehicles: list[Vehicle] = Field(default_factory=list)
    expires: date | None = None

    def is_past(self, day: date) -> bool:
        """Whether letters leave the ask out on a day."""
        return self.expires is not None and self.expires < day

    def is_for(self, nation: Nation | None) -> bool:
        """Whether people in a nation ask it; None if it is not known."""
        return not self.nations or nation is None or nation in self.nations

    def words(self, language: str, day: date) -> str:
        """Returns the ask in a language, with each vehicle that is there on a day."""
        live = (vehicle.text for vehicle in self.vehicles if day <= vehicle.expires)
        return " ".join(in_language(text, language) for text in (self.text, *live))


class Recipients(Part):
    """Who gets the letters: those in this role for the supporter's area, or those named.

    Ministers and lords represent no area, so they are named; a minister may be named by the
    office.
    """

    role: Role
    names: list[Words] = Field(default_factory=list)

    @model_validator(mode="after")
    def _name_those_without_an_area(self) -> Recipients:
        if self.role in NAMED_ROLES and not self.names:
            raise ValueError(f'a {self.role} represents no area: add names = ["…"]')
        return self


class RecipientCondition(Part):
    """The recipients of a variant; a condition that is left out does not matter."""

    role: list[Role] = Field(default_factory=list)
    party: list[Words] = Field(default_factory=list)
    minister: bool | None = None
    nation: list[Nation] = Field(default_factory=list)
    in_wales: bool | None = None


class Variant(Part):
    """Another text of the letter, ``letter.<id>.<language>.md``, for some people."""

    id: Name
    recipient: RecipientCondition = Field(default_factory=RecipientCondition)
    supporter: list[SupporterKind] = Field(default_factory=list)


class LetterSettings(Part):
    """How the campaign's letter is addressed and laid out.

    The first of ``variants`` that fits is sent, or ``letter.<language>.md`` if none does.
    The organisation's own letter is a variant that names it, or the template
    ``letter/organisation.<language>.md``.
    A letter makes the first ``most_asks`` of the campaign's asks, unless its writer chooses.
    ``facts`` are those that a person may choose from, if the text has ``facts()``.
    """

    to: Annotated[list[Recipients], Field(min_length=1)]
    layout: Layout = "uk-dl"
    subject: Localised
    most_asks: Annotated[int, Field(ge=1, le=MOST_COUNTED)] = MOST_ASKS
    facts: list[Name] = Field(default_factory=list)
    campaign_line: bool = Field(
        default=False,
        description="Whether a person's letter has the campaign's address and QR code at its foot.",
    )
    variants: list[Variant] = Field(default_factory=list)


class Threshold(Part):
    """A number of signatures at which something is due."""

    at: Annotated[int, Field(ge=1, le=MOST_COUNTED)]
    name: Localised


class PetitionSettings(Part):
    """The text that people sign, and its goals."""

    text: Localised
    goal: Annotated[int, Field(ge=1, le=MOST_COUNTED)]
    thresholds: list[Threshold] = Field(default_factory=list)
    areas: list[Name] = Field(default_factory=lambda: ["uk-constituency"])
    show_names: bool = Field(
        default=False,
        description="Whether the page shows the names of those who agree to that when they sign.",
    )
    comments: CommentUse = Field(
        default=CommentUse.NONE,
        description="Whether people can add a comment: to be passed on, or shown on the page too,"
        " once an organiser has approved it.",
    )
    formal: FormalPetition | None = Field(
        default=None, description="The petition in the form of the Houses, on paper."
    )
    motion: MotionDraft | None = Field(
        default=None, description="A draft Early Day Motion and written questions."
    )


class ContactQuestion(Part):
    """A box to tick: whether a partner may contact people for one purpose, by one channel."""

    purpose: ContactPurpose
    channel: ContactChannel = ContactChannel.EMAIL
    text: Localised | None = Field(
        default=None, description="The words beside the box (default: those for its purpose)."
    )


class Partner(Part):
    """An organisation that runs the campaign with others; it needs consent to contact people.

    ``consent`` is the question whether it may email people about this campaign, and ``consents``
    are questions for other purposes and channels: a box each.
    """

    name: Words
    address: list[str] = Field(default_factory=list)
    website: WebAddress | None = None
    email: Email = ""
    logo: str = Field(default="", description="An SVG or PNG file in the campaign's folder.")
    consent: Localised | None = Field(
        default=None,
        description="The question whether the partner may email people about this campaign.",
    )
    consents: list[ContactQuestion] = Field(default_factory=list)

    @property
    def key(self) -> str:
        """The partner's name in records of consent, in values and in files."""
        return slug(self.name)

    @property
    def is_us(self) -> bool:
        """Whether its name is the one under which the organisation itself is kept."""
        return self.key == "ourselves"

    @property
    def questions(self) -> tuple[ContactQuestion, ...]:
        """The partner's questions of consent, a box each."""
        first = (
            [ContactQuestion(purpose=ContactPurpose.CAMPAIGN, text=self.consent)]
            if self.consent
            else []
        )
        return (*first, *self.consents)


def usual_event_id(title: Mapping[str, str]) -> str:
    """Returns the name that an event of that title has if it is not given another."""
    return slug(in_language(title, "en"))[:LONGEST_NAME]


class Event(Part):
    """An event to attend; ``places`` is the number of places, if it is limited."""

    title: Localised
    id: Name = Field(
        default_factory=lambda known: usual_event_id(known["title"]),
        description="Its name in bookings and calendars (default: made from the title).",
    )
    starts: AwareDatetime
    ends: AwareDatetime | None = None
    place: str = ""
    online: WebAddress | None = None
    places: Annotated[int, Field(ge=1, le=MOST_COUNTED)] | None = None
    access: Localised | None = Field(
        default=None,
        description="How disabled people get in and take part: steps, captions, an interpreter.",
    )

    @property
    def over_at(self) -> datetime:
        """When it is over: at its end, or as it starts if it has none."""
        return self.ends or self.starts


def _partner(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class Definition(Part):
    """The content of ``campaign.toml``."""

    title: Localised
    summary: Localised
    rights_area: Name
    languages: Annotated[list[Language], Field(min_length=1)]
    unreviewed_languages: list[Language] = Field(
        default_factory=list, description="Languages whose texts no native speaker has checked."
    )
    opens: date
    closes: date = Field(
        default_factory=lambda known: months_after(known["opens"], MONTHS_OPEN),
        description="The last day (default: six months after opening).",
    )
    partners: list[Annotated[Partner, BeforeValidator(_partner)]] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    facts: list[Fact] = Field(default_factory=list)
    area_facts: list[AreaFact] = Field(default_factory=list)
    asks: Annotated[list[Ask], Field(min_length=1)]
    letter: LetterSettings
    petition: PetitionSettings
    events: list[Event] = Field(default_factory=list)


class Campaign(Definition):
    """A campaign as loaded: its definition, its name and folder, and its texts by language."""

    slug: Name
    folder: Path
    texts: dict[str, str] = Field(repr=False, description="The content of each text file, by name.")
    area_tables: dict[str, AreaTable] = Field(
        default_factory=dict,
        repr=False,
        exclude=True,
        description="The tables of the facts by area, by the names of their files.",
    )

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of those whom letters go to, each once."""
        return tuple(dict.fromkeys(to.role for to in self.letter.to))

    def as_dict(self) -> dict[str, Any]:
        """The campaign as JSON has it, without its texts."""
        return self.model_dump(mode="json", exclude={"folder", "texts"})

    def letter_text(self, language: str, variant: str = "") -> str:
        """The letter's source text (Markdown with Jinja), of a variant if one is named.

        Empty if there is none in that language: a letter is not in another one.
        """
        stem = f"letter.{variant}" if variant else "letter"
        return self.texts.get(f"{stem}.{language}.md", "")

    def brief_text(self, language: str) -> str:
        """The brief's source text (Markdown with Jinja)."""
        return self._text("brief", language)

    def _text(self, stem: str, language: str) -> str:
        by_language = {tag: self.texts.get(f"{stem}.{tag}.md", "") for tag in self.languages}
        return in_language(by_language, language)

    def fact(self, identifier: str) -> Fact:
        """Returns the fact with that id; KeyError if there is none."""
        for fact in self.facts:
            if fact.id == identifier:
                return fact
        raise KeyError(identifier)

    def claims(self) -> Iterator[tuple[str, int, Fact]]:
        """Yields each fact, also those by area, with its table and its position there."""
        for position, fact in enumerate(self.facts):
            yield "facts", position, fact
        for position, area_fact in enumerate(self.area_facts):
            yield "area_facts", position, area_fact

    def area_fact(self, identifier: str) -> AreaFact:
        """Returns the fact by area with that id; UnknownName, with the nearest, if none has it."""
        for fact in self.area_facts:
            if fact.id == identifier:
                return fact
        raise UnknownName("fact by area", identifier, (fact.id for fact in self.area_facts))

    def partner_who_asks(self, name: str) -> Partner:
        """Returns the partner with that name or key, who asks people for consent.

        Raises UnknownName, with the nearest, if there is none.
        """
        asking = {each.key: each for each in self.partners if each.questions and not each.is_us}
        if slug(name) not in asking:
            raise UnknownName("partner with a consent question", name, asking)
        return asking[slug(name)]

    def event(self, identifier: str) -> Event:
        """Returns the event with that id; UnknownName, with the nearest, if there is none."""
        for event in self.events:
            if event.id == identifier:
                return event
        raise UnknownName("event", identifier, (event.id for event in self.events))
