#!/usr/bin/env python3
"""Check a petition's count without campaigner: what the ledger, a checkpoint or a receipt proves.

    check_petition.py --ledger ledger.jsonl
    check_petition.py --ledger ledger.jsonl --checkpoint checkpoint.txt --key KEY
    check_petition.py --ledger ledger.jsonl --checkpoint c.txt --key KEY --sample SEED --size 60
    check_petition.py --receipt receipt.txt --key KEY [--witness KEY] [--wording wording.json]
    check_petition.py --ledger ledger.jsonl --wording wording.json
    check_petition.py --growth growth.txt --checkpoint older.txt --key KEY
    check_petition.py --tiles FOLDER --key KEY [--checkpoint older.txt]

KEY is a public key as it was published. This file stands alone and needs nothing but Python:
docs/ledger.md says what is checked, and what that proves and does not prove.
"""

import argparse
import base64
import itertools
import json
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256, sha512
from pathlib import Path

CHANGES = {"confirmed": 1, "paper": 1, "restored": 1, "withdrawn": -1, "invalidated": -1,
           "answered": 0, "wording": 0}  # fmt: skip
FIRST = ("confirmed", "paper")
FORMS = {8: r"(paper/)?[a-z0-9][a-z0-9-]{0,39}", 9: "[A-Z]{2}",
         10: "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"}  # fmt: skip # source, country, language
MALFORMED = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


class Wrong(Exception):
    """What does not fit, in words."""


def must(is_right, words):
    """Stop with these words unless something is right."""
    if not is_right:
        raise Wrong(words)


# The Merkle tree (RFC 9162, 2.1)


def node(left, right):
    """The hash of two nodes side by side."""
    return sha256(b"\1" + left + right).digest()


class Tree:
    """A tree that grows by one entry after the other; it keeps the full parts' hashes alone."""

    def __init__(self):
        self.size, self.parts = 0, []

    def add(self, entry):
        """Add an entry."""
        self.add_hash(sha256(b"\0" + entry).digest())

    def add_hash(self, found):
        """Add the hash of an entry."""
        count = self.size
        while count & 1:
            found, count = node(self.parts.pop(), found), count >> 1
        self.parts.append(found)
        self.size += 1

    def root(self):
        """The root over all entries so far."""
        if not self.parts:
            return sha256().digest()
        found, *rest = reversed(self.parts)
        for left in rest:
            found = node(left, found)
        return found


def root_by_proof(entry, index, size, proof):
    """The root of a tree of a size that has the entry at its place, if the proof is right."""
    found, last = sha256(b"\0" + entry).digest(), size - 1
    must(0 <= index < size, "there is no such place in the ledger")
    for each in proof:
        must(last, "the proof is too long")
        if index & 1 or index == last:
            found = node(each, found)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            found = node(found, each)
        index, last = index >> 1, last >> 1
    must(not last, "the proof is too short")
    return found


def roots_by_growth(old, size, old_root, proof):
    """The roots of two trees of which one begins with the other, if the proof is right."""
    must(0 < old <= size, "it does not begin with a ledger that has rows")
    if old == size:
        must(not proof, "the proof is too long")
        return old_root, old_root
    first, *proof = proof if old & (old - 1) else [old_root, *proof]
    second, old, last = first, old - 1, size - 1
    while old & 1:
        old, last = old >> 1, last >> 1
    for each in proof:
        must(last, "the proof is too long")
        if old & 1 or old == last:
            first, second = node(each, first), node(each, second)
            while old and not old & 1:
                old, last = old >> 1, last >> 1
        else:
            second = node(second, each)
        old, last = old >> 1, last >> 1
    must(not last, "the proof is too short")
    return first, second


