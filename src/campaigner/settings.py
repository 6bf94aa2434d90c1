"""The settings of an organisation, in ``campaigner.toml`` or the environment.

Every key can be set as ``CAMPAIGNER_SECTION__KEY`` in the environment, which wins over the file:
``CAMPAIGNER_ORGANISATION__NAME="Sample Rights"``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from campaigner.control_characters import codes_in, control_characters
from campaigner.errors import ProblemsFound, UsageError
from campaigner.files import read_text
from campaigner.problems import Problem
from campaigner.setting_tables import (
    SAMPLE_ADDRESS,
    DataController,
    Desk,
    Fraud,
    Letters,
    Mail,
    Organisation,
    Privacy,
    Publication,
    Rehearsal,
    Replies,
    Retention,
    Updates,
    Web,
)
from campaigner.shelf import Shelf, Stamp, stamp_of
from campaigner.text import is_text
from campaigner.toml import TomlFile, toml_of
from campaigner.validation import problems_of

ENVIRONMENT_PREFIX = "CAMPAIGNER_"
_PREFIX = ENVIRONMENT_PREFIX.encode()


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
    letters: Letters = Field(default_factory=Letters)
    replies: Replies = Field(default_factory=Replies)
    mail: Mail = Field(default_factory=Mail)
    web: Web = Field(default_factory=Web)
    desk: Desk = Field(default_factory=Desk)
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

    The same text and environment are not checked twice.
    Raises ProblemsFound, with file and line, if something in them is wrong.
    """
    text = read_text(path) if path.exists() else ""
    seen = (text, *_environment())
    if (known := _checked.get(seen)) is None:
        known = _settings_in(toml_of(text, path))
        if len(_checked) >= _MOST:
            _checked.clear()
        _checked[seen] = known
    return known


def settings_in(text: str, path: Path) -> Settings:
    """Returns the settings that a text says, as if it were in the file. Raises ProblemsFound."""
    return _settings_in(toml_of(text, path))


def _settings_in(file: TomlFile) -> Settings:
    if unreadable := [Problem(*each) for each in _unprintable_in_environment()]:
        raise ProblemsFound("The settings have a mistake.", unreadable)
    if unprintable := list(control_characters(file)):
        raise ProblemsFound("The settings have a mistake.", unprintable)
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


def _unprintable_in_environment() -> Iterator[tuple[str, int, str, str]]:
    for variable, value in os.environ.items():
        if _is_setting(variable) and not is_text(value):
            where = f"environment variable {variable}"
            yield where, 0, "not-text", "this contains characters that cannot be read."
        elif _is_setting(variable) and (codes := codes_in(value)):
            where = f"environment variable {variable}"
            yield where, 0, "control-characters", f"this contains control characters ({codes})."


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


def variable_of(table: str, key: str) -> str:
    """Returns the environment variable that a setting can have."""
    return f"{ENVIRONMENT_PREFIX}{table}__{key}".upper()


def variable_in_use(table: str, key: str) -> bool:
    """Returns whether a setting has its value from the environment."""
    variable = variable_of(table, key)
    return any(variable == each.upper() and os.environ[each] for each in os.environ)


def _stamp(path: Path) -> Stamp:
    file = stamp_of([path])
    return Stamp((*file.files, *_environment()), file.newest)


def _environment() -> list[tuple[bytes, bytes]] | list[tuple[str, str]]:
    if os.supports_bytes_environ:  # nothing to decode: asked for at every look at the settings
        names = [name for name in os.environb if name.upper().startswith(_PREFIX)]
        return [(name, os.environb[name]) for name in names]
    return [(name, os.environ[name]) for name in os.environ if _is_setting(name)]


def _is_setting(variable: str) -> bool:
    return variable.upper().startswith(ENVIRONMENT_PREFIX)


_MOST = 16
_checked: dict[tuple[object, ...], Settings] = {}
_kept = Shelf(load_settings, _stamp)
