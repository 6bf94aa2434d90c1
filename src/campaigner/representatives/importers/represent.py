"""Elected people of Canada: the JSON of Represent (Open North)."""

from __future__ import annotations

from collections.abc import Iterator

from campaigner.problems import Problem
from campaigner.representatives.importers.documents import (
    Document,
    Tree,
    lines,
    text,
    tree,
    trees,
)
from campaigner.representatives.importers.options import Options
from campaigner.representatives.records import AreaRecord, Contact, MembershipRecord, PersonRecord
from campaigner.representatives.roles import read_role
from campaigner.text import slug


def matches(document: Document) -> bool:
    """Whether a document lists people by elected office and district."""
    return any("elected_office" in person for person in _people(document)[:1])


def read(
    documents: list[Document], options: Options, problems: list[Problem], path: str
) -> Iterator[PersonRecord]:
    """The people; those of one district's answer come once, though it may list them twice."""
    number, seen = 0, set()
    for document in documents:
        for person in _people(document):
            number += 1
            name = text(person.get("name"))
            key = (name, text(person.get("elected_office")), text(person.get("district_name")))
            if not name or not key[1]:
                message = "this person has no name or no office."
                problems.append(Problem(path, number, "person", message))
            elif key not in seen:
                seen.add(key)
                yield _person(number, name, person, options)


def _people(document: Document) -> list[Tree]:
    data = document.data
    if not isinstance(data, dict):
        return trees(data)
    lists = ("objects", "representatives_centroid", "representatives_concordance")
    return [person for name in lists for person in trees(data.get(name))]


def _person(number: int, name: str, person: Tree, options: Options) -> PersonRecord:
    role = options.role or read_role(text(person.get("elected_office")))
    body = text(person.get("representative_set_name"))
    boundary = text(tree(person.get("related")).get("boundary_url")).strip("/").split("/")
    is_federal = role == "mp"
    code = boundary[-1] if is_federal and boundary[-1].isdigit() else ""
    scheme = "ca-federal" if is_federal else f"ca-{slug(body)}"
    district = text(person.get("district_name"))
    held = MembershipRecord(
        role=role,
        area=AreaRecord(scheme, code, district) if district or code else None,
        party=text(person.get("party_name")),
        organisation="" if is_federal else body,
        country="CA",
    )
    return PersonRecord(
        row=number,
        name=name,
        memberships=(held,),
        title=text(tree(person.get("extra")).get("honorific_prefix")),
        given_name=text(person.get("first_name")),
        family_name=text(person.get("last_name")),
        contacts=_contacts(person),
    )


def _contacts(person: Tree) -> tuple[Contact, ...]:
    found = [
        Contact(kind, text(person.get(key)))
        for kind, key in (("email", "email"), ("website", "url"))
        if text(person.get(key))
    ]
    for office in trees(person.get("offices")):
        label = text(office.get("type"))
        if address := lines(office.get("postal")):
            found.append(Contact("address", address, label))
        if telephone := text(office.get("tel")):
            found.append(Contact("telephone", telephone, label))
    return tuple(found)
