"""Mails as they are sent: text and HTML that say the same, written when they go out.

Updates are news, and have List-Unsubscribe for one click (RFC 8058). All others answer what a
person did: they need none, and have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from campaigner.addresses import (
    LANGUAGE,
    campaign_page,
    data_link,
    host_of,
    mailed_link,
    stop_link,
    writing_page,
)
from campaigner.data_protection.notice import notice_address
from campaigner.desk_addresses import invitation_link
from campaigner.emails import EmailRefused, mailed_email, parse_email
from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.mail.bodies import Body, read_body
from campaigner.mail.headers import Whole
from campaigner.mail.transports import ReadyMail
from campaigner.mail.update_words import UpdateWords, update_words
from campaigner.petitions.proof.checkpoints import signer_of
from campaigner.petitions.proof.receipts import Recorded, receipt_text
from campaigner.petitions.signing.confirmation import confirmable_until
from campaigner.petitions.signing.tokens import DAY, DAYS_GOOD
from campaigner.petitions.stop_links import stop_token
from campaigner.rendering.templating.environment import environment, render
from campaigner.text import in_language, one_line
from campaigner.time_zones import day_of
from campaigner.vocabulary.consents import SpecialCategoryCondition
from campaigner.vocabulary.mail import Blame, MailKind
from campaigner.vocabulary.signatures import LinkPurpose

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from campaigner.campaigns.models import Campaign
    from campaigner.store.data_links import DataLink
    from campaigner.store.invitations import Invitation
    from campaigner.store.mailed_letters import MailedLetter
    from campaigner.store.outbox import Outgoing
    from campaigner.store.petitions import Petition
    from campaigner.store.signatures import Signature
    from campaigner.store.updates import Update
    from campaigner.workspace import Workspace

_PURPOSES: Mapping[str, LinkPurpose] = {
    MailKind.CONFIRM: LinkPurpose.CONFIRM,
    MailKind.REMIND: LinkPurpose.CONFIRM,
    MailKind.COUNTED: LinkPurpose.WITHDRAW,
}
_ENCODING = "quoted-printable"  # letters of ASCII alone: every server takes them as they are


@dataclass(frozen=True, slots=True)
class Draft:
    """What a mail is written from, as it was read from the database: nothing more is needed.

    ``token`` is that of its link, empty if it has none; ``recorded`` what its receipt shows.
    ``allowed`` are the words of what the person said yes to; ``soft_opt_in``: they did not refuse
    the organisation's news. ``update`` is the update that it brings, if any.
    """

    outgoing: Outgoing
    signature: Signature
    petition: Petition
    token: str
    recorded: Recorded | None = None
    allowed: tuple[str, ...] = ()
    soft_opt_in: bool = False
    update: Update | None = None


class NotWritten(Exception):
    """A mail that cannot be written; ``words`` name no person."""

    def __init__(self, blame: Blame, words: str) -> None:
        super().__init__(words)
        self.blame = blame
        self.words = words


def purpose_of(kind: MailKind) -> LinkPurpose | None:
    """Returns what the link of a mail does, None if the mail has no such link."""
    return _PURPOSES.get(kind)


@dataclass(frozen=True)
class Writer:
    """Writes the mails of a workspace."""

    workspace: Workspace
    _updates: dict[tuple[int, int, str], UpdateWords] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def write(self, draft: Draft, now: int) -> ReadyMail:
        """Returns the mail of a draft. Raises NotWritten, whatever is wrong with it."""
        slug = draft.petition.campaign
        try:
            campaign = self._campaign(slug)
        except (CampaignerError, OSError):
            words = f"the campaign “{slug}” is missing or cannot be used"
            raise NotWritten(Blame.CAMPAIGN, words) from None
        try:
            to = mailed_email(draft.signature.email or "")
        except EmailRefused:
            raise NotWritten(Blame.ADDRESS, "no mail can be addressed to it") from None
        try:
            written = self._update if draft.update else self._written
            message = written(draft, campaign, to, now)
        except ProblemsFound as error:
            place = error.problems[0]
            words = f"{place.path}, line {place.line}: {place.message}"
            raise NotWritten(Blame.CAMPAIGN, words.rstrip(".")) from None
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one mail, the others go
            words = f"it cannot be written ({type(error).__name__})"
            raise NotWritten(Blame.MAIL, words) from None
        return ReadyMail(message, to, f"{draft.outgoing.id:06d}-{draft.outgoing.kind}")

    def _written(self, draft: Draft, campaign: Campaign, to: str, now: int) -> EmailMessage:
        outgoing, signature = draft.outgoing, draft.signature
        language = self._language(outgoing.kind, signature.language)
        link, until = "", ""
        if purpose := _PURPOSES.get(outgoing.kind):
            link = mailed_link(self._address, purpose, draft.token)
            until = self._last_day(draft.petition, purpose, now, language)
        values = self._values(campaign, signature.name, language)
        values |= {"link": link, "until": until}
        values |= {"allowed": draft.allowed, "soft_opt_in": draft.soft_opt_in}
        message = self._message(self._body(outgoing.kind, language, values), values, to, now)
        message["Message-ID"] = f"<{outgoing.id}.{outgoing.made_at}@{self.host}>"
        if draft.recorded:
            receipt = receipt_text(draft.recorded, signer_of(self.workspace, campaign.slug))
            message.add_attachment(receipt, filename=f"receipt-{campaign.slug}.txt", cte="base64")
        message["Content-Language"] = language  # setting content and attaching files removes it
        message.as_bytes(policy=SMTP)  # what cannot be sent is not written
        return message

    def _update(self, draft: Draft, campaign: Campaign, to: str, now: int) -> EmailMessage:
        assert draft.update
        token = stop_token(self.workspace, draft.signature.id)
        words = self._update_words(campaign, draft.update, draft.signature.language)
        message = self.update(campaign, words, draft.signature.name, token, (to, now))
        outgoing = draft.outgoing
        message["Message-ID"] = f"<{outgoing.id}.{outgoing.made_at}@{self.host}>"
        message.as_bytes(policy=SMTP)  # what cannot be sent is not written
        return message

    def update(
        self,
        campaign: Campaign,
        words: UpdateWords,
        signatory: str,
        token: str,
        sent: tuple[str, int],
    ) -> EmailMessage:
        """Returns an update to a signatory, but for its ID: ``sent`` is the address and the time.

        ``token`` is that of the link that stops updates.
        """
        language, link = self._language("update", words.language), stop_link(self._address, token)
        values = self._values(campaign, signatory, language)
        values |= {"subject": words.subject, "link": link}
        around = self._body("update", language, values)
        greeting, *why = around.paragraphs  # above what the organiser wrote, and below it
        body = Body(words.subject, (greeting, *words.paragraphs, *why), around.footer)
        values |= {"greeting": greeting, "content": words.html, "why": why}
        values |= {"written_in": words.language}
        message = self._message(body, values, *sent, layout="mail/update.html")
        message["List-Id"] = f"<updates.{campaign.slug}.{self.host}>"
        message["List-Unsubscribe"] = Whole("List-Unsubscribe", f"<{link}>")
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message["Content-Language"] = words.language
        return message

    def _update_words(self, campaign: Campaign, update: Update, language: str) -> UpdateWords:
        """What an update says; it cannot change while it goes out."""
        key = (update.id, update.changed_at, language)
        if key not in self._updates:
            self._updates[key] = update_words(campaign, update, language)
        return self._updates[key]

    def trial(self, to: str, language: str, now: int) -> ReadyMail:
        """Returns a mail about nothing, to try whether mail goes."""
        language = self._language("test", language)
        values = self._organisation(language)
        message = self._message(self._body("test", language, values), values, to, now)
        message["Message-ID"] = f"<test.{now}@{self.host}>"
        message["Content-Language"] = language
        return ReadyMail(message, to, "test")

    def own_letter(self, letter: MailedLetter, now: int) -> ReadyMail:
        """Returns the mail that brings a person the letter that they wrote.

        It says nothing that was typed. Raises NotWritten.
        """
        try:
            to = mailed_email(letter.email)
            title = in_language(self._campaign(letter.campaign).title, letter.language)
        except (CampaignerError, OSError):
            raise NotWritten(Blame.MAIL, "the campaign or the address cannot be used") from None
        language = self._language("letter", letter.language)
        again = writing_page(self._address, letter.campaign, again=True)
        values = self._organisation(language) | {
            "title": title,
            "recipient": letter.recipient,
            "link": f"{again}?{LANGUAGE}={letter.language}",
        }
        message = self._message(self._body("letter", language, values), values, to, now)
        message["Message-ID"] = f"<letter.{letter.id}.{letter.made_at}@{self.host}>"
        message.add_attachment(
            letter.pdf, maintype="application", subtype="pdf", filename=f"{letter.campaign}.pdf"
        )
        message["Content-Language"] = language
        return ReadyMail(message, to, f"letter-{letter.id:06d}")

    def data_link(self, link: DataLink, token: str, now: int) -> ReadyMail:
        """Returns the mail with the link by which a person sees their own data.

        Raises NotWritten.
        """
        values = {"link": data_link(self._address, token)}
        return self._with_link("my-data", link, values, f"data.{link.id}.{now}", now)

    def invitation(self, invitation: Invitation, token: str, now: int) -> ReadyMail:
        """Returns the mail that invites somebody to an account. Raises NotWritten."""
        values = {
            "link": invitation_link(self._address, token),
            "days": self.workspace.settings.desk.invitation_days,
        }
        number = f"invitation.{invitation.id}.{now}"
        return self._with_link("invitation", invitation, values, number, now)

    def _with_link(
        self, kind: str, to: DataLink | Invitation, values: dict[str, Any], number: str, now: int
    ) -> ReadyMail:
        """A mail that brings a link, with a number unlike any other's. Raises NotWritten."""
        try:
            address = mailed_email(to.email)
        except EmailRefused:
            raise NotWritten(Blame.ADDRESS, "no mail can be addressed to it") from None
        language = self._language(kind, to.language)
        values = self._organisation(language) | values
        message = self._message(self._body(kind, language, values), values, address, now)
        message["Message-ID"] = f"<{number}@{self.host}>"
        message["Content-Language"] = language
        return ReadyMail(message, address, f"{kind}-{to.id:06d}")

    def _message(
        self,
        body: Body,
        values: dict[str, Any],
        to: str,
        now: int,
        layout: str = "mail/layout.html",
    ) -> EmailMessage:
        """A mail in text and HTML with its headers, but for its ID."""
        message = EmailMessage()
        message["From"] = Address(values["organisation"], addr_spec=mailed_email(self.sender))
        message["To"] = Address(addr_spec=to)
        if reply_to := self._reply_to:
            message["Reply-To"] = Address(values["organisation"], addr_spec=reply_to)
        message["Subject"] = body.subject
        message["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body.text, cte=_ENCODING)
        html = render(self._html, layout, body=body, **values)
        message.add_alternative(html, subtype="html", cte=_ENCODING)
        return message

    def _body(self, kind: str, language: str, values: dict[str, Any]) -> Body:
        words = render(self._text, f"mail/{kind}.{language}.txt", **values)
        ending = self._language("footer", language)
        return read_body(words, render(self._text, f"mail/footer.{ending}.txt", **values))

    def _language(self, kind: str, wanted: str) -> str:
        """Returns the signatory's language if there is a template in it, else English."""
        return wanted if f"mail/{kind}.{wanted}.txt" in self._templates else "en"

    def _values(self, campaign: Campaign, signatory: str, language: str) -> dict[str, Any]:
        return self._organisation(language) | {
            "signatory": signatory,
            "title": in_language(campaign.title, language),
            "privacy_notice": notice_address(self.workspace.settings, campaign.slug),
            "page": campaign_page(self._address, campaign.slug),
            "unconfirmed_days": self.workspace.settings.retention.unconfirmed_days,
            "explicit_consent": self.workspace.settings.privacy.special_category
            is SpecialCategoryCondition.EXPLICIT_CONSENT,
        }

    def _organisation(self, language: str) -> dict[str, Any]:
        settings = self.workspace.settings
        organisation, controller = settings.organisation, settings.data_controller
        reached = (organisation.email, organisation.telephone, organisation.website)
        return {
            "language": language,
            "organisation": one_line(organisation.name) or self.host,
            "address": ", ".join(organisation.address),
            "charity_number": organisation.charity_number,
            "reached": " · ".join(filter(None, reached)),
            "controller": controller.name,
            "contact": controller.contact,
            "privacy_notice": controller.privacy_notice,
        }

    def _last_day(self, petition: Petition, purpose: LinkPurpose, now: int, language: str) -> str:
        """The last day on which a link works that is sent now, in words."""
        from babel.dates import format_date

        ends = now + DAYS_GOOD[purpose] * DAY
        if purpose is LinkPurpose.CONFIRM:
            ends = min(ends, confirmable_until(petition))
        day = day_of(ends - 1, self.workspace.zone)
        return format_date(day, "long", locale="en_GB" if language == "en" else language)

    @property
    def sender(self) -> str:
        """The address that mails come from; one that takes no answers if none is set."""
        settings = self.workspace.settings
        return settings.mail.sender or settings.organisation.email or f"no-reply@{self.host}"

    @property
    def _reply_to(self) -> str:
        """Where an answer goes if not to the sender: to people, if their address is known."""
        settings = self.workspace.settings
        for known in (settings.organisation.email, settings.data_controller.contact):
            try:
                address = mailed_email(parse_email(known))
            except EmailRefused:
                continue
            return "" if address == mailed_email(self.sender) else address
        return ""

    @property
    def _address(self) -> str:
        return self.workspace.settings.web.address

    @property
    def host(self) -> str:
        """The name of the pages' server, as addresses and numbers of mails have it."""
        return host_of(self._address) or "localhost"

    def _campaign(self, name: str) -> Campaign:
        from campaigner.campaigns.loader import defined_campaign

        return defined_campaign(self.workspace.campaign_folder(name))

    @cached_property
    def _html(self) -> ImmutableSandboxedEnvironment:
        return environment(self.workspace.template_folders)

    @cached_property
    def _text(self) -> ImmutableSandboxedEnvironment:
        made = environment(self.workspace.template_folders)
        made.autoescape = False  # plain text; the HTML is made of it with escaping
        return made

    @cached_property
    def _templates(self) -> frozenset[str]:
        return frozenset(self._text.list_templates())