# Signatures (RFC 8032, Ed25519), and notes that carry them (C2SP signed-note, tlog-cosignature)

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
I = pow(2, (P - 1) // 4, P)  # noqa: E741
ORDER = 2**252 + 27742317777372353535851937790883648493


def plus(a, b):
    """The sum of two points, in extended coordinates."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    """A point a number of times."""
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = plus(result, point)
        point, number = plus(point, point), number >> 1
    return result


def point_of(text):
    """The point that 32 bytes stand for."""
    y = int.from_bytes(text, "little") & (1 << 255) - 1
    must(len(text) == 32 and y < P, "a key or a signature is not valid")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * I % P
    must(x * x % P == square, "a key or a signature is not valid")
    x = P - x if x & 1 != text[31] >> 7 else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(public, text, signature):
    """Whether a signature of a text is that of a public key."""
    must(len(signature) == 64, "a signature does not have 64 bytes")
    s = int.from_bytes(signature[32:], "little")
    h = int.from_bytes(sha512(signature[:32] + public + text).digest(), "little") % ORDER
    ours, theirs = times(s, BASE), plus(point_of(signature[:32]), times(h, point_of(public)))
    same = all((ours[at] * theirs[2] - theirs[at] * ours[2]) % P == 0 for at in (0, 1))
    return s < ORDER and same


def key_of(text):
    """A published key: its name, its number, its kind (1: a log's, 4: a witness's), its bytes."""
    name, number, encoded = text.strip().split("+", 2)
    material = base64.b64decode(encoded, validate=True)
    found = sha256(name.encode() + b"\n" + material).digest()[:4]
    must(found.hex() == number and len(material) == 33, f"{text} is not a valid key")
    return name, found, material[0], material[1:]


def checked_note(text, key, witnesses=()):
    """The origin, size and root of a checkpoint that the key and all witnesses have signed."""
    body, gap, tail = text.rpartition("\n\n")
    must(gap and tail.endswith("\n"), "it is not a checkpoint")
    body += "\n"
    lines = [re.fullmatch("— ([^\\s+]+) (\\S+)", line) for line in tail[:-1].split("\n")]
    must(all(lines), "a line of signature is not written as it should be")
    signed = [(line[1], base64.b64decode(line[2], validate=True)) for line in lines]
    for name, number, kind, public in map(key_of, (key, *witnesses)):
        made = [each[4:] for by, each in signed if (by, each[:4]) == (name, number)]
        must(made, f"{name}+{number.hex()} has not signed it")
        for each in made:
            at, signature = (each[:8], each[8:]) if kind == 4 else (b"", each)
            time = f"cosignature/v1\ntime {int.from_bytes(at, 'big')}\n" if kind == 4 else ""
            must(is_signed(public, (time + body).encode(), signature), f"{name}: wrong signature")
    origin, size, root, *_ = body.split("\n")
    must(re.fullmatch("[1-9][0-9]{0,17}", size), "it is of an empty ledger, or of no size")
    return origin, int(size), base64.b64decode(root, validate=True)


# The ledger


def lines_of(path):
    """Yield the lines of a file."""
    with path.open(encoding="utf-8") as lines:
        yield from lines


def check_ledger(read, checkpoints=(), wordings=None):
    """Check all rows; ``read()`` yields the lines each time, ``checkpoints`` are (size, root).

    The rows that state a wording are put into ``wordings`` by their hashes.
    """
    wordings = {} if wordings is None else wordings
    lines = iter(read())
    said = json.loads(next(lines, ""))
    about = {row[11] for row in map(json.loads, lines)} - {0}
    lines = iter(read())
    next(lines)
    tree, tally, hours, leaves, counted, last = Tree(), Counter(), Counter(), {}, {}, [0] * 5
    marks = {at: [None, None, after, None] for at, _, _, after, _ in said["thresholds"]}
    head = sha256(f"campaigner ledger 1\n{said['campaign']}".encode()).digest()
    for line in lines:
        line = line.rstrip("\n")
        row = json.loads(line)
        number = tree.size + 1
        wrong = wrong_row(row, last, said["old_rows"])
        must(json.dumps(row, ensure_ascii=False, separators=(",", ":")) == line and not wrong,
             f"ledger row {number} {wrong or 'is not written in the one right way'}")  # fmt: skip
        _, kind, change, total, at, area, day, hour, source, country, language, first, leaf = row
        if kind in FIRST:
            must(leaves.setdefault(bytes.fromhex(leaf)[:16], number) == number,
                 f"ledger row {number} counts a signature again")  # fmt: skip
        elif kind == "answered":
            mark = marks.get(counted[first][0][3]) if first in counted else None
            must(mark and mark[0] is not None and counted[first][0][2] == 1,
                 f"ledger row {number} answers no threshold that was reached")  # fmt: skip
            mark[1], mark[3] = mark[1] if mark[1] is not None else at, leaf
        elif kind == "wording":
            must(not first and wordings.setdefault(leaf, number) == number,
                 f"ledger row {number} states a wording again, or names a row")  # fmt: skip
        else:
            one = counted.get(first)
            must(one and one[0][1] in FIRST and one[0][5:11] == row[5:11] and one[0][12] == leaf,
                 f"ledger row {number} is about no signature that was counted so")  # fmt: skip
            one[1] += change
            must(one[1] in (0, 1), f"ledger row {number} counts or takes back a signature twice")
        if number in about:
            counted[number] = [row, 1]
        tally[area, day, source, country, language] += change
        hours[f"{day}T{hour:02}"] += change
        pass_thresholds(marks, number, total, change, at)
        tree.add(line.encode())
        if number <= said["old_rows"]:
            columns = "\n".join(map(str, (number, kind, change, *row[4:11])))
            head = sha256(head + bytes.fromhex(leaf) + columns.encode()).digest()
            must(number != said["old_rows"] or head.hex() == said["old_head"],
                 f"the first {number} rows are not those of the old ledger")  # fmt: skip
        for size, root in checkpoints:
            must(size != number or root == tree.root(),
                 f"the first {number} rows are not those of the checkpoint")  # fmt: skip
        last = row
    must([tree.size, last[3]] == [said["rows"], said["total"]], "rows are missing or too many")
    must(base64.b64encode(tree.root()).decode() == said["root"], "the rows have another root")
    must(all(size <= tree.size for size, _ in checkpoints), "the checkpoint has more rows")
    must({cell: n for cell, n in tally.items() if n} == {tuple(c): n for *c, n in said["tally"]},
         "the tally is not what the rows come to")  # fmt: skip
    must({hour: n for hour, n in hours.items() if n} == said["hours"],
         "the tally by hour is not what the rows come to")  # fmt: skip
    for at, reached, answered, after, answer in said["thresholds"]:
        check_threshold(said, marks[at], at, reached, answered, after, answer)
    return tree.size, last[3]


def wrong_row(row, last, old_rows):
    """What is wrong with a row by itself or after the last one, in words."""
    if row[0] != last[0] + 1:
        return "is missing"
    if CHANGES.get(row[1]) != row[2] or row[3] != last[3] + row[2]:
        return "counts what it should not"
    try:
        start = datetime(*map(int, row[6].split("-")), row[7], tzinfo=UTC)
        is_day = row[6] == start.date().isoformat()
    except ValueError:
        is_day = False
    if not is_day or (row[0] > old_rows and not last[4] <= row[4] >= start.timestamp()):
        return "has a wrong time"
    if row[1] in ("answered", "wording"):
        is_placed = not any((row[5], row[8], row[9], row[10]))
    else:
        is_placed = row[5].isprintable() and all(re.fullmatch(f, row[c]) for c, f in FORMS.items())
    if not is_placed or not re.fullmatch("[0-9a-f]{64}", row[12]):
        return "has a wrong place or leaf"
    return "counts first and is about another" if row[1] in FIRST and row[11] else ""


def pass_thresholds(marks, number, total, change, at):
    """Note when a row takes the count up to a threshold or below it."""
    if change > 0 and total in marks and marks[total][0] is None:
        marks[total][0] = at
    fallen = marks.get(total + 1) if change < 0 else None
    if fallen and fallen[1] is None and (fallen[2] is None or number <= fallen[2]):
        fallen[0] = None


def check_threshold(said, mark, at, reached, answered, after, answer):
    """Check that a threshold was reached and answered as the rows say."""
    must(mark[0] == reached, f"the threshold {at} was reached at another time, or was not")
    must(mark[1] == answered if after is None else 0 < after <= said["old_rows"],
         f"the threshold {at} was answered at another time, or was not")  # fmt: skip
    text = json.dumps([said["campaign"], at, answer], ensure_ascii=False, separators=(",", ":"))
    leaf = sha256(text.encode()).hexdigest()
    must(leaf == mark[3] if mark[3] else not answer or after is not None,
         f"the threshold {at} has another answer")  # fmt: skip


# Receipts

RECEIPT = re.compile(
    r"campaigner receipt 2\nrecord (\"[^\n]*\")\nsalt ([0-9a-f]{32})\nrow (\[[^\n]*\])\n\n"
    r"c2sp\.org/tlog-proof@v1\nindex (\d+)\n((?:[^\n]+\n)*)\n(.*)",
    re.DOTALL,
)


def check_receipt(text, key, witnesses=()):
    """Check a receipt by itself; its row's number, and the size and total of its checkpoint."""
    found = RECEIPT.fullmatch(text)
    must(found, "it is not a receipt")
    record, salt, line, index, proof, note = found.groups()
    row = json.loads(line)
    leaf = sha256(bytes.fromhex(salt) + json.loads(record).encode()).hexdigest()
    must(row[12] == leaf, "its ledger row is not that of its record")
    must(row[0] == int(index) + 1, "its ledger row has another number")
    _, size, root = checked_note(note, key, witnesses)
    path = [base64.b64decode(each, validate=True) for each in proof.split()]
    must(root_by_proof(line.encode(), int(index), size, path) == root,
         "its ledger row is not under its checkpoint")  # fmt: skip
    return row[0], size


# The words that were signed


def signed_words(text):
    """The hash of the words that the holder of a receipt signed; nothing if it does not say."""
    said = re.fullmatch("(?:.*\n){6}wording ([0-9a-f]{64})", json.loads(RECEIPT.fullmatch(text)[1]))
    return said[1] if said else ""


def words_of(path):
    """The hash of a file of words, and its title in each language."""
    words = path.read_bytes()
    said = json.loads(words)
    must(said["rule"] == "campaigner wording 1", f"{path} is not a file of a petition's words")
    titles = ", ".join(f"{title} ({language})" for language, title in said["title"].items())
    return sha256(words).hexdigest(), titles


# Logs without rows: that one grew, and tiles (C2SP tlog-tiles)


def check_growth(text, key, witnesses, olds):
    """Check a proof that the log of an older checkpoint only grew; the two sizes."""
    head, gap, note = text.partition("\n\n")
    found = re.fullmatch("old ([1-9][0-9]{0,17})((?:\n[^\n]+)*)", head)
    must(found and gap, "it is not a proof that a log grew")
    _, size, root = checked_note(note, key, witnesses)
    old, proof = int(found[1]), [base64.b64decode(each, validate=True) for each in found[2].split()]
    known = [root for at, root in olds if at == old]
    must(known, f"give the checkpoint of {old} rows, too")
    for each in known:
        must(roots_by_growth(old, size, each, proof) == (each, root), "the log did not only grow")
    return old, size


def tile_path(level, number, width):
    """Where a tile is: tile/0/x001/x234/067.p/8."""
    digits = str(number).zfill(-(-len(str(number)) // 3) * 3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "".join(f"x{each}/" for each in parts[:-1]) + parts[-1]
    return f"tile/{level}/{name}" + (f".p/{width}" if width < 256 else "")


def check_tiles(folder, size, checkpoints):
    """Check that the tiles of a log of a size fit together and have the checkpoints' roots."""
    tree, below, level, count = Tree(), [], 0, size
    while count:
        roots = []
        for number in range(-(-count // 256)):
            first, width = 256 * number, min(256, count - 256 * number)
            path = tile_path(level, number, width)
            tile, part = (folder / path).read_bytes(), Tree()
            must(len(tile) == 32 * width, f"{path} has the wrong length")
            must(not level or tile == b"".join(below[first : first + width]), f"{path} is wrong")
            for at in range(0, len(tile), 32):
                part.add_hash(tile[at : at + 32])
                if not level:
                    tree.add_hash(tile[at : at + 32])
                    known = checkpoints.get(tree.size)
                    must(known in (None, tree.root() if known else None),
                         f"the first {tree.size} rows are not those of the checkpoint")  # fmt: skip
            roots += [part.root()] if width == 256 else []
        below, level, count = roots, level + 1, count // 256
    must(max(checkpoints) <= size, "a checkpoint has more rows")


# Samples


def drawn(read, size, root, seed, count):
    """The rows that are drawn with a seed from those that count at a checkpoint, in order."""
    lines, counts = iter(read()), bytearray(size + 1)
    next(lines)
    for row in map(json.loads, itertools.islice(lines, size)):
        counts[row[0] if row[1] in FIRST else row[11]] += row[2]
    must(0 < count <= sum(counts), f"{sum(counts)} signatures count at the checkpoint")
    start = f"campaigner sample 1\n{base64.b64encode(root).decode()}\n{' '.join(seed.split())}\n"
    found, number = {}, 0
    while len(found) < count:
        named = sha256(f"{start}{number}".encode()).digest()
        row, number = int.from_bytes(named, "big") % size + 1, number + 1
        found.update({row: True} if counts[row] else {})
    return list(found)


def main():
    """Check what was given; exit 1 with the first thing that does not fit."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ledger", type=Path, help="from: petition export --format ledger")
    parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="of any time")
    parser.add_argument("--receipt", type=Path, help="from the mail")
    parser.add_argument("--key", default="", help="the petition's published key")
    parser.add_argument("--witness", action="append", default=[], help="a witness's published key")
    parser.add_argument("--growth", type=Path, help="from: checkpoint --since, publish-log")
    parser.add_argument("--tiles", type=Path, help="a folder, from: petition publish-log")
    parser.add_argument("--wording", type=Path, help="the petition's words, as they are published")
    parser.add_argument("--sample", metavar="SEED", help="show which rows are drawn with a seed")
    parser.add_argument("--size", type=int, default=0, help="how many rows are drawn")
    given = parser.parse_args()
    signed = given.checkpoint or given.receipt or given.growth or given.tiles
    if not (given.ledger or signed):
        parser.error("give a ledger, a checkpoint, a receipt, a growth or tiles")
    if signed and not given.key:
        parser.error("give the petition's published key")
    if given.wording and not (given.ledger or given.receipt):
        parser.error("give a ledger or a receipt, too")
    if given.sample is not None and not (given.ledger and len(given.checkpoint) == 1):
        parser.error("give a ledger and one checkpoint, too")
    try:
        texts = [each.read_text(encoding="utf-8") for each in given.checkpoint]
        found = [checked_note(text, given.key, given.witness)[1:] for text in texts]
        for size, _ in found:
            print(f"checkpoint: signed, of {size} rows")
        words, titles = words_of(given.wording) if given.wording else ("", "")
        if given.ledger:
            stated = {}
            rows, total = check_ledger(lambda: lines_of(given.ledger), found, stated)
            print(f"ledger: all fits, {rows} rows, {total} signatures")
            for version, (leaf, row) in enumerate(stated.items(), 1):
                print(f"version {version} of the words: {leaf}, stated by row {row}")
            must(not words or words in stated, "the ledger does not state these words")
            for at, _, _, after, _ in json.loads(next(lines_of(given.ledger)))["thresholds"]:
                if after is not None:
                    print(f"not proved: when {at} signatures were answered, before the log began")
        if given.sample is not None:
            rows = drawn(lambda: lines_of(given.ledger), *found[0], given.sample, given.size)
            print(f"sample: rows {', '.join(map(str, rows))}")
        if given.growth:
            text = given.growth.read_text(encoding="utf-8")
            old, size = check_growth(text, given.key, given.witness, found)
            print(f"growth: from {old} to {size} rows, the log only grew")
        if given.tiles:
            text = (given.tiles / "checkpoint").read_text(encoding="utf-8")
            _, size, root = checked_note(text, given.key, given.witness)
            check_tiles(given.tiles, size, {**dict(found), size: root})
            print(f"tiles: all fit, {size} rows")
        if given.receipt:
            text = given.receipt.read_text(encoding="utf-8")
            row, size = check_receipt(text, given.key, given.witness)
            print(f"receipt: recorded as row {row}, under the checkpoint of {size} rows")
            if signed := signed_words(text):
                print(f"receipt: signed under the words {signed}")
            must(words in ("", signed), "the receipt is not of these words")
        if given.wording:
            print(f"wording: fits, {titles}")
    except (Wrong, OSError, UnicodeDecodeError) as error:
        print(f"does not fit: {error}")
        return 1
    except MALFORMED as error:
        print(f"does not fit: a file is not written as docs/ledger.md says ({error})")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
