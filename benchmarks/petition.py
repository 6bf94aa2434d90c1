"""Petitions at their real size: python -m benchmarks.petition [COUNT].

Replays made-up signatures through the import, beside plain inserts of the same rows; then reads
the tally, verifies, signs under load and removes all names while signing goes on.
"""

from __future__ import annotations

import argparse
import resource
import runpy
import statistics
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from benchmarks._copies import Copies
from benchmarks._people import AREAS, CLOSES, OPENS, people, seconds, write_people
from benchmarks._signing import appending, signing
from benchmarks._spent import Spent, shown, timed
from benchmarks._workspaces import workspace_with_campaign
from campaigner.opening import OpenWorkspace
from campaigner.petitions.counts.tally import take_tally
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import OpenPetition
from campaigner.petitions.proof.checkpoints import make_checkpoint, signer_of
from campaigner.petitions.proof.receipts import receipt_of
from campaigner.petitions.proof.verification import verify
from campaigner.petitions.register import register
from campaigner.petitions.signing.applications import Application, checked
from campaigner.petitions.signing.applying import sign
from campaigner.privacy.retention import anonymise
from campaigner.store import tallies
from campaigner.store.database import open_database
from campaigner.store.signatures import signature_of
from campaigner.text import comparison_key
from campaigner.vocabulary.signatures import Grouping
from campaigner.workspace import Workspace

FULL = 6_100_000
PARTS = 10  # of an import


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def replay(folder: Path, count: int) -> None:
    database = open_database(folder / "campaigner.db")
    database.conn.executemany(
        "INSERT INTO areas (scheme, code, name, name_key) VALUES ('uk-constituency', ?, ?, ?)",
        [(area, f"Area {area}", comparison_key(f"Area {area}")) for area in AREAS],
    )
    petition = register(
        database,
        "replay",
        zone=UTC,
        scheme="uk-constituency",
        opens=OPENS,
        closes=CLOSES,
        thresholds=[(10_000, "Response"), (100_000, "Debate")],
    )
    now = seconds(OPENS) + 20 * 86_400
    workspace, campaign = workspace_with_campaign(folder / "workspace")
    here = OpenPetition(workspace, database, campaign, petition, now, "bench")
    imported_in_parts(here, folder, count)
    size = (folder / "campaigner.db").stat().st_size
    print(f"file: {size / count:.0f} bytes a signature")
    connection = database.conn
    timed("total", lambda: tallies.total(connection, petition.id))
    timed("tally by constituency", lambda: take_tally(here, Grouping.AREA))
    timed("tally by day", lambda: take_tally(here, Grouping.DAY))
    verdict, _ = timed("verify all", lambda: verify(database, "replay"), count)
    assert verdict.ok, verdict
    assert verdict.total == count
    timed("checkpoint", lambda: make_checkpoint(here))
    receipts(here, count)
    remove_names_while_signing(folder, count)
    database.close()


def imported_in_parts(here: OpenPetition, folder: Path, count: int) -> None:
    """Imports a tenth after the other; after each, its rows are copied in two ways."""
    copies = Copies(folder / "campaigner.db", folder)
    all_people, memory, rounds = people(count), peak_memory(), []
    source = folder / "people.csv"
    for part in range(1, PARTS + 1):
        last = count * part // PARTS
        write_people(source, islice(all_people, last - copies.last))
        spent = Spent()
        with spent.measured():
            result = import_signatures(here, ImportRequest(file=source, confirmed=True))
        assert result.accepted == last - copies.last, result
        rounds.append((spent, *copies.take(last)))
    copies.close()
    whole = Spent()
    for spent, _, _ in rounds:
        whole.add(spent)
    rate = f"{count / whole.took:,.0f} a second"
    print(
        f"{'import, confirmed':<40}{shown(whole.took):>12} (processor {shown(whole.cpu)})  {rate}"
    )
    print(f"memory: {memory:.0f} MB before, {peak_memory():.0f} MB at its highest")
    for place, what in ((1, "plain executemany of the same rows"), (2, "into the same schema")):
        took = statistics.median(each[0].took / each[place].took for each in rounds)
        cpu = statistics.median(each[0].cpu / each[place].cpu for each in rounds)
        print(
            f"{what}: the import takes {took:.1f} times as long (processor {cpu:.1f})", flush=True
        )
    for file in (*folder.glob("bare.db*"), *folder.glob("same.db*")):
        file.unlink()


def receipts(here: OpenPetition, count: int) -> None:
    """The first and the last row's receipt: how large, made and checked in what time."""
    signer = signer_of(here.workspace, here.petition.campaign)
    check = runpy.run_path("tools/check_petition.py")["check_receipt"]
    connection = here.database.conn
    for number in (1, count):
        sql = "SELECT id FROM signatures WHERE counted = ?"
        signature = signature_of(connection, connection.execute(sql, (number,)).fetchone()[0])
        assert signature is not None
        make = partial(receipt_of, connection, signature, signer)
        text, _ = timed(f"receipt of row {number}", make)
        size = len(text.encode())
        found, _ = timed(
            f"checked alone ({size:,} bytes)", partial(check, text, str(signer.public))
        )
        assert found == (number, count)


def remove_names_while_signing(folder: Path, count: int) -> None:
    """Somebody signs every twentieth of a second, from another connection, all the while."""
    database = open_database(folder / "campaigner.db")
    now = seconds(CLOSES) + 200 * 86_400
    waits: list[float] = []
    done = threading.Event()

    def sign_meanwhile() -> None:
        other = open_database(folder / "campaigner.db")
        days = {"opens": CLOSES, "closes": CLOSES + timedelta(days=999)}
        later = register(other, "later", zone=UTC, scheme="", thresholds=[], **days)
        while not done.wait(0.05):
            wish = checked(Application("Ana Sample", f"ana{len(waits)}@example.org", "M1 1AA"))
            start = time.perf_counter()
            sign(other, later, wish, now)
            waits.append(time.perf_counter() - start)
        other.close()

    signer = threading.Thread(target=sign_meanwhile)
    signer.start()
    moment = datetime.fromtimestamp(now, UTC)
    here = OpenWorkspace(Workspace(folder), database, moment, "bench")
    timed("anonymise all", lambda: anonymise(here), count)
    done.set()
    signer.join()
    waits = sorted(waits) or [0.0]
    print(
        f"signed {len(waits)} meanwhile: half within {waits[len(waits) // 2] * 1000:.0f} ms,"
        f" the slowest in {waits[-1] * 1000:.0f} ms"
    )
    assert verify(database, "replay").ok
    database.close()


def power_cuts(folder: Path, rounds: int) -> None:
    """Three writers are killed at random moments: nothing that they promised is lost."""
    tests = Path(__file__).parents[1] / "tests"
    sys.path[:0] = [str(tests), str(tests / "petitions")]
    from test_power_cuts import check_promises, cut

    path = folder / "cuts.db"
    promised: list[int] = []
    for round_ in range(rounds):
        promised += cut(path, round_, patience=60)
        check_promises(path, promised)
    print(f"{rounds} power cuts, {len(promised):,} signatures promised, none lost", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=FULL)
    parser.add_argument("--folder", type=Path, help="on the disk that is to be measured")
    parser.add_argument("--cuts", type=int, default=50)
    parser.add_argument("--import-only", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        if not options.import_only:
            signing(Path(name), 3_000)
            appending(Path(name), min(options.count, 200_000))
            power_cuts(Path(name), options.cuts)
        replay(Path(name), options.count)


if __name__ == "__main__":
    main()
