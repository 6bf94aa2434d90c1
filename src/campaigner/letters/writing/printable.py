"""What of a supporter's words a page can show: no font has emoji, or letters of dead scripts."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from campaigner.errors import CampaignerError
from campaigner.letters.supporters import Supporter
from campaigner.rendering.fonts.scripts import fallback_fonts, named, never_drawn
from campaigner.vocabulary.letters import LetterForm

# What belongs to a picture, besides it: joiner, selectors, keycap, skin tones, tags.
_OF_PICTURES = "\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
_PART_OF_PICTURE = re.compile(f"[{_OF_PICTURES}]")
_BEFORE_POINT = re.compile(r"[ \t]+(?=[.,;:!?…)])")
_SPACES = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True)
class Printable:
    """A supporter whose words can be printed, and the characters that were left out of them."""

    supporter: Supporter
    left_out: tuple[str, ...] = ()

    @property
    def remark(self) -> str:
        """What to tell the sender, empty if nothing was left out."""
        return f"Left out, as no font has it: {named(self.left_out)}." if self.left_out else ""


def printable_in(forms: Collection[LetterForm], supporter: Supporter) -> Printable:
    """Returns a supporter without what no font draws in their own paragraph, if a PDF is made.

    Texts and emails keep every character. Raises CampaignerError, with the characters and what to
    install, if their name, their address or the letters of their paragraph need a font that is
    not there.
    """
    if LetterForm.PDF not in forms:
        return Printable(supporter)
    sender, wording = supporter.sender, supporter.wording
    head = "\n".join((sender.name, *sender.address, sender.signed_by))
    if not head.isascii():
        _check(head, "The name or the address cannot be printed.")
    if wording.personal.isascii():
        return Printable(supporter)
    missing = never_drawn(wording.personal)
    personal = _without(wording.personal, missing) if missing else wording.personal
    _check(personal, "The personal paragraph cannot be printed.")
    printed = replace(supporter, wording=replace(wording, personal=personal))
    return Printable(printed, tuple(_PART_OF_PICTURE.sub("", missing)))


def _check(text: str, what: str) -> None:
    try:
        fallback_fonts(text)
    except CampaignerError as error:
        raise CampaignerError(f"{what} {error.message}", hint=error.hint, code="no-font") from error


def _without(text: str, characters: str) -> str:
    """A text without some characters, what belonged to them, and the spaces that are left."""
    left_out = re.compile(
        f"[{re.escape(characters)}{_OF_PICTURES}]*[{re.escape(characters)}][{_OF_PICTURES}]*"
    )
    kept = _SPACES.sub(" ", _BEFORE_POINT.sub("", left_out.sub("", text)))
    return "\n".join(line.strip() for line in kept.split("\n")).strip()
