"""By when a request about somebody's data has to be answered.

UK GDPR, article 12(3) and, since 5 February 2026, article 12A: within one month of the day on which
it came, which two further months can follow if the person is told why within the first. How months
are counted is in the Information Commissioner's guidance on the right of access: from the day of
receipt, whether people work on it or not, to the same date of a later month, or to that month's
last day if it has no such date.

The guidance gives time to the next working day where the date is on a weekend or a public holiday.
That is not added: holidays differ between the nations, and an answer a day early is never late.
"""

from __future__ import annotations

from datetime import date

from campaigner.clock import months_after

MONTHS = 1
MONTHS_LONGER = 2


def due_after(received_on: date, *, extended: bool = False) -> date:
    """Returns the last day on which a request that came on a day can be answered.

    Both periods are counted from the day on which it came: 31 January is due on 28 or 29 February,
    and on 30 April if it is extended.
    """
    return months_after(received_on, MONTHS + MONTHS_LONGER if extended else MONTHS)
