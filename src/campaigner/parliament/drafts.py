"""A draft petition, once for all Houses, and its full text in the form of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from campaigner.parliament.wording import without_stop
from campaigner.vocabulary.houses import PetitionersAre, Venue

ENGLISH, WELSH = "en", "cy"
LANGUAGES = {
    Venue.COMMONS: (ENGLISH, WELSH),
    Venue.LORDS: (ENGLISH,),
    Venue.SENEDD: (ENGLISH, WELSH),
}
"""The languages in which the form of each House is known here."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A petition's words by language: who petitions, what they declare and what they request.

    ``request`` continues “urges the Government to”, ``senedd_request`` “urge the Welsh Government
    to”; the second is empty if the matter is not devolved.
    """

    title: Mapping[str, str]
    petitioners: Mapping[str, str]
    declaration: Mapping[str, str]
    request: Mapping[str, str]
    senedd_request: Mapping[str, str]
    by: PetitionersAre = PetitionersAre.PEOPLE

    @property
    def one(self) -> bool:
        """Whether there is one petitioner alone."""
        return self.by is not PetitionersAre.PEOPLE

    def request_to(self, venue: Venue) -> Mapping[str, str]:
        """The request that a House gets, by language."""
        return self.senedd_request if venue is Venue.SENEDD else self.request


@dataclass(frozen=True, slots=True)
class FormalText:
    """A petition as a House wants it: its paragraphs, and the request alone."""

    paragraphs: tuple[str, ...]
    request: str

    def __str__(self) -> str:
        return "\n\n".join(self.paragraphs)


def formal_text(draft: Draft, venue: Venue, language: str = ENGLISH) -> FormalText:
    """Returns the full text of a petition in the form of a House.

    Sources of the forms: the Guide to Procedure’s example (Commons), the Companion, 3.75 to 3.77
    (Lords), and the words that the National Assembly recommended (Senedd). The Welsh form for the
    Commons is a translation, for a paper that has an English one beside it.
    """
    who = without_stop(draft.petitioners[language])
    declares = without_stop(draft.declaration[language])
    request = without_stop(draft.request_to(venue)[language])
    form = _FORMS[venue, language]
    return form(who, declares, request, one=draft.one)


def _commons(who: str, declares: str, request: str, *, one: bool) -> FormalText:
    petitioner, s = ("petitioner", "s") if one else ("petitioners", "")
    asked = (
        f"The {petitioner} therefore request{s} that the House of Commons urges the Government to"
        f" {request}."
    )
    return FormalText(
        (
            "To the House of Commons.",
            f"The petition of {who},",
            f"Declares that {declares}.",
            asked,
            f"And the {petitioner} remain{s}, etc.",
        ),
        asked,
    )


def _commons_welsh(who: str, declares: str, request: str, *, one: bool) -> FormalText:
    petitioners, petitioner = (
        ("’r deisebydd", "y deisebydd") if one else ("’r deisebwyr", "y deisebwyr")
    )
    asked = f"Mae{petitioners} felly’n gofyn i Dŷ’r Cyffredin annog y Llywodraeth i {request}."
    return FormalText(
        (
            "At Dŷ’r Cyffredin.",
            f"Mae deiseb {who},",
            f"Yn datgan {declares}.",
            asked,
            f"Ac erys {petitioner}, etc.",
        ),
        asked,
    )


def _lords(who: str, declares: str, request: str, *, one: bool) -> FormalText:
    petitioner, prays = ("Petitioner", "prays") if one else ("Petitioners", "pray")
    asked = (
        f"Your {petitioner} therefore {prays} that this House will urge the Government to"
        f" {request}."
    )
    return FormalText(
        (
            "To the Right Honourable the Lords Spiritual and Temporal in Parliament assembled,",
            f"The humble Petition of {who} sheweth",
            f"That {declares}.",
            asked,
            f"And your {petitioner} will ever pray &c.",
        ),
        asked,
    )


def _senedd(who: str, declares: str, request: str, *, one: bool) -> FormalText:
    we = "I" if one else "We"
    asked = f"{we} call on the Senedd to urge the Welsh Government to {request}."
    declared = f"{we} declare that {declares}."
    return FormalText((f"A petition to the Senedd by {who}.", asked, declared), asked)


def _senedd_welsh(who: str, declares: str, request: str, *, one: bool) -> FormalText:
    call, declare = ("Galwaf", "Datganaf") if one else ("Galwn", "Datganwn")
    asked = f"{call} ar y Senedd i annog Llywodraeth Cymru i {request}."
    return FormalText((f"Deiseb i’r Senedd gan {who}.", asked, f"{declare} {declares}."), asked)


_FORMS = {
    (Venue.COMMONS, ENGLISH): _commons,
    (Venue.COMMONS, WELSH): _commons_welsh,
    (Venue.LORDS, ENGLISH): _lords,
    (Venue.SENEDD, ENGLISH): _senedd,
    (Venue.SENEDD, WELSH): _senedd_welsh,
}
