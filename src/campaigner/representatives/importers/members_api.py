"""Members of the UK Parliament, as its Members API sends them and as people save its answers.

Read are pages of a search, single members and contact details (matched by the address in
their ``links``). Source of the shapes: the OpenAPI document of the Members API.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from campaigner.problems import Problem
from campaigner.representatives.importers.documents import Document, Tree, day, text, tree, trees
from campaigner.representatives.importers.options import Options
from campaigner.representatives.records import AreaRecord, Contact, MembershipRecord, PersonRecord

SOURCE: Final = "uk-parliament"
COMMONS, LORDS = 1, 2
_RT_HON = re.compile(r"(?:the\s+)?rt\.?\s+hon", re.IGNORECASE)
_CONTACT_LINK = re.compile(r"/Members/(\d+)/Contact", re.IGNORECASE)
_PARLIAMENTARY: Final = 1  # typeId of the office at Westminster


def matches(document: Document) -> bool:
    """Whether a document is an answer of the Members API."""
    data = tree(document.data)
    items = trees(data.get("items"))
    return (
        any("nameDisplayAs" in tree(item.get("value")) for item in [data, *items[:1]])
        or _contact_owner(data) != ""
    )


def read(
    documents: list[Document], options: Options, problems: list[Problem], path: str
) -> Iterator[PersonRecord]:
    """The members in the documents, with the contact details that are among them."""
    contacts = {
        owner: trees(tree(document.data).get("value"))
        for document in documents
        if (owner := _contact_owner(tree(document.data)))
    }
    number, seen = 0, set()
    for document in documents:
        for member in _members(tree(document.data)):
            number += 1
            identifier = text(member.get("id"))
            seen.add(identifier)
            record = _person(number, member, contacts.get(identifier, []), options)
            if isinstance(record, PersonRecord):
                yield record
            else:
                problems.append(Problem(path, number, "member", record))
    for owner in contacts.keys() - seen:
        number += 1
        details = _contacts(contacts[owner])
        yield PersonRecord(number, "", (), {SOURCE: owner}, contacts=details)


def _members(data: Tree) -> list[Tree]:
    """The members in one answer: of a page of results, or the single one."""
    items = trees(data.get("items")) or [data]
    values = [tree(item.get("value")) for item in items]
    return [value for value in values if "nameDisplayAs" in value]


def _contact_owner(data: Tree) -> str:
    """The id of the member whose contact details these are; empty if they are not."""
    if not isinstance(data.get("value"), list):
        return ""
    found = [_CONTACT_LINK.search(text(link.get("href"))) for link in trees(data.get("links"))]
    return next((link[1] for link in found if link), "")


def _person(
    number: int, member: Tree, contacts: list[Tree], options: Options
) -> PersonRecord | str:
    """The member's record, or what is wrong with it."""
    held = tree(member.get("latestHouseMembership"))
    house = held.get("house")
    name, identifier = text(member.get("nameDisplayAs")), text(member.get("id"))
    if not name or not identifier:
        return "this member has no name or no id."
    if house not in (COMMONS, LORDS):
        return "this member sits in neither House."
    full, called = text(member.get("nameFullTitle")), text(member.get("nameAddressAs"))
    return PersonRecord(
        row=number,
        name=name,
        memberships=(_membership(held, member, options),),
        identifiers={SOURCE: identifier},
        privy_counsellor=bool(_RT_HON.match(full)),
        forms={"en": (full, f"Dear {called}" if called else "")},
        contacts=_contacts(contacts),
    )


def _membership(held: Mapping[str, Any], member: Tree, options: Options) -> MembershipRecord:
    is_mp = held.get("house") == COMMONS
    seat, number = text(held.get("membershipFrom")), text(held.get("membershipFromId"))
    area = None
    if is_mp and seat:
        aliases = (("uk-parliament-constituency", number),) if number else ()
        area = AreaRecord("uk-constituency", name=seat, aliases=aliases)
    return MembershipRecord(
        role=options.role or ("mp" if is_mp else "lord"),
        area=area,
        party=text(tree(member.get("latestParty")).get("name")),
        started=day(held.get("membershipStartDate")),
        ended=day(held.get("membershipEndDate")),
    )


def _contacts(offices: list[Tree]) -> tuple[Contact, ...]:
    """Contact details, those of the Parliamentary office first."""
    found = []
    for office in sorted(offices, key=lambda office: office.get("typeId") != _PARLIAMENTARY):
        label = text(office.get("type"))
        parts = [text(office.get(f"line{line}")) for line in range(1, 6)]
        parts = [part for part in [*parts, text(office.get("postcode"))] if part]
        if parts and not office.get("isWebAddress"):
            found.append(Contact("address", "\n".join(parts), label))
        elif parts:
            found.append(Contact("website", parts[0], label))
        found += [
            Contact(kind, text(office.get(key)), label)
            for kind, key in (("email", "email"), ("telephone", "phone"), ("fax", "fax"))
            if text(office.get(key))
        ]
    return tuple(found)
