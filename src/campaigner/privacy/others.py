"""Who else could say yes to what takes two people."""

from __future__ import annotations

from campaigner.opening import OpenWorkspace
from campaigner.organisers.acting import Account, Machine, Session
from campaigner.organisers.acts import Act
from campaigner.organisers.permissions import may
from campaigner.store import organisers


def others_for(
    here: OpenWorkspace, by: Session | Machine, act: Act, campaign: str = ""
) -> list[Account]:
    """Returns the accounts, other than that of whoever asks, that may say yes to an act."""
    own = by.account.id if isinstance(by, Session) else None
    return [
        each
        for each in organisers.there(here.database.conn)
        if each.id != own and may(each, act, campaign=campaign)
    ]
