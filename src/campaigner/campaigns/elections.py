"""Elections in the United Kingdom whose day is known, and from when campaigning is regulated.

The regulated period for the Northern Ireland Assembly is the four months up to the poll (Political
Parties, Elections and Referendums Act 2000, Part VI and Schedule 10; the Electoral Commission's
guidance for 2022: 5 January to 5 May). For councils there is none; spending for or against
candidates is limited by the Representation of the People Act 1983, section 75. A general election
can be called at any time, and the 365 days before it are regulated then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from campaigner.campaigns.models import Campaign


@dataclass(frozen=True, slots=True)
class Election:
    """An election on a day; ``regulated_from`` is None if no period before it is regulated."""

    name: str
    day: date
    regulated_from: date | None = None

    def overlaps(self, campaign: Campaign) -> bool:
        """Returns whether a campaign runs in the time before it.

        Where no period is regulated, it is the eight weeks before, in which candidates stand.
        """
        begins = self.regulated_from or date.fromordinal(self.day.toordinal() - 56)
        return campaign.opens <= self.day and begins <= campaign.closes


ELECTIONS = (
    Election("the Northern Ireland Assembly", date(2027, 5, 6), date(2027, 1, 6)),
    Election("councils in England, Scotland and Wales", date(2027, 5, 6)),
)
