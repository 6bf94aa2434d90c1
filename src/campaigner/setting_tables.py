"""The tables of ``campaigner.toml``: what each key may be, its default, and what it is for."""

from __future__ import annotations

import ipaddress
import json
from contextlib import suppress
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_settings import NoDecode

from campaigner.errors import UsageError
from campaigner.shelf import in_this_moment
from campaigner.time_zones import machine_zone, zone_named
from campaigner.validation import Email, NotValid
from campaigner.vocabulary.consents import LawfulBasis, SpecialCategoryCondition, UpdatesBasis
from campaigner.vocabulary.letters import RendererChoice
from campaigner.web_addresses import AddressRefused, page_address, site_address

SAMPLE_ADDRESS = "https://example.org"


def _as_lines(value: Any) -> Any:
    """A list as it is; a text, as the environment has it, as JSON or as lines or parts of one."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        with suppress(ValueError):
            return json.loads(value)
    return [line.strip() for line in value.replace(",", "\n").splitlines() if line.strip()]


def _are_networks(value: list[str]) -> list[str]:
    """Networks as they are written in full: 10.0.0.1/8 is 10.0.0.0/8."""
    return [_network(each) for each in value]


def _network(text: str) -> str:
    try:
        network = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        message = f"“{text}” is not a network"
        raise NotValid(message, "Write it like 192.0.2.7 or 192.0.2.0/24.") from None
    return str(network) if "/" in text else str(network.network_address)


def _is_zone(value: str) -> str:
    try:
        return zone_named(value).key if value else ""
    except UsageError as error:
        message = f"“{value}” is not a known time zone"
        raise NotValid(message, error.hint, "unknown-timezone") from None


def _is_key(value: str) -> str:
    from campaigner.transparency.notes import Malformed, parse_key  # seldom needed, and slow

    try:
        return str(parse_key(value))
    except Malformed as error:
        hint = "Copy the whole key, as the witness has given it to you: name+number+key."
        raise NotValid(f"this is not a valid key: {error}", hint, "invalid-key") from None


WitnessKey = Annotated[str, AfterValidator(_is_key)]
"""The public key of a witness."""


def _is_site(value: str) -> str:
    try:
        return site_address(value)
    except AddressRefused as refused:
        raise NotValid(refused.message, refused.hint, refused.code) from None


def _is_whole_site(value: str) -> str:
    """A site of its own: the pages link to one another from its root."""
    site = _is_site(value)
    if site.count("/") > len("//"):
        origin = "/".join(site.split("/")[:3])
        raise NotValid(
            "the pages need a name of their own, without a path",
            f"Write only {origin}, or give them a name such as https://act.example.org.",
            "address-with-path",
        )
    return site


def _is_page(value: str) -> str:
    try:
        return page_address(value) if value.strip() else ""
    except AddressRefused as refused:
        raise NotValid(refused.message, refused.hint, refused.code) from None


def _are_origins(values: list[str]) -> list[str]:
    """Sites without a page: a browser compares nothing else."""
    sites = [_is_site(value) for value in values]
    for site in sites:
        if site.count("/") > len("//"):
            origin = "/".join(site.split("/")[:3])
            raise NotValid("it is the address of a page", f"Write only {origin}.", "not-a-site")
    return sites


def _is_website(value: str) -> str:
    """A website as people write theirs: also without a scheme."""
    value = value.strip()
    return _is_page(value if "://" in value or not value else f"https://{value}")


Lines = Annotated[list[str], NoDecode, BeforeValidator(_as_lines)]
Origins = Annotated[Lines, AfterValidator(_are_origins)]
Networks = Annotated[Lines, AfterValidator(_are_networks)]


class Section(BaseModel):
    """A table of ``campaigner.toml``; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Organisation(Section):
    """Who runs the campaigns: shown on letters' campaign line, pages and hand-in papers."""

    name: str = Field(default="", description="The organisation's name.")
    address: Lines = Field(
        default_factory=list,
        description='The lines of its address, as on an envelope: ["1 Sample Street", "Leeds"].',
    )
    email: Email = Field(default="", description="The email address for enquiries.")
    telephone: str = Field(default="", description="The telephone number for enquiries.")
    website: Annotated[str, AfterValidator(_is_website)] = Field(
        default="", description="The address of the organisation's own website."
    )
    charity_number: str = Field(default="", description="The number of a registered charity.")
    logo: str = Field(
        default="",
        description="An SVG or PNG file in the workspace's folder templates, for its letterhead.",
    )
    timezone: Annotated[str, AfterValidator(_is_zone)] = Field(
        default="",
        description="Name such as Europe/London: decides which day it is, and when petitions open"
        " and close. Default: that of the machine; Europe/London if the machine keeps UTC.",
    )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that days are counted in."""
        return zone_named(self.timezone) if self.timezone else in_this_moment("zone", machine_zone)


class DataController(Section):
    """Who is responsible for the personal data, as the privacy notice must say."""

    name: str = Field(
        default="", description="The organisation that is responsible. Needed before signing."
    )
    contact: str = Field(
        default="",
        description="The address that people write to about their data. Needed before signing.",
    )
    privacy_notice: Annotated[str, AfterValidator(_is_page)] = Field(
        default="", description="The web address of your privacy notice."
    )


class Privacy(Section):
    """What the privacy notice says besides who is responsible."""

    lawful_basis: LawfulBasis = Field(
        default=LawfulBasis.CONSENT,
        description="Why you may use the data (UK GDPR, article 6): consent or"
        " legitimate-interests.",
    )
    special_category: SpecialCategoryCondition = Field(
        default=SpecialCategoryCondition.EXPLICIT_CONSENT,
        description="Why you may use what shows political opinions (UK GDPR, article 9(2)):"
        " explicit-consent, or not-for-profit for a body with a political aim that uses the data of"
        " its members and regular contacts.",
    )
    processors: Lines = Field(
        default_factory=list,
        description='Who handles data for you: ["Sample Mail Ltd (email)", "Sample Hosting Ltd"].',
    )
    outside_uk: str = Field(
        default="",
        description="Which of them are outside the United Kingdom, and how the data is protected"
        " there.",
    )
    registration: str = Field(
        default="",
        description="Your registration number at the Information Commissioner's Office.",
    )
    regulator: str = Field(
        default="",
        description="Where people complain to (default: the Information Commissioner's Office).",
    )


class Updates(Section):
    """News of your own work: whether people are asked if you may email it, and how it goes out."""

    basis: UpdatesBasis = Field(
        default=UpdatesBasis.NONE,
        description="none: nobody is asked. consent: a box that people tick. soft-opt-in: a box"
        " that people tick to refuse; for charities alone (organisation.charity_number).",
    )
    a_month: int = Field(
        default=2, ge=1, le=31, description="Maximum number of updates to one person in 30 days."
    )
    people: int = Field(
        default=1, ge=1, le=2, description="How many people have to say yes before one is sent."
    )


class Mail(Section):
    """How confirmation emails are sent."""

    sender: Email = Field(
        default="", description="The address that emails come from (default: the organisation's)."
    )
    host: str = Field(default="", description="The mail server, such as smtp.example.org.")
    port: int = Field(default=587, description="The server's port.")
    security: Literal["starttls", "tls", "none"] = Field(
        default="starttls",
        description="starttls (usual with port 587), tls (usual with port 465) or none.",
    )
    timeout: float = Field(default=30, gt=0, description="Seconds to wait for the server.")
    per_minute: int = Field(default=60, ge=1, description="Maximum number of emails in a minute.")
    username: str = Field(default="", description="The account at the server, if it needs one.")
    password: str = Field(
        default="",
        repr=False,
        description="Its password. Better in the environment, as CAMPAIGNER_MAIL__PASSWORD.",
    )


class Web(Section):
    """The address of the campaign pages: the start of links and QR codes."""

    address: Annotated[str, AfterValidator(_is_whole_site)] = Field(
        default=SAMPLE_ADDRESS, description="The address of the pages. Needed before signing."
    )
    proxies: Networks = Field(
        default_factory=list,
        description="Servers in front of the pages, whose word on where people come from is taken.",
    )
    embedded_on: Origins = Field(
        default_factory=list,
        description="Sites that may show the form in their pages, as https://partner.example.",
    )


class Retention(Section):
    """How long personal details are kept."""

    unconfirmed_days: int = Field(
        default=30, ge=1, description="Days until an unconfirmed signature is removed."
    )
    months_after_closing: int = Field(
        default=6, ge=0, description="Months until names are removed after a petition closes."
    )
    months_after_leaving: int = Field(
        default=12,
        ge=0,
        description="Months until an organiser's name is removed after their account is.",
    )
    sheet_picture_days: int = Field(
        default=90, ge=1, le=730, description="Days for which pictures of signed sheets are kept."
    )
    months_after_request: int = Field(
        default=6,
        ge=0,
        description="Months until it is removed who asked about their data, after the answer.",
    )
    backups_kept: int = Field(
        default=7,
        ge=1,
        le=366,
        description="How many backups are kept in the folder backups; older ones are removed.",
    )


class Desk(Section):
    """How organisers log in."""

    idle_minutes: int = Field(
        default=30, ge=1, le=1440, description="Minutes without work until a session ends."
    )
    session_hours: int = Field(
        default=12, ge=1, le=168, description="Hours until a session ends in any case."
    )
    fresh_minutes: int = Field(
        default=10,
        ge=1,
        le=120,
        description="Minutes after giving the password in which data can be exported or erased.",
    )
    invitation_days: int = Field(
        default=7, ge=1, le=30, description="Days for which an invitation can be accepted."
    )
    answer_hours: int = Field(
        default=72,
        ge=1,
        le=720,
        description="Hours in which a second person can say yes to what takes two people.",
    )
    download_days: int = Field(
        default=7, ge=1, le=90, description="Days for which letters can be fetched from the desk."
    )
    typed_twice: bool = Field(
        default=False,
        description="Whether two people type each paper sheet at the desk before it is counted.",
    )


class Fraud(Section):
    """What makes a signature suspect."""

    in_a_minute: int = Field(
        default=1, ge=1, description="Signatures from one network in a minute that are not suspect."
    )
    in_five_minutes: int = Field(default=5, ge=1, description="The same in five minutes.")
    throwaway_domains: bool = Field(
        default=False,
        description="Whether signatures with an address of a throw-away mailbox are suspect.",
    )
    shared_networks: Networks = Field(
        default_factory=list,
        description="Networks without limits, as 192.0.2.0/24: halls, libraries.",
    )
    seconds_to_fill: float = Field(
        default=3, description="Seconds: a form that is sent sooner was filled in by a machine."
    )


class Publication(Section):
    """The counts that are published."""

    floor: int = Field(default=5, ge=1, description="Areas with fewer signatures are left out.")
    witnesses: Annotated[list[WitnessKey], NoDecode, BeforeValidator(_as_lines)] = Field(
        default_factory=list,
        description="Public keys of the witnesses that cosign your checkpoints.",
    )


class Letters(Section):
    """How letters are made."""

    renderer: RendererChoice = Field(
        default=RendererChoice.AUTO,
        description="What makes the PDFs: auto (compiled for a batch, memo for one"
        " letter), plain (WeasyPrint as it is), memo"
        " (WeasyPrint with what it worked out for other letters, to the same bytes) or compiled"
        " (the fastest; the same pages in larger files).",
    )


class Replies(Section):
    """A mailbox that replies to letters are forwarded to, read by IMAP (optional)."""

    imap_host: str = Field(
        default="", description="The mailbox's server, such as imap.example.org."
    )
    imap_port: int = Field(default=993, ge=1, le=65535, description="The server's port.")
    imap_security: Literal["starttls", "tls", "none"] = Field(
        default="tls",
        description="tls (usual with port 993), starttls (usual with port 143) or none.",
    )
    imap_username: str = Field(default="", description="The account at the server.")
    imap_password: str = Field(
        default="",
        repr=False,
        description="Its password. Better in the environment, as"
        " CAMPAIGNER_REPLIES__IMAP_PASSWORD.",
    )
    imap_folder: str = Field(default="INBOX", description="The folder that is read.")


class Rehearsal(Section):
    """Trying everything out before a campaign opens: never where people really sign."""

    on: bool = Field(
        default=False,
        description="Whether everything is a rehearsal: the pages say so, and emails are written"
        " to the folder mail.",
    )
    days_ahead: int = Field(
        default=0,
        ge=-36_500,
        le=36_500,
        description="Days by which the clock of a rehearsal runs ahead.",
    )
