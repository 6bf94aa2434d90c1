"""Removing a campaign: what names people goes, the ledger and what receipts need stay.

The definition and the public log are put aside in the workspace's folder ``removed``; the petition
stays closed in the database, so that no other campaign gets its name and its ledger. What names
people goes as it does in time, for this campaign alone, a little in each transaction.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from campaigner.campaigns.loader import defined_campaign
from campaigner.errors import CampaignerError
from campaigner.files import make_folder
from campaigner.holding import Limits, Removed
from campaigner.issued import clear_places
from campaigner.jobs.expiry import remove_now
from campaigner.jobs.finished import Finished, Told
from campaigner.opening import OpenWorkspace
from campaigner.organisers.acts import Act
from campaigner.organisers.proposals import matter_of
from campaigner.petitions.opening import open_petition
from campaigner.petitions.proof.log_folder import write_log
from campaigner.privacy.holdings import HOLDINGS
from campaigner.privacy.people import is_large
from campaigner.store import audit, jobs, petitions, removed_campaigns, tallies
from campaigner.store.care import rewrite
from campaigner.store.database import snapshot, transaction
from campaigner.store.jobs import JobRow
from campaigner.store.petitions import Petition
from campaigner.store.proposals import Matter
from campaigner.store.removed_campaigns import OfCampaign
from campaigner.text import in_language

DEFINITION, LOG = "definition", "log"


class RemovalRefused(CampaignerError):
    """A campaign that is not removed; its code is ``example``, ``still-open`` or ``removed``."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What removing a campaign means: how much goes, and what stays.

    ``refused`` is why it cannot be done, as the code of RemovalRefused; empty if it can.
    """

    campaign: str
    title: str
    goes: OfCampaign
    counted: int
    rows: int
    refused: str


@dataclass(frozen=True, slots=True)
class OneCampaign(Limits):
    """The limits by which the names of one campaign are past their time, and of no other."""

    campaign: str = ""

    def past_petitions(self, connection: sqlite3.Connection) -> list[Petition]:
        """Returns the petition of the campaign."""
        found = petitions.find_petition(connection, self.campaign)
        return [found] if found else []


def removal_of(here: OpenWorkspace, slug: str) -> Removal:
    """Returns what removing a campaign means. Raises UnknownName."""
    folder = here.workspace.campaign_folder(slug)
    with snapshot(here.database) as connection:
        petition = petitions.find_petition(connection, slug)
        number = petition.id if petition else 0
        return Removal(
            slug,
            _title(folder),
            removed_campaigns.counts(connection, slug, number),
            tallies.total(connection, number) if petition else 0,
            petition.ledger_rows if petition else 0,
            _refusal(here, folder, petition),
        )


def removal_matter(here: OpenWorkspace, slug: str) -> Matter:
    """Returns what two people decide about: the campaign as it is now. Raises UnknownName.

    Its files, its last day, and how many rows its ledger has are part of it.
    """
    folder = here.workspace.campaign_folder(slug)
    petition = petitions.find_petition(here.database.conn, slug)
    content = (str(petition.closes_at), str(petition.ledger_rows)) if petition else ()
    return matter_of(Act.REMOVE_CAMPAIGN, "campaign", _mark(folder), *content, campaign=slug)


def check_removable(here: OpenWorkspace, slug: str) -> None:
    """Raises RemovalRefused if a campaign cannot be removed now, UnknownName."""
    refused = removal_of(here, slug).refused
    messages = {
        "example": ("This campaign comes with the program.", "Only your own can be removed."),
        "still-open": ("People can still sign.", "Close the petition first."),
        "removed": ("This campaign is removed already.", ""),
    }
    if refused:
        message, hint = messages[refused]
        raise RemovalRefused(message, hint=hint, code=refused)


def remove_campaign(here: OpenWorkspace, row: JobRow, tell: Told) -> Finished:
    """Removes a campaign, or what is left of it after an interruption.

    A large database's file is left to be rewritten by the next removal of what is past its time.
    The number of what could not be removed is that of files that were changed since or cannot be
    reached; they stay noted. Raises CampaignerError if the log or the files cannot be put aside.
    """
    petition = _put_aside(here, row.campaign)
    limits = OneCampaign(
        here.moment, here.workspace.settings.retention, here.zone, here.actor, row.campaign
    )
    expected = sum(removed_campaigns.counts(here.database.conn, row.campaign, petition.id))
    done, left = 0, set[str]()
    for step in _steps(here, limits):
        done += sum(step.counts.values())
        left |= {each.path for each in step.left}
        tell(done, max(expected, done + 1))
    _remove_files_of_jobs(here, row)
    with transaction(here.database) as connection:
        done += removed_campaigns.remove_rest(connection, row.campaign, petition.id)
    clear_places(here.database, here.workspace.root)
    rewritten = not is_large(here) and rewrite(here.database.conn)
    with transaction(here.database) as connection:
        audit.record(
            connection, here.moment, here.actor, "campaign removed", row.campaign,
            records=done, files_left=len(left), rewritten=rewritten,
        )  # fmt: skip
    tell(done, done)
    return Finished([], len(left))


def _put_aside(here: OpenWorkspace, slug: str) -> Petition:
    """Keep the public log and the definition, and note that the campaign is removed."""
    place = here.workspace.removed_folder / slug
    known = petitions.find_petition(here.database.conn, slug)
    if known is None or known.removed_at is None:
        check_removable(here, slug)
        make_folder(place, private=True)
        known = _with_log(here, slug, place / LOG)
        with transaction(here.database) as connection:
            removed_campaigns.mark(connection, known.id, here.moment)
    folder = here.workspace.campaigns_folder / slug
    if folder.is_dir():
        folder.rename(_free(place / DEFINITION))
    return petitions.petition_of(here.database.conn, known.id)


def _with_log(here: OpenWorkspace, slug: str, folder: Path) -> Petition:
    """Write the log, if there is one; a definition with mistakes keeps no campaign from going."""
    connection = here.database.conn
    try:
        petition = open_petition(here, slug)
    except CampaignerError:
        known = petitions.find_petition(connection, slug)
        if known and known.ledger_rows:
            raise  # without the definition the log cannot be signed
        with transaction(here.database):
            petitions.add_petition(connection, slug, "", here.moment, here.moment)
        found = petitions.find_petition(connection, slug)
        assert found is not None
        return found
    if petition.petition.ledger_rows:
        write_log(petition, folder)
    return petition.petition


def _free(path: Path) -> Path:
    """The path, or one beside it, at which nothing is."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def _steps(here: OpenWorkspace, limits: Limits) -> Iterator[Removed]:
    for each in HOLDINGS:
        yield from each.remove_due(here.database, limits)


def _remove_files_of_jobs(here: OpenWorkspace, row: JobRow) -> None:
    found = jobs.files_of_campaign(here.database.conn, row.campaign)
    remove_now(here.database, [each for each in found if each.job != row.id])


def _refusal(here: OpenWorkspace, folder: Path, petition: Petition | None) -> str:
    if folder.parent != here.workspace.campaigns_folder:
        return "example"
    if petition and petition.removed_at is not None:
        return "removed"
    if petition and petition.opens_at <= here.moment < petition.closes_at:
        return "still-open"
    return ""


def _title(folder: Path) -> str:
    try:
        campaign = defined_campaign(folder)
    except CampaignerError:
        return folder.name
    return in_language(campaign.title, campaign.languages[0])


def _mark(folder: Path) -> str:
    """The SHA-256 of all files of a campaign, with their names."""
    digest = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix().encode()
        digest.update(hashlib.sha256(name).digest())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
