"""Email addresses: how they are kept, written in a mail, and reduced to the person behind them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from campaigner.email_slips import APOSTROPHES, mistyped_ending, without_slips
from campaigner.errors import CampaignerError
from campaigner.text import without_guides

# Where dots in the local part mean nothing, and domains that are another's second name.
DOTLESS = frozenset({"gmail.com"})
ALIASES: Mapping[str, str] = {"googlemail.com": "gmail.com"}

# The plainest addresses are told at a glance: the library takes longer for one than the rest of
# an import takes for a row. A test compares the two.
_PLAIN = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
    r"@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+(?i:com|cymru|eu|ie|net|org|scot|uk|wales)",
    re.ASCII,
)
_PLAINEST = 61  # characters, so that neither half is too long
_LONGEST, _LONGEST_LOCAL = 254, 64  # characters; RFC 5321, 4.5.3.1 (a path of 256 has two brackets)
_ENCODED = "xn--"  # how a part of a domain starts that has other letters than ASCII's


class EmailRefused(CampaignerError):
    """A text that is not an email address, or one that not every mail server delivers to."""


def parse_email(text: str) -> str:
    """Returns an address as it is kept: trimmed, the domain in lower case and in its own script.

    The local part stays as it was typed; it can have ASCII characters only. Nothing is looked up
    on the internet. Whatever is taken can be written to: see ``mailed_email``. Raises EmailRefused,
    whose message does not repeat the text; its hint has the address that was probably meant, if
    that can be told.
    """
    text = without_guides(text).strip()
    try:
        return _read(text)
    except EmailRefused:
        raise _refused(text) from None


def plain_email(text: str) -> str | None:
    """Returns an address of the plainest kind as ``parse_email`` does; None for any other text."""
    text = text.strip()
    if not _is_plain(text):
        return None
    if text.islower():
        return text
    local, _, domain = text.rpartition("@")
    return f"{local}@{domain.lower()}"


def _is_plain(text: str) -> bool:
    return len(text) <= _PLAINEST and _PLAIN.fullmatch(text) is not None


def _read(text: str) -> str:
    if plain := plain_email(text):
        return plain
    from email_validator import EmailNotValidError, validate_email

    try:
        read = validate_email(
            text, strict=True, allow_smtputf8=False, check_deliverability=False
        ).normalized
    except EmailNotValidError:
        raise EmailRefused("") from None
    domain = read.rpartition("@")[2]
    if mistyped_ending(domain) or _in_own_script(_mailed(read).rpartition("@")[2]) != domain:
        raise EmailRefused("")
    return read


def _refused(text: str) -> EmailRefused:
    local, _, domain = text.rpartition("@")
    guess = suggested(text)
    meant = f"Did you mean {guess}?" if guess else ""
    if any(char in local for char in APOSTROPHES):
        return EmailRefused(
            "This email address has a curly apostrophe.", hint=meant or "Use a straight one: '."
        )
    if not meant and not local.isascii():
        return EmailRefused(
            "This email address has letters before the @ that many mail servers do not accept.",
            hint="Use another address, with letters from a to z.",
        )
    if meant and mistyped_ending(domain.lower()):
        return EmailRefused("This email address has an ending that does not exist.", hint=meant)
    return EmailRefused(
        "This is not a valid email address.", hint=meant or "Write it like name@example.org."
    )


def suggested(text: str) -> str:
    """Returns the address that was probably meant by a text that is not valid; empty if unclear."""
    try:
        guess = _read(without_slips(text))
    except EmailRefused:
        return ""
    return guess if guess != text else ""


def canonical_email(
    email: str,
    dotless: Collection[str] = DOTLESS,
    aliases: Mapping[str, str] = ALIASES,
) -> str:
    """Returns the address of the mailbox behind all spellings of an address, to find duplicates.

    Lower case, without ``+…``; without dots at the domains of ``dotless``; a domain of
    ``aliases`` under its first name; the domain in its own script.
    """
    local, _, domain = email.lower().rpartition("@")
    if _ENCODED in domain:
        domain = _in_own_script(domain)
    domain = aliases.get(domain, domain)
    if "+" in local:
        local = local.partition("+")[0] or local
    if domain in dotless:
        local = local.replace(".", "")
    return f"{local}@{domain}"


def same_address(one: str | None, other: str | None) -> bool:
    """Returns whether two texts are one address, compared without case; None is like none."""
    return one is not None and other is not None and one.lower() == other.lower()


def mailbox_of(text: str) -> str:
    """Returns the canonical address of what was typed to find someone by.

    Someone who was taken in under an address that is refused today is found, too.
    Raises EmailRefused if the text cannot be an address.
    """
    text = text.strip()
    local, _, domain = text.rpartition("@")
    if not (local and domain):
        raise _refused("")
    return canonical_email(text)


def mailed_email(email: str) -> str:
    """Returns an address as it is written in a mail: the domain in ASCII (IDNA 2008).

    A mail program reads exactly this one address in a header that has it. Raises EmailRefused if
    there is no such header, as for addresses that were taken before this was asked: too long
    (RFC 5321, 4.5.3.1), or with what headers read as another text (``=?utf-8?…?=``, RFC 2047).
    """
    try:
        return email if _is_plain(email) else _mailed(email)
    except EmailRefused:
        raise EmailRefused("No email can be sent to this address.") from None


def _mailed(email: str) -> str:
    import idna

    local, _, domain = email.rpartition("@")
    try:
        mailed = f"{local}@{idna.encode(domain, uts46=True).decode()}"
    except (idna.IDNAError, UnicodeError):
        raise EmailRefused("") from None
    if not local.isascii() or len(local) > _LONGEST_LOCAL:
        raise EmailRefused("")
    if len(mailed) > _LONGEST or not _reads_as_itself(mailed):
        raise EmailRefused("")
    return mailed


def _reads_as_itself(mailed: str) -> bool:
    """Whether a header with an address is read as that address and nothing else."""
    from email import message_from_bytes
    from email.message import EmailMessage
    from email.policy import SMTP

    if "=?" in mailed:  # Python's versions differ in what they read there
        return False
    message = EmailMessage(policy=SMTP)
    try:
        message["To"] = mailed
        (read,) = message_from_bytes(message.as_bytes(), policy=SMTP)["To"].addresses
    except (ValueError, LookupError, AttributeError, TypeError):  # as Python's parser breaks off
        return False
    return bool(read.addr_spec == mailed)


def _in_own_script(domain: str) -> str:
    if _ENCODED not in domain:
        return domain
    import idna

    try:
        return idna.decode(domain)
    except idna.IDNAError:
        return domain
