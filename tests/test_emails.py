"""Email addresses: what is taken, how it is kept, whose mailbox it is."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from campaigner.emails import (
    EmailRefused,
    canonical_email,
    mailbox_of,
    mailed_email,
    parse_email,
    same_address,
)

DOMAINS = st.sampled_from(["example.org", "bücher.example", "faß.de", "例え.example", "пример.рф"])
LOCALS = st.from_regex(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\.[A-Za-z0-9_-]{1,20})?", fullmatch=True
)
ADDRESSES = st.builds("{}@{}".format, LOCALS.filter(lambda text: "=?" not in text), DOMAINS)
PLAIN = st.from_regex(
    r"[A-Za-z0-9_.+-]{1,66}@[A-Za-z0-9.-]{1,66}\.(com|ORG|co\.uk|wales)", fullmatch=True
)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Ana.Sample@Example.ORG ", "Ana.Sample@example.org"),
        ("ana+news@example.org", "ana+news@example.org"),
        ("o'brien@example.co.uk", "o'brien@example.co.uk"),
        ("ana@BÜCHER.example", "ana@bücher.example"),
        ("ana@xn--bcher-kva.example", "ana@bücher.example"),
        ("ana@faß.de", "ana@faß.de"),  # another domain than fass.de (IDNA 2008)
        ("ana@ＥＸＡＭＰＬＥ.org", "ana@example.org"),
        ("\u200eana@example.org\u200f", "ana@example.org"),  # as phones copy it
        ("\ufeffana@exam\u00adple.org", "ana@example.org"),
        ("ana@ex\u0061\u0301mple.example", "ana@exámple.example"),  # composed
        ("ana@example.co", "ana@example.co"),
        ("ana@example.museum", "ana@example.museum"),
    ],
)
def test_addresses_that_are_taken(given: str, kept: str) -> None:
    assert parse_email(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "ana",
        "ana@",
        "@example.org",
        "ana@example",
        "a b@example.org",
        "a@b@example.org",
        "ana@example..org",
        ".ana@example.org",
        "ana@-example.org",
        "x" * 65 + "@example.org",
        "ana@example.org\nBcc: x@example.org",
        "ana@1.2.3.4",
        "<ana@example.org>",
        "Ana <ana@example.org>",
        '"a b"@example.org',
        "ana@[192.0.2.1]",
        "ana@localhost",
        "ana@example.invalid",
        "ana@♥.example",
        "ana@" + "x" * 64 + ".org",
        "ana@" + "x." * 125 + "org",
        # What a header would read as something else (RFC 2047), or as several addresses.
        "=?utf-8?q??=@example.org",
        "=?utf-8?q?ana?=@example.org",
        "=?utf-8?q?a=40evil.example=2cb=40victim.example=2c?=@gmail.com",
        "=?utf-8?q?me=40evil.example=2c?=@bbc.co.uk",
        "=?utf-8?b?YUBldmlsLmV4YW1wbGUs?=@example.org",
        "a=?b@example.org",
        "ana@example.org,ben@example.org",
        "ana@abcב1.org",  # letters from left to right and from right to left (RFC 5893)
        "ana@" + "ü" * 60 + ".example",  # a part of 63 in ASCII at most
        "ana@" + ".".join(["ü" * 30] * 7) + ".example",
    ],
)
def test_addresses_that_are_refused(given: str) -> None:
    with pytest.raises(EmailRefused):
        parse_email(given)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("ana", r"not a valid email address\."),
        ("o’brien@example.org", "curly apostrophe"),
        ("siân@example.org", "many mail servers do not accept"),
    ],
)
def test_what_is_said_of_an_address_that_is_refused(given: str, message: str) -> None:
    with pytest.raises(EmailRefused, match=message) as refused:
        parse_email(given)
    assert refused.value.hint
    assert given not in refused.value.message + refused.value.hint


@pytest.mark.parametrize(
    ("given", "guess"),
    [
        ("o’brien@example.org", "o'brien@example.org"),
        ("oʼbrien@example.org", "o'brien@example.org"),
        ("o´brien@example.org", "o'brien@example.org"),
        ("ana@gmail.con", "ana@gmail.com"),
        ("Ana@GMAIL.CON", "Ana@gmail.com"),
        ("ana@example.con", "ana@example.com"),
        ("ana@example.orgg", "ana@example.org"),
        ("ana@yahoo.co.ul", "ana@yahoo.co.uk"),
        ("ana@hotmail.couk", "ana@hotmail.co.uk"),
        ("ana@gmail", "ana@gmail.com"),
        ("ana@gmailcom", "ana@gmail.com"),
        ("ana@hotmailcouk", "ana@hotmail.co.uk"),
        ("ana@example,org", "ana@example.org"),
        ("ana@example..org", "ana@example.org"),
        ("ana@example.org.", "ana@example.org"),
        ("ana@example.org;", "ana@example.org"),
        ("ana @ example.org", "ana@example.org"),
        ("ana@@example.org", "ana@example.org"),
        ("ana＠example.org", "ana@example.org"),
        ("ana[at]example.org", "ana@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("Ana Sample <ana@example.org>", "ana@example.org"),
        ("a..na@example.org", "a.na@example.org"),
    ],
)
def test_the_address_that_was_probably_meant_is_suggested(given: str, guess: str) -> None:
    with pytest.raises(EmailRefused) as refused:
        parse_email(given)
    assert refused.value.hint == f"Did you mean {guess}?"
    assert parse_email(guess) == guess


@pytest.mark.parametrize(
    "given",
    [
        *("", "@", "ana", "siân@example.org", "ana@localhost", "ana@1.2.3.4", "a b@example.org"),
        *("ana@example.org, ben@example.org", "ana@example.org\nBcc: x@example.org", "n/a"),
    ],
)
def test_nothing_is_suggested_if_nobody_can_tell(given: str) -> None:
    with pytest.raises(EmailRefused) as refused:
        parse_email(given)
    assert "Did you mean" not in refused.value.hint


@pytest.mark.parametrize(
    ("given", "mailbox"),
    [
        ("Ana@Example.org", "ana@example.org"),
        ("ana+news@example.org", "ana@example.org"),
        ("a.n.a@gmail.com", "ana@gmail.com"),
        ("A.n.a+x@googlemail.com", "ana@gmail.com"),
        ("a.n.a@example.org", "a.n.a@example.org"),  # dots mean something elsewhere
        ("+ana@example.org", "+ana@example.org"),
        ("ana@xn--bcher-kva.example", "ana@bücher.example"),
    ],
)
def test_the_mailbox_behind_an_address(given: str, mailbox: str) -> None:
    assert canonical_email(given) == mailbox


def test_what_counts_as_dotless_can_be_configured() -> None:
    assert canonical_email("a.na@x.org", {"x.org"}, {}) == "ana@x.org"
    assert canonical_email("a.na@gmail.com", (), {}) == "a.na@gmail.com"


def test_no_address_is_like_none() -> None:
    assert same_address("Ana@x.org", "ana@X.org")
    assert not same_address(None, None)


def test_people_are_found_under_addresses_that_are_refused_today() -> None:
    assert mailbox_of(" Siân+news@example.org") == "siân@example.org"
    for text in ("", "ana", "@example.org", "ana@"):
        with pytest.raises(EmailRefused):
            mailbox_of(text)


@given(ADDRESSES)
def test_an_address_that_is_kept_is_read_as_itself(address: str) -> None:
    kept = parse_email(address)
    assert parse_email(kept) == kept
    assert canonical_email(kept) == mailbox_of(kept)
    assert parse_email(mailed_email(kept)) == kept


@given(ADDRESSES)
def test_mail_can_be_sent_to_every_address_that_is_taken(address: str) -> None:
    message = EmailMessage(policy=SMTP)
    message["To"] = mailed_email(parse_email(address))
    (read,) = message_from_bytes(message.as_bytes(), policy=default)["To"].addresses
    assert parse_email(read.addr_spec) == parse_email(address)


@pytest.mark.parametrize(
    ("given", "mailed"),
    [
        ("Ana@example.org", "Ana@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("a!#$%&'*+/=^?_`{|}~-b@example.info", "a!#$%&'*+/=^?_`{|}~-b@example.info"),
    ],
)
def test_an_address_as_it_is_written_in_a_mail(given: str, mailed: str) -> None:
    assert mailed_email(given) == mailed


@pytest.mark.parametrize(
    "taken_before",
    ["=?utf-8?q?a=40evil.example=2cb?=@gmail.com", "ana@abcב1.org", "siân@example.org", "ana@"],
)
def test_no_mail_goes_to_an_address_that_no_header_can_have(taken_before: str) -> None:
    with pytest.raises(EmailRefused) as refused:
        mailed_email(taken_before)
    assert taken_before not in refused.value.message


@given(st.from_regex(r"[=?a-zA-Z0-9_.,+&{}'/-]{1,40}@(bücher|example)\.(info|org)", fullmatch=True))
def test_an_address_is_refused_or_is_the_one_recipient_that_headers_name(address: str) -> None:
    try:
        mailed = mailed_email(parse_email(address))
    except EmailRefused:
        return
    message = EmailMessage(policy=SMTP)
    message["To"] = mailed
    (read,) = message_from_bytes(message.as_bytes(), policy=default)["To"].addresses
    assert read.addr_spec == mailed


@given(PLAIN)
def test_plain_addresses_are_read_as_the_library_reads_them(address: str) -> None:
    try:
        expected = validate_email(address, strict=True, check_deliverability=False).normalized
    except EmailNotValidError:
        with pytest.raises(EmailRefused):
            parse_email(address)
    else:  # it writes names of RFC 2142 such as Postmaster small
        local, _, domain = address.rpartition("@")
        assert parse_email(address) == f"{local}@{domain.lower()}"
        assert same_address(parse_email(address), expected)


@given(st.emails())
def test_the_mailbox_of_a_mailbox_is_itself(address: str) -> None:
    assert canonical_email(canonical_email(address)) == canonical_email(address)
