"""The settings of an organisation, in ``campaigner.toml`` or the environment.

Every key can be set as ``CAMPAIGNER_SECTION__KEY`` in the environment, which wins over the file:
``CAMPAIGNER_ORGANISATION__NAME="Sample Rights"``.
"""

from __future__ import annotations

import ipaddress
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from campaigner.errors import ProblemsFound, UsageError
from campaigner.problems import Problem
from campaigner.shelf import Shelf, Stamp, in_this_moment, stamp_of
from campaigner.text import is_text
from campaigner.time_zones import machine_zone, zone_named
from campaigner.toml import TomlFile, read_toml
from campaigner.validation import Email, NotValid, problems_of
from campaigner.vocabulary import LawfulBasis, SpecialCategoryCondition, UpdatesBasis
from campaigner.web_addresses import AddressRefused, page_address, site_address

ENVIRONMENT_PREFIX = "CAMPAIGNER_"
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
    for each in value:
        ipaddress.ip_network(each, strict=False)
    return value


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
    """Whether you ask those who sign if you may email them about your own work."""

    basis: UpdatesBasis = Field(
        default=UpdatesBasis.NONE,
        description="none: nobody is asked. consent: a box that people tick. soft-opt-in: a box"
        " that people tick to refuse; for charities alone (organisation.charity_number).",
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

    address: Annotated[str, AfterValidator(_is_site)] = Field(
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


class ControllerUnfilled(UsageError):
    """The settings do not say who answers for people's data: nothing may go to the public."""

    code = "data-controller-unfilled"


class Settings(BaseSettings):
    """Everything in ``campaigner.toml``."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix=ENVIRONMENT_PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
    )

    organisation: Organisation = Field(default_factory=Organisation)
    data_controller: DataController = Field(default_factory=DataController)
    privacy: Privacy = Field(default_factory=Privacy)
    updates: Updates = Field(default_factory=Updates)
    mail: Mail = Field(default_factory=Mail)
    web: Web = Field(default_factory=Web)
    retention: Retention = Field(default_factory=Retention)
    fraud: Fraud = Field(default_factory=Fraud)
    publication: Publication = Field(default_factory=Publication)
    rehearsal: Rehearsal = Field(default_factory=Rehearsal)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, whose values are the initial ones."""
        del dotenv_settings, file_secret_settings, settings_cls
        return (env_settings, init_settings)

    @property
    def unfilled(self) -> list[str]:
        """The keys that papers and emails need and ``campaigner.toml`` does not have yet."""
        needed = {
            "organisation.name": bool(self.organisation.name),
            "web.address": self.web.address != SAMPLE_ADDRESS,
        }
        return [key for key, there in needed.items() if not there]

    def check_controller(self) -> None:
        """Check that people can be told who answers for their data, before anything goes to them.

        Raises ControllerUnfilled.
        """
        controller = self.data_controller
        given = {"name": controller.name, "contact": controller.contact}
        if missing := [key for key, value in given.items() if not value.strip()]:
            lacks = " and ".join(f"“{key}”" for key in missing)
            raise ControllerUnfilled(
                "campaigner.toml does not say who answers for people's data:"
                f" {lacks} under [data_controller] {'is' if len(missing) == 1 else 'are'} empty.",
                hint="Fill in the name of the organisation, and the address (email or postal) that"
                " people can write to about their data.",
            )


def current_settings(path: Path) -> Settings:
    """As ``load_settings``, but read again only if the file or the environment has changed."""
    return _kept.get(path)


def load_settings(path: Path) -> Settings:
    """The settings of a workspace: its ``campaigner.toml``, if any, and the environment.

    Raises ProblemsFound, with file and line, if something in them is wrong.
    """
    file = read_toml(path) if path.exists() else TomlFile(path, {}, {})
    if unreadable := [Problem(*each) for each in _not_text_in_environment()]:
        raise ProblemsFound("The settings have a mistake.", unreadable)
    try:
        return Settings(**file.values)
    except SettingsError as error:
        raise ProblemsFound("The settings have a mistake.", list(_unreadable_sections())) from error
    except ValidationError as error:
        raise ProblemsFound(
            "The settings have a mistake.",
            [
                replace(problem, path=f"environment variable {variable}", line=0)
                if (variable := _variable(detail["loc"], file))
                else problem
                for problem, detail in zip(
                    problems_of(error, Settings, file), error.errors(), strict=True
                )
            ],
        ) from error


def _not_text_in_environment() -> Iterator[tuple[str, int, str, str]]:
    for variable, value in os.environ.items():
        if _is_setting(variable) and not is_text(value):
            where = f"environment variable {variable}"
            yield where, 0, "not-text", "this contains characters that cannot be read."


def _unreadable_sections() -> Iterator[Problem]:
    """The variables that stand for a whole section, and are not JSON: one has to be there."""
    for variable, value in os.environ.items():
        section = variable.upper().removeprefix(ENVIRONMENT_PREFIX).lower()
        if _is_setting(variable) and section in Settings.model_fields and value:
            try:
                json.loads(value)
            except ValueError:
                yield Problem(
                    f"environment variable {variable}",
                    0,
                    "not-a-section",
                    "this is not a section in JSON.",
                    f'Set one key of it, such as {variable}__KEY, or write JSON: {{"KEY": …}}.',
                )


def _variable(key: tuple[str | int, ...], file: TomlFile) -> str:
    """The environment variable that a key came from; empty if it stands in the file only."""
    names = [part for part in key if isinstance(part, str)]  # and not which of a list
    variable = ENVIRONMENT_PREFIX + "__".join(names).upper()
    if variable in os.environ:
        return variable
    current: object = file.values
    for part in names:
        if isinstance(current, dict) and part not in current:
            return variable
        current = current[part] if isinstance(current, dict) else None
    return ""


def _stamp(path: Path) -> Stamp:
    file = stamp_of([path])
    environment = ((key, os.environ[key]) for key in os.environ if _is_setting(key))
    return Stamp((*file.files, *environment), file.newest)


def _is_setting(variable: str) -> bool:
    return variable.upper().startswith(ENVIRONMENT_PREFIX)


_kept = Shelf(load_settings, _stamp)
