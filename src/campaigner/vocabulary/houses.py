"""Parliaments, their Houses, and petitions that go to them."""

from __future__ import annotations

from enum import StrEnum


class Venue(StrEnum):
    """A House that receives petitions on paper."""

    COMMONS = "commons"
    LORDS = "lords"
    SENEDD = "senedd"


class PetitionersAre(StrEnum):
    """Who petitions: two or more people, one person, or a corporation with a seal."""

    PEOPLE = "people"
    PERSON = "person"
    CORPORATION = "corporation"


class ForAPerson(StrEnum):
    """What a program can only point at in a text, and a person decides."""

    MONEY = "money"
    COURTS = "courts"
    INDIVIDUALS = "individuals"
    LANGUAGE = "language"


class Parliament(StrEnum):
    """Which parliament's members can be fetched."""

    UK = "uk-parliament"


class House(StrEnum):
    """Whose members are fetched from the UK Parliament."""

    COMMONS = "commons"
    LORDS = "lords"
    BOTH = "both"
