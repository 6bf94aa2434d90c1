"""The web application: which address leads to which page, and what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from campaigner import addresses
from campaigner.addresses import host_of
from campaigner.editing.saving import finish_all
from campaigner.errors import CampaignerError
from campaigner.group_commit import one_writer
from campaigner.opening import opened_workspace
from campaigner.petitions.rehearsing import check_rehearsal
from campaigner.rendering.press import Press
from campaigner.rendering.renderers import name_of
from campaigner.web import log, operation
from campaigner.web.api.app import api_of
from campaigner.web.assets import gathered
from campaigner.web.counts import Counts
from campaigner.web.desk.routes import ROUTES as DESK_ROUTES
from campaigner.web.pages import (
    brief,
    campaign,
    counter,
    embed,
    front,
    links,
    map_picture,
    mistakes,
    my_data,
    notices,
    rehearsal,
    sharing,
    signing,
    stop_updates,
    styles,
    thanks,
    updates,
)
from campaigner.web.pages.in_turn import posted
from campaigner.web.pages.writing import files, finding, finished, form, mailing, sheet
from campaigner.web.protection import protected
from campaigner.web.routing import Shortlists
from campaigner.web.sealing import Seal
from campaigner.web.site import ACTOR, Site
from campaigner.web.turns import PDF
from campaigner.workspace import Workspace

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

ROUTES = (
    Route(addresses.FRONT, front.front),
    Route("/health", operation.health),
    Route("/ready", operation.ready),
    Route("/metrics", operation.metrics),
    Route("/robots.txt", operation.robots),
    Route("/.well-known/security.txt", operation.security),
    Route(addresses.SITEMAP, sharing.sitemap),
    Route(addresses.SHARE_PICTURE, sharing.picture),
    Route(addresses.EMBED, embed.frame),
    Route(addresses.EMBED_SCRIPT, embed.script),
    Route(addresses.HOW_WE_COUNT, notices.how_we_count),
    Route(addresses.ACCESSIBILITY, notices.accessibility),
    Route(addresses.STYLES, styles.styles),
    Route(addresses.REHEARSAL_MAILS, rehearsal.mails),
    Route(addresses.REHEARSAL_ATTACHED, rehearsal.attached),
    Route(addresses.MY_DATA, my_data.ask),
    Route(addresses.MY_DATA, my_data.send, methods=["POST"]),
    Route(addresses.MY_DATA_SENT, my_data.sent),
    Route(addresses.MY_DATA_MINE, my_data.mine),
    Route(addresses.MY_DATA_OPEN, my_data.open_link, methods=["POST"]),
    Route(addresses.MY_DATA_DOWNLOAD, my_data.posted(my_data.download), methods=["POST"]),
    Route(addresses.MY_DATA_STOP, my_data.posted(my_data.stop), methods=["POST"]),
    Route(addresses.MY_DATA_CORRECT, my_data.posted(my_data.correct), methods=["POST"]),
    Route(addresses.MY_DATA_COMMENT, my_data.posted(my_data.comment), methods=["POST"]),
    Route(addresses.MY_DATA_WITHDRAW, my_data.posted(my_data.withdraw), methods=["POST"]),
    Route(addresses.MY_DATA_ERASE, my_data.ask_to_erase),
    Route(addresses.MY_DATA_ERASE, my_data.posted(my_data.erase), methods=["POST"]),
    Route(addresses.MY_DATA_ERASED, my_data.erased),
    Route(addresses.MY_DATA_LEAVE, my_data.posted(my_data.leave), methods=["POST"]),
    Route(addresses.MY_DATA_LINK, my_data.arrive),
    *DESK_ROUTES,
    Route(addresses.CONFIRM, links.arrive_to_confirm),
    Route(addresses.CONFIRM_PAGE, links.ask_to_confirm),
    Route(addresses.CONFIRM_PAGE, links.confirm, methods=["POST"]),
    Route(addresses.WITHDRAW_STOP, links.ask_to_withdraw),
    Route(addresses.WITHDRAW_STOP, links.stop, methods=["POST"]),
    Route(addresses.WITHDRAW, links.arrive_to_withdraw),
    Route(addresses.WITHDRAW_PAGE, links.ask_to_withdraw),
    Route(addresses.WITHDRAW_PAGE, links.withdraw, methods=["POST"]),
    Route(addresses.STOP_UPDATES, stop_updates.arrive),
    Route(addresses.STOP_UPDATES, stop_updates.stop_by_program, methods=["POST"]),
    Route(addresses.STOP_UPDATES_PAGE, stop_updates.ask),
    Route(addresses.STOP_UPDATES_PAGE, stop_updates.stop, methods=["POST"]),
    Route(addresses.COUNT_JSON, counter.as_json),
    Route(addresses.COUNT_PICTURE, counter.as_picture),
    Route(addresses.MAP_PICTURE, map_picture.as_picture),
    Route(addresses.PETITION_JSON, campaign.as_json),
    Route(addresses.LOG_CHECKPOINT, log.checkpoint),
    Route(addresses.LOG_COSIGNATURES, log.cosign, methods=["POST"]),
    Route(addresses.LOG_GROWTH, log.growth),
    Route(addresses.LOG_KEY, log.key),
    Route(addresses.LOG_TILE, log.tile),
    Route(addresses.LOG_WORDING, log.wording),
    Route(addresses.CAMPAIGN, campaign.campaign_page),
    Route(addresses.CAMPAIGN, signing.sign, methods=["POST"]),
    Route(addresses.INBOX, signing.inbox),
    Route(addresses.THANKS, thanks.thanks),
    Route(addresses.PRIVACY, notices.privacy),
    Route(addresses.BRIEF, brief.brief),
    Route(addresses.UPDATES, updates.updates),
    Route(addresses.UPDATES_FEED, updates.feed),
    Route(addresses.RECEIPT, thanks.receipt),
    Route(addresses.WRITE, finding.ask_where),
    Route(addresses.WRITE, posted(finding.find), methods=["POST"]),
    Route(addresses.WRITE_AGAIN, finding.ask_where_again),
    Route(addresses.WRITE_EDIT, finding.start_again),
    Route(addresses.WRITE_EDIT, posted(form.change), methods=["POST"]),
    Route(addresses.WRITE_PREVIEW, sheet.no_preview_yet),
    Route(
        addresses.WRITE_PREVIEW,
        posted(sheet.show, otherwise=sheet.not_shown_yet),
        methods=["POST"],
    ),
    Route(addresses.WRITE_READY, finding.start_again),
    Route(addresses.WRITE_READY, posted(finished.finish), methods=["POST"]),
    Route(addresses.WRITE_PDF, finding.start_again),
    Route(addresses.WRITE_PDF, posted(files.save_pdf, PDF), methods=["POST"]),
    Route(addresses.WRITE_DRAFT, finding.start_again),
    Route(addresses.WRITE_DRAFT, posted(files.save_draft), methods=["POST"]),
    Route(addresses.WRITE_MAIL, finding.start_again),
    Route(addresses.WRITE_MAIL, posted(mailing.mail, PDF), methods=["POST"]),
    Route(addresses.WRITE_MAILED, mailing.mailed),
    Route(addresses.WRITE_REMINDER, finding.start_again),
    Route(addresses.WRITE_REMINDER, posted(files.save_reminder), methods=["POST"]),
)


@contextmanager
def opened_site(workspace: Workspace, clock: Callable[[], datetime]) -> Iterator[Site]:
    """What the pages of a workspace are made of, for the length of a ``with`` block.

    Raises CampaignerError.
    """
    with (
        gathered(workspace.template_folders) as assets,
        one_writer(workspace, clock, ACTOR) as writer,
        closing(Press(name_of(workspace.settings.letters.renderer))) as press,
    ):
        with opened_workspace(workspace, clock(), ACTOR) as here:
            check_rehearsal(here)
            finish_all(here)
        seal, counts = Seal.of(workspace.keys_folder), Counts(workspace, clock)
        yield Site(workspace, clock, assets, seal, writer, press, counts)


def application(site: Site, hosts: Sequence[str] = ()) -> ASGIApp:
    """Returns the web application of a site.

    It answers to the host of the settings' web address, to this machine's own names, and to
    ``hosts``.
    """
    pages = Starlette(
        exception_handlers={
            HTTPException: mistakes.refused,
            CampaignerError: mistakes.unable,
            500: mistakes.failed,
        },
    )
    pages.router = Shortlists([Mount(addresses.API, api_of(site)), *ROUTES])
    pages.state.site = site
    known = [host_of(site.settings.web.address), *LOCAL_HOSTS, *hosts]
    return operation.Measured(
        protected(site.assets.served_by(pages), [host for host in known if host])
    )
