"""What languages are called at the desk."""

from __future__ import annotations

from campaigner.web.desk.frame.desk_page import AtDesk


def language_name(at: AtDesk, tag: str) -> str:
    """Returns the name of a language in that of the page, with a capital; the tag if it has none.

    A campaign can be in a language that nobody has a name for here.
    """
    from babel import Locale, UnknownLocaleError

    own = Locale.parse(at.language)
    try:
        name = Locale.parse(tag.replace("-", "_")).get_display_name(own)
    except (UnknownLocaleError, ValueError):
        name = own.languages.get(tag)
    return f"{name[:1].upper()}{name[1:]}" if name else tag
