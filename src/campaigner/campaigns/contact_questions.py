"""The questions of consent that a campaign's partners ask: one for each purpose and channel."""

from __future__ import annotations

from dataclasses import dataclass

from campaigner.campaigns.models import Campaign, ContactQuestion, Partner
from campaigner.errors import UnknownName, UsageError
from campaigner.text import slug


@dataclass(frozen=True, slots=True)
class Asked:
    """A partner's question. Its ``key`` names it in forms and tables: ``partner/news/email``."""

    partner: Partner
    question: ContactQuestion

    @property
    def key(self) -> str:
        """The question's name in forms, options and tables."""
        return f"{self.partner.key}/{self.question.purpose}/{self.question.channel}"


def asked_by_partners(campaign: Campaign) -> tuple[Asked, ...]:
    """Returns the questions of a campaign's partners, in the order of the definition."""
    return tuple(
        Asked(partner, question) for partner in campaign.partners for question in partner.questions
    )


def question_meant(campaign: Campaign, text: str) -> Asked:
    """Returns the question that a text means: its key, or what begins no other key.

    ``Sample Bakers`` is enough if the Sample Bakers ask one question, ``Sample Bakers/news`` if
    they ask one for that purpose. Raises UnknownName if there is none, UsageError for several.
    """
    name, *rest = (part.strip() for part in text.split("/"))
    partner = campaign.partner_who_asks(name)
    wanted = [slug(part) for part in rest if part]
    asked = [each for each in asked_by_partners(campaign) if each.partner is partner]
    found = [each for each in asked if each.key.split("/")[1 : len(wanted) + 1] == wanted]
    if not found:
        raise UnknownName("question of consent", text, [each.key for each in asked])
    if len(found) > 1:
        raise UsageError(
            f"“{text}” asks several questions.",
            hint=f"Choose from: {', '.join(each.key for each in found)}.",
            code="several-consents",
        )
    return found[0]
