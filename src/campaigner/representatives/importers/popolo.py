"""Popolo JSON in its dialects.

Names are under ``names`` or ``other_names`` or are maps of languages; related things are
embedded or named by id; an area belongs to the membership or to its post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from campaigner.problems import Problem
from campaigner.representatives.importers.documents import Document, Tree, day, text, tree, trees
from campaigner.representatives.importers.options import Options
from campaigner.representatives.records import AreaRecord, Contact, MembershipRecord, PersonRecord
from campaigner.representatives.roles import read_role, scheme_of_role
from campaigner.representatives.schemes import area_column, official_code, scheme_of_code
from campaigner.text import slug

_DIVISION = re.compile(r"(?:^|/)([a-z]+):([^/]+)$")  # country:gb/country:sct/spc:s16000090
_KINDS: Final = {"email": "email", "phone": "telephone", "voice": "telephone", "cell": "mobile"} | {
    kind: kind for kind in ("telephone", "fax", "address", "website", "twitter")
}


def matches(document: Document) -> bool:
    """Whether a document is Popolo: collections of persons, or persons with memberships."""
    data = document.data
    if isinstance(data, dict):
        return isinstance(data.get("persons", data.get("people")), list | dict)
    return any("memberships" in person and "name" in person for person in trees(data)[:1])


def read(
    documents: list[Document], options: Options, problems: list[Problem], path: str
) -> Iterator[PersonRecord]:
    """The people who hold a role, each with all their memberships, but for parties."""
    for document in documents:
        data = document.data if isinstance(document.data, dict) else {"persons": document.data}
        collections = _Collections.of(data)
        held = _memberships(data, collections)
        persons = _listed(data.get("persons", data.get("people")))
        for number, person in enumerate(persons, start=1):
            record = _person(number, person, held, collections, options)
            if isinstance(record, PersonRecord):
                yield record
            elif record:
                problems.append(Problem(path, number, "no-name", record))


@dataclass(frozen=True)
class _Collections:
    """What memberships refer to, by id."""

    organizations: Mapping[str, Tree]
    areas: Mapping[str, Tree]
    posts: Mapping[str, Tree]
    events: Mapping[str, Tree]

    @classmethod
    def of(cls, data: Tree) -> _Collections:
        organizations = _listed(data.get("organizations"))
        embedded = [post for body in organizations for post in trees(body.get("posts"))]
        posts = _listed(data.get("posts")) + embedded
        return cls(
            organizations=_by_id(organizations),
            areas=_by_id(_listed(data.get("areas"))),
            posts=_by_id(posts),
            events=_by_id(_listed(data.get("events"))),
        )

    def related(self, holder: Tree, name: str) -> Tree:
        """The thing that is embedded under a name, or meant by an id under ``name_id``."""
        known: Mapping[str, Tree] = {
            "organization": self.organizations,
            "on_behalf_of": self.organizations,
            "area": self.areas,
            "post": self.posts,
            "legislative_period": self.events,
        }[name]
        value = holder.get(name)
        if isinstance(value, dict):
            return known.get(text(value.get("id")), {}) | value
        return known.get(text(value) or text(holder.get(f"{name}_id")), {})


def _listed(value: Any) -> list[Tree]:
    return trees(list(value.values())) if isinstance(value, dict) else trees(value)


def _by_id(items: list[Tree]) -> dict[str, Tree]:
    return {text(item.get("id")): item for item in items if item.get("id")}


def _memberships(data: Tree, collections: _Collections) -> dict[str, list[Tree]]:
    """Memberships by their person's id, from the top level and from organizations."""
    held: dict[str, list[Tree]] = {}
    inside = [
        {"organization_id": identifier, **membership}
        for identifier, body in collections.organizations.items()
        for membership in trees(body.get("memberships"))
    ]
    for membership in _listed(data.get("memberships")) + inside:
        person = membership.get("person")
        owner = text(tree(person).get("id") or person or membership.get("person_id"))
        held.setdefault(owner, []).append(membership)
    return held


def _person(
    number: int,
    person: Tree,
    held: Mapping[str, list[Tree]],
    collections: _Collections,
    options: Options,
) -> PersonRecord | str:
    """The person's record; empty if they hold no role; or what is wrong."""
    identifier = text(person.get("id"))
    memberships = tuple(
        record
        for membership in held.get(identifier, []) + trees(person.get("memberships"))
        if (record := _membership(membership, collections, options))
    )
    if not memberships:
        return ""
    name, names = _names(person)
    if not name:
        return "this person has no name."
    return PersonRecord(
        row=number,
        name=name,
        memberships=memberships,
        identifiers=_identifiers(person, identifier),
        title=text(person.get("honorific_prefix")),
        given_name=text(person.get("given_name")),
        family_name=text(person.get("family_name")),
        died=day(person.get("death_date")),
        names=names,
        contacts=_contacts(person),
    )


