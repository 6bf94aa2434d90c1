"""The gate that a petition passes before its first signature.

Once anybody has signed, the petition is open, and nothing here stops it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from campaigner.campaigns.models import Campaign
from campaigner.campaigns.opening_checks import opening_problems
from campaigner.campaigns.overview import Checked, check_campaigns
from campaigner.campaigns.reading import read_campaign
from campaigner.data_protection.notice import is_adopted, privacy_notice
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.petitions.opening import OpenPetition
from campaigner.problems import Problem, Severity, errors_among, shown_path
from campaigner.shelf import in_this_moment
from campaigner.store.signatures import has_waiting
from campaigner.vocabulary.consents import UpdatesBasis
from campaigner.workspace import SETTINGS_FILE, Workspace


class MayNotOpen(ProblemsFound):
    """A petition that nobody has signed yet, and that something speaks against opening."""

    code = "may-not-open"


def check_may_open(here: OpenPetition) -> None:
    """Raise MayNotOpen if nobody has signed a petition yet and something speaks against it."""
    in_this_moment(("may open", here.database, here.petition.id), lambda: _check(here))


def _check(here: OpenPetition) -> None:
    if here.petition.ledger_rows or has_waiting(here.database.conn, here.petition.id):
        return
    if problems := errors_among(problems_before_opening(here.workspace, here.campaign)):
        slug = here.campaign.slug
        raise MayNotOpen(f"The petition “{slug}” may not open yet.", problems, campaign=slug)


def problems_before_opening(workspace: Workspace, campaign: Campaign) -> list[Problem]:
    """Returns what speaks against opening a campaign, as errors, and what to think of, as warnings.

    Its facts, promises, thresholds and asks are judged as of its first day.
    """
    loaded = read_campaign(campaign.folder)
    found = opening_problems(loaded, campaign)
    return sorted([*found, *_notice_problems(workspace, campaign), *_updates_problems(workspace)])


def check_openings(
    workspace: Workspace, slugs: Sequence[str] = (), today: date | None = None
) -> Checked:
    """As ``overview.check_campaigns``, and whether each campaign may open.

    Raises as it does.
    """
    checked = check_campaigns(workspace, slugs, today)
    found = {
        problem: None
        for slug in slugs or workspace.campaign_slugs()
        for problem in _found_in(workspace, slug)
    }
    return replace(checked, problems=tuple(sorted({*checked.problems, *found})))


def _found_in(workspace: Workspace, slug: str) -> list[Problem]:
    try:
        campaign = read_campaign(workspace.campaign_folder(slug)).campaign
    except (CampaignerError, OSError):  # one of the problems of the campaign already
        return []
    return problems_before_opening(workspace, campaign) if campaign else []


def _notice_problems(workspace: Workspace, campaign: Campaign) -> list[Problem]:
    place = shown_path(workspace.root / SETTINGS_FILE)
    code = "missing-privacy-notice"
    found: list[Problem] = []
    for language in campaign.languages:
        try:
            privacy_notice(workspace, campaign, language)
        except CampaignerError as error:
            message = f"there is no privacy notice. {error.message}"
            found.append(Problem(place, 0, code, message, error.hint))
    if not found and not is_adopted(workspace):
        message = "the shipped privacy notice is used: the workspace has none of its own."
        hint = "Copy it into the workspace, read it, and change what is different with you."
        code = "privacy-notice-not-adopted"
        found.append(Problem(place, 0, code, message, hint, severity=Severity.WARNING))
    return list(dict.fromkeys(found))


def _updates_problems(workspace: Workspace) -> list[Problem]:
    try:
        settings = workspace.settings
    except ProblemsFound:  # named by themselves
        return []
    soft = settings.updates.basis is UpdatesBasis.SOFT_OPT_IN
    if not soft or settings.organisation.charity_number.strip():
        return []
    message = "updates.basis is soft-opt-in, which the law allows charities alone."
    hint = "Fill in organisation.charity_number, or ask for consent."
    place = shown_path(workspace.root / SETTINGS_FILE)
    return [Problem(place, 0, "soft-opt-in-not-a-charity", message, hint)]
