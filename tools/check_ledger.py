#!/usr/bin/env python3
"""Check an exported ledger, and a receipt against it: check_ledger.py LEDGER [RECEIPT].

It stands alone and needs nothing but Python: docs/ledger.md says what it checks, and why.
"""

import json
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

CHANGES = {"confirmed": 1, "paper": 1, "restored": 1, "withdrawn": -1, "invalidated": -1}


def check(lines, receipt=None):
    """The first thing that does not fit, in words; None where all fits."""
    said = json.loads(next(lines))
    head = sha256(f"campaigner ledger 1\n{said['campaign']}".encode()).hexdigest()
    number, total, tally, leaves = 0, 0, Counter(), Counter()
    answered = {at: after for at, _, after in said["thresholds"]}
    reached = dict.fromkeys(answered)
    wanted = receipt and sha256(bytes.fromhex(receipt["salt"]) + receipt["record"].encode())
    for line in lines:
        *columns, leaf, said_head = json.loads(line)
        text = "\n".join(map(str, columns)).encode()
        head = sha256(bytes.fromhex(head) + bytes.fromhex(leaf) + text).hexdigest()
        number += 1
        row, kind, change, at, area, day, _, source, country, language = columns
        if head != said_head or row != number or change != CHANGES.get(kind):
            return f"ledger row {number} does not fit"
        total += change
        tally[area, day, source, country, language] += change
        if wanted and leaf == wanted.hexdigest():
            leaves[leaf] += change
        if change == 1 and reached.get(total, 0) is None:
            reached[total] = at
        fallen = total + 1
        if change == -1 and fallen in reached and number <= (answered[fallen] or number):
            reached[fallen] = None
    if [number, total, head] != [said["rows"], said["total"], said["head"]]:
        return f"after ledger row {number} it is not what is said of the whole"
    if {cell: n for cell, n in tally.items() if n} != {tuple(c): n for *c, n in said["tally"]}:
        return "the tally is not what the rows come to"
    if reached != {at: when for at, when, _ in said["thresholds"]}:
        return "the thresholds are not what the rows come to"
    if receipt and sum(leaves.values()) != 1:
        return "the signature of the receipt is not counted"
    return None


if __name__ == "__main__":
    kept = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")) if sys.argv[2:] else None
    with Path(sys.argv[1]).open(encoding="utf-8") as ledger:
        wrong = check(ledger, kept)
    print(wrong or "all fits")
    sys.exit(1 if wrong else 0)
