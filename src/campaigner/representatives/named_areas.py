"""Areas as people and other systems write them: a code in any case, an old code, a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from campaigner.representatives import schemes
from campaigner.store import areas
from campaigner.store.database import Database
from campaigner.text import comparison_key, slug

_CODE = re.compile(r"\b[EWSN]\d{8}\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:&|\band\b|\ba\b|\bac\b)\s*", re.IGNORECASE)
# What an area is, in front of its name or behind it.
_KIND = re.compile(
    r"^(?:the\s+)?(?:constituency|ward|etholaeth|district)\s+(?:of\s+)?"
    r"|,?\s+(?:(?:county|borough|burgh|parliamentary|uk|westminster|senedd)\s+)*"
    r"(?:constituency|ward|division|etholaeth|cc|bc)$",
    re.IGNORECASE,
)


def areas_named(database: Database, text: str, wanted: Collection[str] = ()) -> list[int]:
    """Returns the ids of the areas that a text is the code or the name of.

    ``wanted`` are the schemes to look in, all if there are none. Names are compared without
    accents and punctuation (``Ynys Mon`` is ``Ynys Môn``), with ``&`` for ``and``, and in every
    language in which they are known. Several areas can have one name.
    """
    for found in (_by_code(database, text), _by_name(database, text)):
        ids = dict.fromkeys(found)
        if wanted:
            ids = {each: None for each in ids if _scheme(database, each) in wanted}
        if ids:
            return list(ids)
    return []


def _by_code(database: Database, text: str) -> Iterator[int]:
    plain = text.strip()
    if not comparison_key(plain):
        return
    codes = [plain, plain.upper(), plain.lower(), *(code.upper() for code in _CODE.findall(text))]
    for code in dict.fromkeys(codes):
        yield from areas.find_in_any_scheme(database.conn, code)
        for scheme in ("uk-constituency",):
            yield from areas.find_in_any_scheme(database.conn, schemes.current_code(scheme, code))


def _by_name(database: Database, text: str) -> Iterator[int]:
    without = _KIND.sub("", text.strip())
    for name in dict.fromkeys((text.strip(), without)):
        if not comparison_key(name):
            continue
        for variant in (name, _AND.sub(" and ", name), _AND.sub(" ", name)):
            yield from areas.find_named(database.conn, comparison_key(variant))
        yield from areas.find_in_any_scheme(database.conn, slug(name))


def _scheme(database: Database, area: int) -> str:
    scheme: str = areas.get(database.conn, area)["scheme"]
    return scheme
