"""Which letter a mail replies to: proposed if there is no doubt, decided by a person."""

from __future__ import annotations

import re
import sqlite3

from campaigner.letters.mailed_replies.reading import ReadMail
from campaigner.store import mailed_replies
from campaigner.store.letters import void_state
from campaigner.text import fold

_NUMBER = re.compile(r"\bletter\s{0,3}(?:no\.?|number|#)?\s{0,3}(\d{1,9})\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")
_MOST_ADDRESSES = 50


def proposed_letter(connection: sqlite3.Connection, mail: ReadMail) -> int | None:
    """Returns the number of the letter that a mail replies to, None if there are several or none.

    The subject may name it (“letter 123”). Else it is the one letter whose sender's address and
    whose recipient's name are both in the mail: it comes from the sender, or was sent to them.
    """
    if said := _NUMBER.search(mail.subject):
        state = void_state(connection, int(said[1]))
        if state and state[1] is None:
            return int(said[1])
    words = fold(f"{mail.subject}\n{mail.text}")
    found = [
        letter
        for letter, recipient in mailed_replies.letters_from(connection, _addresses(mail))
        if recipient and fold(recipient) in words
    ]
    return found[0] if len(found) == 1 else None


def _addresses(mail: ReadMail) -> list[str]:
    found = _ADDRESS.findall(mail.text)[:_MOST_ADDRESSES]
    return list(dict.fromkeys((mail.sender, *found)))
