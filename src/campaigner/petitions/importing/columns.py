"""The columns of a table of signatures, under the headings of other systems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from campaigner import headings
from campaigner.campaigns.contact_questions import Asked, asked_by_partners
from campaigner.campaigns.models import Campaign
from campaigner.petitions.importing.signed_at import COLUMN
from campaigner.tables import Column
from campaigner.text import comparison_key

_CONSENT = "consent:"
_ACCOUNTS = {"starttime", "completiontime", "email", "name"}
_ASKED = {"email": headings.EMAIL, "name": headings.NAME}
COLUMNS = (
    Column("name", headings.NAME),
    Column("first_name", headings.FIRST_NAME),
    Column("last_name", headings.LAST_NAME),
    Column("last_first", headings.LAST_FIRST),
    Column("email", headings.EMAIL, required=True),
    Column("postcode", headings.POSTCODE),
    Column("country", headings.COUNTRY),
    Column("language", headings.LANGUAGE),
    Column("letter", headings.LETTER),
    Column("area", headings.AREA),
    Column(COLUMN, headings.SIGNED_AT),
)


def consent_column(question: str) -> str:
    """Returns the name of a column with the answers to a question of consent."""
    return f"{_CONSENT}{question}"


def consent_columns(campaign: Campaign) -> dict[Column, Asked]:
    """Returns the columns of a campaign's questions of consent.

    One that a partner asks alone is ``consent:PARTNER``, others ``consent:PARTNER/news/email``.
    """
    asked = asked_by_partners(campaign)
    questions = Counter(each.partner.key for each in asked)
    columns = {}
    for each in asked:
        rest = "" if questions[each.partner.key] == 1 else each.key.removeprefix(each.partner.key)
        names = (f"{each.partner.name}{rest}", each.key)
        key = consent_column(f"{each.partner.key}{rest}")
        columns[Column(key, tuple(map(consent_column, names)))] = each
    return columns


def question_of_column(name: str) -> str:
    """Returns the question whose answers a column has, as it is written; empty for others."""
    return name.removeprefix(_CONSENT) if name.startswith(_CONSENT) else ""


def mapping_for(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Returns a mapping, with what a table is known to need besides.

    Microsoft Forms puts the accounts of those who answer under “Email” and “Name”, and nothing or
    “anonymous” if they need none: a question for the same is taken instead.
    """
    known = dict(mapping)
    if not {comparison_key(text) for text in header} >= _ACCOUNTS:
        return known
    for name, texts in _ASKED.items():
        asked = [text for text in texts if comparison_key(text) != name]
        found = Column(f"{name}2", (f"{name}1", *asked)).find(header)
        if found is not None and name not in {*known, *known.values()}:
            known[name] = header[found]
    return known
