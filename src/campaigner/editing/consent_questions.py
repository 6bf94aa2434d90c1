"""The questions of consent that a partner asks: a box each in the editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaigner.editing.definition import Append, Edit, Remove, Set
from campaigner.toml import Key
from campaigner.vocabulary.consents import ContactChannel, ContactPurpose

OWN_QUESTION = f"{ContactPurpose.CAMPAIGN}/{ContactChannel.EMAIL}"
"""The question that ``consent`` is short for."""


def asked_as(question: Mapping[str, Any]) -> str:
    """Returns the name of a question's box: ``news/email``."""
    return f"{question.get('purpose', '')}/{question.get('channel', ContactChannel.EMAIL)}"


def question_of(name: str) -> dict[str, str]:
    """Returns the question of a box, as a definition has it."""
    purpose, _, channel = name.partition("/")
    return {"purpose": purpose, "channel": channel}


def question_edits(key: Key, now: Any, typed: str) -> list[Edit]:
    """Returns the edits that leave the questions whose boxes are ticked, a line each.

    A question that stays keeps its own words.
    """
    wanted = [each for each in typed.split("\n") if each]
    questions = [each for each in now if isinstance(each, dict)] if isinstance(now, list) else []
    names = [asked_as(each) for each in questions]
    added = [question_of(each) for each in wanted if each not in names]
    if not questions:
        return [Set(key, added)] if added else [Remove(key)]
    edits: list[Edit] = [Append(key, each) for each in added]
    gone = [place for place, name in enumerate(names) if name not in wanted]
    return [*edits, *(Remove((*key, place)) for place in reversed(gone))]
