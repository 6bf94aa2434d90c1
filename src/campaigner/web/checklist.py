"""What is missing before the pages go to the public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from campaigner.campaigns.overview import campaigns_in
from campaigner.data_protection.notice import is_adopted
from campaigner.petitions.campaign_states import list_campaigns
from campaigner.problems import Problem
from campaigner.setting_tables import SAMPLE_ADDRESS, Web
from campaigner.vocabulary.campaigns import CampaignState
from campaigner.workspace import SETTINGS_FILE, Workspace

_OPEN = (CampaignState.OPEN, CampaignState.EXTENDED, CampaignState.TO_COME)


def missing(workspace: Workspace, now: datetime) -> list[Problem]:
    """Returns what is to be done before people can sign here; nothing if all is there.

    Raises ProblemsFound if the settings have a mistake.
    """
    return [*_of_settings(workspace), *_of_files(workspace), *_of_campaigns(workspace, now)]


def _of_web(web: Web) -> Iterator[Problem]:
    if web.address == SAMPLE_ADDRESS:
        yield _setting("web-address", "web.address is still the example.", "Give your own address.")
    elif not web.address.startswith("https://"):
        yield _setting(
            "not-encrypted",
            "web.address does not begin with https://.",
            "Put a server with a certificate in front, such as Caddy.",
        )
    if not web.proxies:
        yield _setting(
            "no-proxies",
            "web.proxies is empty, so everybody seems to come from one place.",
            "Name the server in front, such as 127.0.0.1.",
        )


def _of_settings(workspace: Workspace) -> Iterator[Problem]:
    settings = workspace.settings
    mail = settings.mail
    yield from _of_web(settings.web)
    if not settings.organisation.name:
        yield _setting("no-name", "organisation.name is empty.", "Give the organisation's name.")
    if not settings.organisation.email:
        yield _setting(
            "no-email", "organisation.email is empty.", "Give an address that people can write to."
        )
    controller = settings.data_controller
    if not (controller.name.strip() and controller.contact.strip()):
        yield _setting(
            "data-controller-unfilled",
            "[data_controller] does not say who answers for people's data.",
            "Fill in name and contact.",
        )
    if not mail.host:
        yield _setting(
            "no-mail-server",
            "mail.host is empty, so nobody gets the link that confirms.",
            "Fill in [mail], then send yourself a test email.",
        )
    if settings.rehearsal.on:
        yield _setting("rehearsal", "This is a rehearsal.", "Set rehearsal.on = false.")


def _of_files(workspace: Workspace) -> Iterator[Problem]:
    if not is_adopted(workspace):
        yield Problem(
            "templates/privacy",
            0,
            "no-privacy-notice",
            "there is no privacy notice of your own.",
            "Adopt one, and read it.",
        )
    for path in (workspace.database_path, workspace.keys_folder):
        if path.exists() and path.stat().st_mode & 0o077:
            yield Problem(
                path.name,
                0,
                "not-private",
                "others on this machine can read it.",
                "Take their permission away (chmod go= ).",
            )


def _of_campaigns(workspace: Workspace, now: datetime) -> Iterator[Problem]:
    listed = list_campaigns(workspace, now).readable
    if not any(each.state in _OPEN for each in listed):
        yield Problem("campaigns", 0, "nothing-open", "no campaign is open or to come.", "")
    for slug in campaigns_in(workspace).broken:
        yield Problem(f"campaigns/{slug}", 0, "broken", "it cannot be read.", "Check the campaign.")


def _setting(code: str, message: str, hint: str) -> Problem:
    return Problem(SETTINGS_FILE, 0, code, message, hint)
