"""Members of the United States Congress: the YAML of congress-legislators.

``legislators-current`` has the people, ``legislators-district-offices`` their offices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaigner.problems import Problem
from campaigner.representatives.importers.documents import Document, Tree, day, text, tree, trees
from campaigner.representatives.importers.options import Options
from campaigner.representatives.records import AreaRecord, Contact, MembershipRecord, PersonRecord

_CAPITAL = re.compile(r"\s+washington,?\s+d\.?c\.?\s+", re.IGNORECASE)


def matches(document: Document) -> bool:
    """Whether a document lists members of Congress by their Bioguide ids."""
    first = next(iter(trees(document.data)), {})
    return "bioguide" in tree(first.get("id")) and ("terms" in first or "offices" in first)


def read(
    documents: list[Document], options: Options, problems: list[Problem], path: str
) -> Iterator[PersonRecord]:
    """The people with their latest term, or offices for people who are known already."""
    number = 0
    for document in documents:
        for person in trees(document.data):
            number += 1
            bioguide = text(tree(person.get("id")).get("bioguide"))
            if not bioguide:
                problems.append(Problem(path, number, "no-id", "this person has no Bioguide id."))
            elif "offices" in person:
                yield PersonRecord(
                    number, "", (), {"bioguide": bioguide}, contacts=_offices(person)
                )
            elif record := _person(number, bioguide, person, options):
                yield record
            else:
                problems.append(Problem(path, number, "no-term", "this person has no usable term."))


def _person(number: int, bioguide: str, person: Tree, options: Options) -> PersonRecord | None:
    terms = trees(person.get("terms"))
    name = tree(person.get("name"))
    given, family = text(name.get("first")), text(name.get("last"))
    membership = _membership(terms[-1], options) if terms else None
    if membership is None or not family:
        return None
    return PersonRecord(
        row=number,
        name=text(name.get("official_full")) or f"{given} {family}",
        memberships=(membership,),
        identifiers={"bioguide": bioguide},
        given_name=given,
        family_name=family,
        contacts=_contacts(terms[-1]),
    )


def _membership(term: Tree, options: Options) -> MembershipRecord | None:
    state, kind = text(term.get("state")), text(term.get("type"))
    if not state or kind not in ("sen", "rep"):
        return None
    is_senator = kind == "sen"
    district = f"{state}-{text(term.get('district'))}"
    return MembershipRecord(
        role=options.role or ("senator" if is_senator else "representative"),
        area=AreaRecord("us-state", state) if is_senator else AreaRecord("us-district", district),
        party=text(term.get("party")),
        country="US",
        started=day(term.get("start")),
        ended=day(term.get("end")),
    )


def _contacts(term: Tree) -> tuple[Contact, ...]:
    found = [
        Contact(kind, text(term.get(key)))
        for kind, key in (
            ("telephone", "phone"),
            ("fax", "fax"),
            ("website", "url"),
            ("contact-form", "contact_form"),
        )
        if text(term.get(key))
    ]
    street, *rest = _CAPITAL.split(text(term.get("address")))
    if rest:
        street = street.title() if street.isupper() else street
        found.append(Contact("address", f"{street}\nWashington, DC {rest[0]}"))
    return tuple(found)


def _offices(person: Tree) -> tuple[Contact, ...]:
    found = []
    for office in trees(person.get("offices")):
        city = text(office.get("city"))
        place = f"{city}, {text(office.get('state'))} {text(office.get('zip'))}".strip(" ,")
        street = [text(office.get(key)) for key in ("building", "address", "suite")]
        lines = [line for line in [*street, place] if line]
        found.append(Contact("office", "\n".join(lines), city))
    return tuple(found)
