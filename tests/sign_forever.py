"""Signs and confirms until it is killed, and says of each signature when it is promised."""

from __future__ import annotations

import sys
from itertools import count

from campaigner.store.database import open_database
from petitioners import NOON, application, confirmed, the_petition


def sign_forever(path: str, writer: str) -> None:
    database = open_database(path)
    petition = the_petition(database)
    for number in count():
        wish = application(f"Writer {writer}", f"{writer}.{number}@example.org")
        made = confirmed(database, petition, wish, NOON + number, f"E{number % 5}")
        sys.stdout.write(f"{made.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sign_forever(sys.argv[1], sys.argv[2])