def _names(person: Tree) -> tuple[str, dict[str, str]]:
    """The name, and the names in languages in which it differs."""
    name, by_language = _worded(person.get("name"))
    others = trees(person.get("other_names")) + trees(person.get("names"))
    for other in others:
        language, said = text(other.get("lang") or other.get("language")), text(other.get("name"))
        if language and said and not other.get("end_date"):
            by_language.setdefault(language, said)
        elif not name and said:
            name = said
    parts = f"{text(person.get('given_name'))} {text(person.get('family_name'))}".strip()
    name = name or parts or next(iter(by_language.values()), "")
    return name, {language: said for language, said in by_language.items() if said != name}


def _worded(value: Any) -> tuple[str, dict[str, str]]:
    """A text and its translations: ``{"lang:en": …, "lang:cy": …}`` or plain words."""
    if not isinstance(value, dict):
        return text(value), {}
    words = {key.removeprefix("lang:"): text(said) for key, said in value.items() if text(said)}
    return words.get("en") or next(iter(words.values()), ""), words


def _membership(
    membership: Tree, collections: _Collections, options: Options
) -> MembershipRecord | None:
    organization = collections.related(membership, "organization")
    if text(organization.get("classification")) == "party":
        return None
    post = collections.related(membership, "post")
    period = collections.related(membership, "legislative_period")
    said, _ = _worded(membership.get("role") or post.get("role") or post.get("label"))
    role = options.role or (read_role(said) if said else "member")
    area = collections.related(membership, "area") or collections.related(post, "area")
    body, _ = _worded(organization.get("name"))
    party, _ = _worded(collections.related(membership, "on_behalf_of").get("name"))
    return MembershipRecord(
        role=role,
        area=_area(area, role, body, options) if area else None,
        party="" if party.casefold() == "unknown" else party,
        organisation=body if role in ("councillor", "mayor", "member") else "",
        country=options.country or "GB",
        started=day(membership.get("start_date") or period.get("start_date")),
        ended=day(membership.get("end_date") or period.get("end_date")),
    )


def _area(area: Tree, role: str, body: str, options: Options) -> AreaRecord:
    name, names = _worded(area.get("name"))
    scheme, code = _division(area)
    scheme = options.scheme or _scheme(scheme, role) or f"{role}-area"
    aliases = tuple(
        (text(known.get("scheme")), text(known.get("identifier")))
        for known in trees(area.get("identifiers"))
        if known.get("scheme") and known.get("identifier")
    )
    return AreaRecord(
        scheme=scheme,
        code=code or ("" if name else slug(text(area.get("id")))),
        name=name,
        names={language: said for language, said in names.items() if said != name},
        within=body if role in ("councillor", "mayor", "member") else "",
        aliases=aliases,
    )


def _scheme(scheme: str, role: str) -> str:
    """The scheme in an area's identifiers, or the role's.

    Members of the Northern Ireland Assembly are elected for Westminster's constituencies.
    """
    wanted = scheme_of_role(role)
    return wanted if role == "mla" and wanted else scheme or wanted


def _division(area: Tree) -> tuple[str, str]:
    """The scheme and the official code in an area's identifiers; empty if they have none."""
    known = [text(each.get("identifier")) for each in trees(area.get("identifiers"))]
    for identifier in (*known, text(area.get("id"))):
        found = _DIVISION.search(identifier)
        if found and (column := area_column(found[1])):
            return column.scheme, official_code(found[2])
        if code := official_code(identifier):
            return scheme_of_code(code), code
    return "", ""


def _identifiers(person: Tree, identifier: str) -> dict[str, str]:
    found = {
        text(known.get("scheme")): text(known.get("identifier"))
        for known in trees(person.get("identifiers"))
        if known.get("scheme") and known.get("identifier")
    }
    return {"popolo": identifier, **found} if identifier else found


def _contacts(person: Tree) -> tuple[Contact, ...]:
    contacts = [Contact("email", text(person["email"]))] if text(person.get("email")) else []
    for detail in trees(person.get("contact_details")):
        kind, value = _KINDS.get(text(detail.get("type"))), text(detail.get("value"))
        contact = Contact(kind or "", value, text(detail.get("label") or detail.get("note")))
        if kind and value and (kind != "email" or value not in {known.value for known in contacts}):
            contacts.append(contact)
    return tuple(contacts)
