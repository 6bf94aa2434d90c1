"""What an organisation says once, in ``campaigner.toml`` or the environment.

Every key can be given as ``CAMPAIGNER_SECTION__KEY`` in the environment, which wins over the
file: ``CAMPAIGNER_ORGANISATION__NAME="Sample Rights"``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from campaigner.errors import ProblemsFound, did_you_mean
from campaigner.problems import Problem, shown_path
from campaigner.toml import Key, TomlFile, read_toml

ENVIRONMENT_PREFIX = "CAMPAIGNER_"


def _as_lines(value: Any) -> Any:
    if isinstance(value, str):
        return [line.strip() for line in value.replace(",", "\n").splitlines() if line.strip()]
    return value


Lines = Annotated[list[str], BeforeValidator(_as_lines)]


class Section(BaseModel):
    """A table of ``campaigner.toml``; a key that it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Organisation(Section):
    """Who campaigns: shown on letters' campaign line, pages and hand-in papers."""

    name: str = ""
    address: Lines = Field(default_factory=list)
    email: str = ""
    telephone: str = ""
    website: str = ""


class DataController(Section):
    """Who answers for the personal data, as the privacy notice has to say."""

    name: str = ""
    contact: str = ""
    privacy_notice: str = ""


class Mail(Section):
    """How confirmation mails leave."""

    sender: str = ""
    host: str = ""
    port: int = 587
    username: str = ""
    password: str = Field(default="", repr=False)


class Web(Section):
    """Where the campaign pages are reached: the start of links and QR codes."""

    address: str = "https://example.org"


class Retention(Section):
    """How long what names a person is kept."""

    unconfirmed_days: int = Field(default=30, ge=1)
    months_after_closing: int = Field(default=6, ge=0)


class Settings(BaseSettings):
    """All that ``campaigner.toml`` can say."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix=ENVIRONMENT_PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
    )

    organisation: Organisation = Field(default_factory=Organisation)
    data_controller: DataController = Field(default_factory=DataController)
    mail: Mail = Field(default_factory=Mail)
    web: Web = Field(default_factory=Web)
    retention: Retention = Field(default_factory=Retention)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file, which comes in as the initial values."""
        del dotenv_settings, file_secret_settings, settings_cls
        return (env_settings, init_settings)


def load_settings(path: Path) -> Settings:
    """The settings of a workspace: its ``campaigner.toml``, if any, and the environment.

    Raises ProblemsFound, with file and line, where something in them is wrong.
    """
    file = read_toml(path) if path.exists() else TomlFile(path, {}, {})
    try:
        return Settings(**file.values)
    except ValidationError as error:
        problems = [_problem(file, detail) for detail in error.errors(include_url=False)]
        raise ProblemsFound(f"{shown_path(path)} has a mistake.", problems) from error


def _problem(file: TomlFile, detail: Any) -> Problem:
    key: Key = tuple(detail["loc"])
    unknown = detail["type"] == "extra_forbidden"
    dotted = ".".join(str(part) for part in key)
    if file.values and key[:1] and key[0] in file.values:
        path, line = shown_path(file.path), file.line_of(key)
    else:
        path, line = (
            f"environment variable {ENVIRONMENT_PREFIX}{'__'.join(map(str, key)).upper()}",
            0,
        )
    return Problem(
        path=path,
        line=line,
        code="unknown-key" if unknown else "invalid-value",
        message=f"there is no key “{dotted}”." if unknown else f"“{dotted}”: {detail['msg']}.",
        hint=did_you_mean(str(key[-1]), known_keys(Settings, key[:-1])) if unknown else "",
    )


def known_keys(model: type[BaseModel], within: Iterable[str | int]) -> list[str]:
    """The keys that a model knows at a place inside it."""
    current: type[BaseModel] = model
    for part in within:
        annotation = current.model_fields[str(part)].annotation
        assert isinstance(annotation, type)
        assert issubclass(annotation, BaseModel)
        current = annotation
    return list(current.model_fields)
