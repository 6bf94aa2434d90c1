"""What the tables of a campaign's definition are made of: texts, names, addresses, and a table."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    StringConstraints,
)

from campaigner.validation import LANGUAGE_TAG, LONGEST_NAME, PLAIN_NAME


def _localised(value: Any) -> Any:
    return {"en": value} if isinstance(value, str) else value


def _web_address(value: str) -> str:
    HttpUrl(value)
    return value


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG)]
Name = Annotated[str, StringConstraints(pattern=PLAIN_NAME, max_length=LONGEST_NAME)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Localised = Annotated[
    dict[Language, Words],
    BeforeValidator(_localised),
    Field(min_length=1, description="A text in each language; a plain text is English."),
]


class Part(BaseModel):
    """A table of the definition; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)
