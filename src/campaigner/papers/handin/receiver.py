"""Who receives a hand-in pack: the lines on its letter, and how they are greeted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.errors import UsageError
from campaigner.petitions.opening import OpenPetition
from campaigner.representatives.models import Representative
from campaigner.representatives.names import name_key, read_name
from campaigner.representatives.searching import in_office
from campaigner.text import comparison_key
from campaigner.typed_words import clean_line


@dataclass(frozen=True, slots=True)
class Receiver:
    """The name on the cover, the lines of the address, the greeting and how the letter ends."""

    name: str
    address: tuple[str, ...]
    greeting: str
    sign_off: str


def receiver_of(here: OpenPetition, to: str, language: str, words: Mapping[str, str]) -> Receiver:
    """Returns who is meant: somebody in office by their name or post, or any other words.

    Raises UsageError if several people in office have that name, or it has control characters.
    """
    name = clean_line(to)
    if not name:
        return Receiver("", (), words["dear_all"], words["sign_off_all"])
    known = in_office(
        here.database, name, language=language, today=here.today, parts=("name", "post")
    )
    exact = [
        each
        for each in known
        if comparison_key(name) in (comparison_key(each.name), comparison_key(each.post))
    ]
    found = exact or [each for each in known if _is_called(each, name)]
    if len({each.id for each in found}) > 1:
        raise UsageError(
            f"Several people in office are called “{name}”.",
            hint="Write the name in full with its title, as it should be on the letter.",
            code="several-receivers",
        )
    if found:
        one = found[0]
        return Receiver(one.envelope_name, one.address, one.salutation, words["sign_off"])
    return Receiver(name, (), words["dear"].replace("{name}", name), words["sign_off"])


def _is_called(each: Representative, name: str) -> bool:
    """Whether a name is somebody's, written without the title or with letters after it."""
    title = read_name(name).title
    key = name_key(name)
    return bool(key) and key == name_key(each.name) and title in ("", read_name(each.name).title)
