"""The directory of representatives: fill it from a file or a parliament, list it, search it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING

from campaigner.countries import country_code
from campaigner.errors import UnknownName, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.representatives import lookup
from campaigner.representatives.lookup import representative_numbered
from campaigner.representatives.models import Representative, Vacancy
from campaigner.representatives.named_areas import areas_named
from campaigner.representatives.names import name_key
from campaigner.representatives.recipients import Recipients, Wanted, pick_recipients
from campaigner.representatives.searching import in_office, search
from campaigner.representatives.upkeep.origins import note_import
from campaigner.store import areas
from campaigner.store.shadows import shadowed
from campaigner.tables import AnyFile, Table, table_file
from campaigner.vocabulary.houses import House, Parliament
from campaigner.vocabulary.papers import FileFormat
from campaigner.vocabulary.representatives import Role

if TYPE_CHECKING:
    from campaigner.representatives.report import Report

_HOUSES = {House.COMMONS: (1,), House.LORDS: (2,), House.BOTH: (1, 2)}


def import_people(
    here: OpenWorkspace,
    file: AnyFile,
    *,
    role: Role | None = None,
    scheme: str = "",
    country: str = "",
    mapping: Mapping[str, str] | None = None,
    file_format: FileFormat | None = None,
    as_of: date | None = None,
    dry_run: bool = False,
    seen: Callable[[Table], None] = lambda _: None,
    origin: str = "",
) -> Report:
    """Adds the representatives in a file and updates those that are known.

    What the caller does not say is read from the file. ``as_of`` is a day on which the file is
    complete: those who are not in it have left office. ``seen`` is given a table before anything
    is written; with ``dry_run`` nothing is, and nobody waits. ``origin`` is where the data is from
    (default: the file's name).
    Raises CampaignerError (ProblemsFound, UsageError) if nothing in the file can be used.
    """
    from campaigner.representatives.importers import Options, import_representatives

    code = country_code(country) if country else ""
    options = Options(role or "", scheme, code, mapping or {})
    said = origin or table_file(file).named.name
    with shadowed(here.database) if dry_run else nullcontext():
        return import_representatives(
            here.database,
            file,
            options=options,
            file_format=file_format,
            as_of=as_of,
            today=here.today,
            seen=seen,
            done=lambda report: None if dry_run else note_import(here, report, said, as_of),
        )


def fetch_people(
    here: OpenWorkspace,
    parliament: Parliament,
    *,
    house: House = House.COMMONS,
    contacts: bool = False,
    base_url: str = "",
    say: Callable[[str], None] = lambda _: None,
) -> Report:
    """Fetches the members of a parliament and imports them; those not among them have left.

    ``contacts`` also fetches each member's contact details, which takes a request each. ``say``
    is told how far it has come. What was fetched is kept for a day in the workspace.
    Raises CampaignerError if the server cannot be reached or its answers do not fit together.
    """
    from campaigner.representatives.fetch import UK_PARLIAMENT, Server, fetch_members
    from campaigner.representatives.importers import import_documents

    cache = here.workspace.root / ".cache" / parliament
    server = Server(cache, base_url or UK_PARLIAMENT, say=say)
    found = fetch_members(server, _HOUSES[house], contacts=contacts, now=here.now)
    return import_documents(
        here.database,
        found,
        source=server.base_url,
        as_of=here.today,
        today=here.today,
        done=lambda report: note_import(here, report, server.base_url, here.today),
    )


def people_in_office(
    here: OpenWorkspace, role: Role | None = None, language: str = "en", *, to_check: bool = False
) -> list[Representative]:
    """Returns everyone in office today, or those in one role.

    ``to_check`` leaves only those who have a form of address that was derived by the rules, or
    no postal address.
    """
    found = lookup.representatives(
        here.database, role=role or "", language=language, today=here.today
    )
    return [person for person in found if person.derived or person.lacks or not to_check]


def seats_vacant(
    here: OpenWorkspace, role: Role | None = None, language: str = "en"
) -> list[Vacancy]:
    """Returns the seats that nobody holds, or those in one role."""
    return lookup.vacant_seats(here.database, role or "", language)


def find_people(
    here: OpenWorkspace,
    text: str,
    roles: Sequence[Role] = (),
    *,
    area: str = "",
    language: str = "en",
) -> Recipients:
    """Returns those whom a text means: by postcode, name, office, organisation or area.

    Raises PostcodeError for a text with a number that is none of these, UsageError for an
    unknown ``area``, which chooses among those of a postcode.
    """
    return search(here.database, text, list(roles), area=area, language=language, today=here.today)


def who_represents(
    here: OpenWorkspace,
    postcode: str,
    roles: Sequence[Role] = (),
    *,
    area: str = "",
    language: str = "en",
) -> Recipients:
    """Returns who represents a postcode, in some roles or in all.

    A postcode that lies in several areas gives ``choices``; ``area`` is the code of one of them.
    Raises PostcodeError if the text is not a valid postcode, UsageError for an unknown area.
    """
    wanted = [Wanted(role) for role in roles]
    return pick_recipients(
        here.database, postcode, wanted, area=area, language=language, today=here.today
    )


def one_in_office(
    here: OpenWorkspace, text: str, role: Role | None = None, area: str = ""
) -> Representative:
    """Returns the one person in office whom a text means: a number of a membership, or a name.

    Raises UnknownName if nobody has that name, UsageError if several have it.
    """
    if text.strip().isdecimal():
        return representative_numbered(here.database, int(text))
    found = _called(here, text, role, area)
    if len(found) == 1:
        return found[0]
    if not found:
        everyone = lookup.representatives(here.database, role=role or "", today=here.today)
        raise UnknownName("representative", text, {person.name for person in everyone})
    listed = "; ".join(f"{each.membership}: {each.described}" for each in found[:12])
    raise UsageError(
        f"Several people are called “{text.strip()}”.",
        hint=f"Choose one by the number: {listed}.",
        code="several-people",
    )


def _called(here: OpenWorkspace, text: str, role: Role | None, area: str) -> list[Representative]:
    """Those in office of a name; if nobody has exactly that, those in whose name it is."""
    roles = [role] if role else []
    found = in_office(here.database, text, roles, today=here.today, parts=("name",))
    if area:
        ids = areas_named(here.database, area)
        codes = {areas.get(here.database.conn, each)["code"] for each in ids}
        found = [person for person in found if person.area and person.area.code in codes]
    exactly = [person for person in found if name_key(person.name) == name_key(text)]
    return exactly or found
