"""Hand-in packs at their real size: python -m benchmarks.handin [COUNT …].

Replays made-up signatures over constituencies (the real ones in ../shared/data where they are),
makes the pack in a process of its own, and says how long it took, in how much memory, on how much
paper. Names that try to break the list are among the others, and are looked for in their places.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import subprocess
import time
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pymupdf

from benchmarks._letters import CAMPAIGN, DATA, bench_folder, campaigner, prepare, real_postcodes
from campaigner.data_protection.questions import statement_words
from campaigner.opening import opened_workspace
from campaigner.petitions.counts.tally import take_tally
from campaigner.petitions.importing.request import ImportRequest
from campaigner.petitions.importing.run import import_signatures
from campaigner.petitions.opening import open_petition
from campaigner.vocabulary.signatures import Grouping
from campaigner.workspace import Workspace, adopt_privacy_notice

COUNTS = (1_000, 10_000, 100_000)
NOW = datetime(2027, 3, 10, 12, tzinfo=UTC)
_OPENS = datetime(2026, 12, 10, 9, tzinfo=UTC)
_EVERY = 997  # signatures between two of the hard names
HARD = (
    "ليلى الحسيني",
    "דנה לוי (כהן)",
    "王小明",
    "Ἀριστοτέλης Παπαδόπουλος",
    "Анна Иванова-Петрова",
    "प्रिया शर्मा",
    "Nguyễn Thị Hồng Nhung",
    "გიორგი ბერიძე",
    "Հայկ Սարգսյան",
    "สมชาย ใจดี",
    "김민수",
    "<b>Ada</b> & <script>alert(1)</script>",
    "Zoë̈ d’Ávila-Ångström",
    "Wolfeschlegelsteinhausenbergerdorff" * 4,
    "W" * 150,
    "Ana Maria " * 14 + "Sample",
)
_FIRST = [
    *("Ada", "Aisha", "Alun", "Amira", "Anna", "Bethan", "Bilal", "Catrin", "Chloe", "Daniel"),
    *("David", "Dylan", "Elin", "Emma", "Fatima", "Gareth", "George", "Grace", "Hannah", "Imran"),
    *("Isla", "Jack", "Jamila", "Joanna", "Kwame", "Laura", "Lily", "Mair", "Mohammed", "Nia"),
    *("Noah", "Owen", "Priya", "Rhys", "Rosa", "Sarah", "Sean", "Siân", "Suzie", "Tariq", "Zofia"),
]
_LAST = [
    *("Adeyemi", "Ahmed", "Begum", "Brown", "Campbell", "Chen", "Davies", "Edwards", "Evans"),
    *("Fraser", "Green", "Griffiths", "Harris", "Hughes", "Hussain", "Jones", "Kaur", "Khan"),
    *("Kowalski", "Lewis", "MacDonald", "Morgan", "Murphy", "Nowak", "O’Connor", "Okafor", "Parry"),
    *("Patel", "Price", "Roberts", "Rees", "Sample", "Shah", "Singh", "Smith", "Taylor", "Wright"),
]
_SETTINGS = """
[organisation]
name = "Sample Rights Charity"
address = ["1 Sample Street", "Sampleton", "SA1 1AA"]
email = "hello@example.org"

[data_controller]
name = "Sample Rights Charity"
contact = "privacy@example.org"

[web]
address = "https://example.org"

[mail]
sender = "petitions@example.org"

[rehearsal]
on = true
"""


def people(count: int) -> Iterator[tuple[str, str, str, str]]:
    """Made-up people over three months; more in some places than in others, and on some days."""
    draw = random.Random(1)
    codes = real_postcodes()
    draw.shuffle(codes)
    step = timedelta(days=90) / count
    for number in range(count):
        name = f"{draw.choice(_FIRST)} {draw.choice(_LAST)}"
        if number < 2 * len(HARD) or number % _EVERY == 0:
            name = HARD[number // 2 % len(HARD)] if number % 2 == 0 else name
        code = codes[int(len(codes) * draw.random() ** 2)]
        moment = (_OPENS + step * number).strftime("%Y-%m-%d %H:%M:%S")
        yield name, f"person.{number}@example{number % 40}.org", code, moment


def replay(folder: Path, count: int) -> Path:
    """A workspace in which so many have signed."""
    root = prepare(folder, f"handin-{count}")
    (root / "campaigner.toml").write_text(_SETTINGS, encoding="utf-8")
    adopt_privacy_notice(Workspace(root))
    hexagons = DATA / "constituencies-2024.hexjson"
    if hexagons.exists():
        subprocess.run(campaigner(root, "area", "import", hexagons), check=True)
    table = folder / "people.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "email", "postcode", "signed_at"])
        writer.writerows(people(count))
    workspace = Workspace(root)
    with opened_workspace(workspace, NOW, "bench") as here:
        petition = open_petition(here, CAMPAIGN)
        words = {"statement": statement_words(workspace, "en").words}
        done = import_signatures(
            petition, ImportRequest(file=table, confirmed=True, language="en", words=words)
        )
        print(f"{done.accepted:,} signatures", flush=True)
    return root


def at_that_time() -> dict[str, str]:
    """The environment of a command that is called at the moment of the bench."""
    return {**os.environ, "CAMPAIGNER_NOW": NOW.isoformat()}


def measured(command: list[str], *codes: int) -> tuple[float, float]:
    """The seconds that a command takes, and the megabytes of its largest process.

    It ends with 0, or with one of the codes.
    """
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=at_that_time(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, *codes), process.returncode
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def checked(root: Path, out: Path) -> None:
    """The total in the text is the tally's; hard names are where they belong."""
    with opened_workspace(Workspace(root), NOW, "bench") as here:
        total = take_tally(open_petition(here, CAMPAIGN), Grouping.AREA).total
    said = json.loads((out / "handin.json").read_text(encoding="utf-8"))
    assert said["signatures"] == total == said["list"]["lines"], said["signatures"]
    with pymupdf.open(out / "handin.pdf") as pack:
        assert f"{total:,}" in pack[0].get_text()
        assert pack.page_count == said["paper"]["sides"]
        text = "".join(pack[page].get_text() for page in range(min(40, pack.page_count)))
    plain = unicodedata.normalize("NFKC", text).replace("\n", "").replace(" ", "")
    for name in (HARD[3], HARD[4], HARD[6]):
        assert unicodedata.normalize("NFKC", name).replace(" ", "") in plain, name
    size = (out / "handin.pdf").stat().st_size / 1e6
    paper = said["paper"]
    print(
        f"{total:,} signatures: {paper['sides']:,} sides, {paper['sheets']:,} sheets, {size:.1f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS)
    wanted = parser.parse_args().counts
    with bench_folder() as folder:
        for count in wanted:
            root = replay(folder, count)
            out = folder / f"pack-{count}"
            command = campaigner(root, "petition", "handin", CAMPAIGN, "-o", out, "--force")
            seconds, megabytes = measured(command)
            checked(root, out)
            print(f"{seconds:.1f} s, {megabytes:.0f} MB in the largest process", flush=True)


if __name__ == "__main__":
    main()
