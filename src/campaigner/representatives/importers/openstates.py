"""State legislators of the United States: the YAML of Open States, a file a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from campaigner.problems import Problem
from campaigner.representatives.importers.documents import (
    Document,
    Tree,
    day,
    lines,
    text,
    tree,
    trees,
)
from campaigner.representatives.importers.options import Options
from campaigner.representatives.records import AreaRecord, Contact, MembershipRecord, PersonRecord

_STATE = re.compile(r"/(?:state|district|territory):([a-z]{2})")
# The kind of role, and the scheme of the areas that elect it.
_ROLES: Final = {
    "upper": ("state-senator", "us-state-senate"),
    "lower": ("state-representative", "us-state-house"),
    "legislature": ("state-senator", "us-state-senate"),  # Nebraska has one chamber, of senators
    "governor": ("governor", "us-state"),
    "mayor": ("mayor", "us-place"),
}


def matches(document: Document) -> bool:
    """Whether a document is an Open States person, or a list of them."""
    data = document.data
    first = data if isinstance(data, dict) else next(iter(trees(data)), {})
    return text(first.get("id")).startswith("ocd-person/") and "roles" in first


def read(
    documents: list[Document], options: Options, problems: list[Problem], path: str
) -> Iterator[PersonRecord]:
    """The people with all their roles that are known here."""
    number = 0
    for document in documents:
        people = [document.data] if isinstance(document.data, dict) else trees(document.data)
        for person in people:
            number += 1
            held = tuple(
                record
                for role in trees(person.get("roles"))
                if (record := _membership(role, person, options))
            )
            name = text(person.get("name"))
            if held and name:
                yield _person(number, name, person, held)
            else:
                message = f"{document.name}: this person has no name, or no role that is known."
                problems.append(Problem(path, number, "person", message))


def _person(
    number: int, name: str, person: Tree, held: tuple[MembershipRecord, ...]
) -> PersonRecord:
    return PersonRecord(
        row=number,
        name=name,
        memberships=held,
        identifiers={"openstates": text(person.get("id"))},
        given_name=text(person.get("given_name")),
        family_name=text(person.get("family_name")),
        died=day(person.get("death_date")),
        contacts=_contacts(person),
    )


def _membership(role: Tree, person: Tree, options: Options) -> MembershipRecord | None:
    known = _ROLES.get(text(role.get("type")))
    state = _STATE.search(text(role.get("jurisdiction")))
    if not known or not state:
        return None
    name, scheme = known
    code, district = state[1].upper(), text(role.get("district"))
    area = AreaRecord("us-state", code)
    if district:
        parents = (area,)
        area = AreaRecord(scheme, f"{code}-{district}", f"{code} {district}", parents=parents)
    return MembershipRecord(
        role=options.role or name,
        area=area,
        party=text(tree(next(iter(trees(person.get("party"))), {})).get("name")),
        organisation=code,
        country="US",
        started=day(role.get("start_date")),
        ended=day(role.get("end_date")),
    )


def _contacts(person: Tree) -> tuple[Contact, ...]:
    found = [Contact("email", text(person["email"]))] if text(person.get("email")) else []
    offices = trees(person.get("offices")) + trees(person.get("contact_details"))
    for office in offices:
        label = text(office.get("classification") or office.get("note"))
        if address := lines(office.get("address")):
            found.append(Contact("address", address, label))
        if voice := text(office.get("voice")):
            found.append(Contact("telephone", voice, label))
    return tuple(found)
