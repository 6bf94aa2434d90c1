"""The mistakes that pydantic finds in a TOML file, as problems with their line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import AfterValidator, BaseModel, ValidationError

from campaigner.emails import EmailRefused, parse_email
from campaigner.errors import did_you_mean
from campaigner.problems import Problem, shown_path

if TYPE_CHECKING:
    from campaigner.toml import Key, TomlFile


_WRONG = {
    ("date_",): "is not a valid date",
    ("datetime_", "timezone_"): "is not a valid time with a time zone",
    ("int_",): "is not a whole number",
    ("float_",): "is not a number",
    ("bool_",): "is neither true nor false",
    ("string_type",): "is not text",
    ("list_",): "is not a list",
    ("dict_", "model_"): "is not a table",
    ("url_",): "is not a valid web address",
    ("greater_than_equal",): "must be {ge} or more",
    ("greater_than",): "must be more than {gt}",
    ("less_than_equal",): "must be {le} or less",
}
_QUOTED = re.compile(r"'([^']*)'")
LANGUAGE_TAG = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
PLAIN_NAME = r"^[a-z0-9][a-z0-9-]*$"
LONGEST_NAME = 60
_PATTERNS = {
    LANGUAGE_TAG: "a valid language tag, such as en or cy",
    PLAIN_NAME: "a name of small letters, digits and hyphens, such as right-to-food",
}


class NotValid(ValueError):
    """A value that cannot be used, as a validator finds it; the message is a clause.

    ``hint`` says what to write, ``code`` is that of the problem.
    """

    def __init__(self, message: str, hint: str = "", code: str = "invalid-value") -> None:
        super().__init__(message)
        self.hint = hint
        self.code = code


def _is_email(value: str) -> str:
    try:
        return parse_email(value) if value.strip() else ""
    except EmailRefused as refused:
        raise NotValid("this is not a valid email address", refused.hint, "invalid-email") from None


Email = Annotated[str, AfterValidator(_is_email)]
"""An email address that mail can be sent to, or nothing."""


def is_plain_name(text: str) -> bool:
    """Returns whether a text can name a campaign, a fact, an ask: ``right-to-food``."""
    return len(text) <= LONGEST_NAME and re.fullmatch(PLAIN_NAME[1:-1], text) is not None


def problems_of(error: ValidationError, model: type[BaseModel], file: TomlFile) -> list[Problem]:
    """Returns a problem for each mistake: an unknown key, a missing key, an invalid value."""
    return [
        _problem(detail, model, file)
        for detail in error.errors(include_url=False)
        if detail["type"] != "default_factory_not_called"  # only follows from another finding
    ]


def _problem(detail: Any, model: type[BaseModel], file: TomlFile) -> Problem:
    key: Key = tuple(part for part in detail["loc"] if part != "[key]")
    name = dotted(key)
    code, message, hint = "invalid-value", _invalid(name, detail), ""
    if detail["type"] == "extra_forbidden":
        code, message = "unknown-key", f"unknown key “{name}”."
        hint = did_you_mean(str(key[-1]), known_keys(model, key[:-1]))
    elif detail["type"] == "value_error":
        error = detail["ctx"]["error"]
        message = f"“{name}”: {error}."
        if isinstance(error, NotValid):
            code, hint = error.code, error.hint
    elif detail["type"] in ("string_too_short", "too_short"):
        message = f"“{name}” is empty."
    elif detail["type"] == "string_pattern_mismatch":
        wanted = _PATTERNS.get(detail["ctx"]["pattern"], "written correctly")
        message = f"“{name}” is not {wanted}."
    elif detail["type"] == "missing":
        code, message = "missing-key", f"“{name}” is missing."
    elif detail["type"] in ("literal_error", "enum"):
        code, message = _unknown(key, detail)
        hint = did_you_mean(str(detail["input"]), _QUOTED.findall(detail["ctx"]["expected"]))
    return Problem(shown_path(file.path), file.line_of(key), code, message, hint, key=key)


def _unknown(key: Key, detail: Any) -> tuple[str, str]:
    """Code and message for what is not in a fixed list, a value or a key."""
    if "[key]" in detail["loc"]:
        return "unknown-key", f"unknown key “{dotted(key)}”."
    kind = next(part for part in reversed(key) if isinstance(part, str))
    return f"unknown-{kind}", f"“{dotted(key)}”: unknown {kind} “{detail['input']}”."


def _invalid(name: str, detail: Any) -> str:
    """What is wrong with a value, in plain words if there are some for this kind of mistake."""
    for kinds, words in _WRONG.items():
        if detail["type"].startswith(kinds):
            return f"“{name}” {words.format_map(detail.get('ctx', {}))}."
    return f"“{name}”: {detail['msg'].removeprefix('Value error, ')}."


def dotted(key: Iterable[str | int]) -> str:
    """A key as people read it; the tables of an array count from 1: ``facts[2].source``."""
    name = ""
    for part in key:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def known_keys(model: type[BaseModel], within: Iterable[str | int]) -> list[str]:
    """The keys that a model knows at a place inside it; none if any key may stand."""
    current: type[BaseModel] | None = model
    for part in within:
        if current is not None and isinstance(part, str):
            field = current.model_fields.get(part)
            current = next(_models(field.annotation), None) if field else None
    return list(current.model_fields) if current else []


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
