"""What mails say: plainly, to whoever has the address, and all that people must be told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import open_petition
from campaigner.petitions.signing.applying import Signed, apply
from campaigner.petitions.signing.confirmation import confirm
from campaigner.petitions.signing.form import SigningForm
from campaigner.store import outbox
from campaigner.store.database import transaction
from campaigner.vocabulary.mail import MailKind
from conftest import Command
from petitioners import mails_in, new_token, words_of, write_mails

PARTNERS = """
[[partners]]
name = "Sample Bakers"
consents = [{ purpose = "news" }]
"""
LANGUAGES = ("en", "cy")
LONGEST = 32  # words in a sentence
AGREES = {
    "en": "By confirming, you agree that Sample Rights",
    "cy": "Drwy gadarnhau, rydych yn cytuno",
}


@pytest.fixture
def bread_of_bakers(bread: Path) -> Path:
    """A campaign with a partner who asks whether it may send news."""
    definition = bread / "campaign.toml"
    definition.write_text(definition.read_text("utf-8") + PARTNERS, encoding="utf-8")
    return bread


def set_in(here: OpenWorkspace, table: str, line: str) -> None:
    """A line is added to a table of the settings."""
    path = here.workspace.root / "campaigner.toml"
    text = path.read_text(encoding="utf-8").replace(f"[{table}]\n", f"[{table}]\n{line}\n", 1)
    path.write_text(text, encoding="utf-8")


ANSWERS = [kind for kind in MailKind if kind is not MailKind.UPDATE]
"""The mails that answer what somebody did."""


def mailed(
    here: OpenWorkspace, kind: MailKind, language: str = "en", form: SigningForm | None = None
) -> str:
    """What a mail of a kind says, as plain text in long lines."""
    wish = form or SigningForm("Ana Sample", "ana@example.org", "AB10 1AB", area="")
    petition = open_petition(here, "bread")
    done = apply(petition, replace(wish, language=language))
    assert isinstance(done, Signed)
    if kind in (MailKind.COUNTED, MailKind.ALREADY):
        confirm(here, new_token(here.database, done.signature, here.moment))
    with transaction(here.database) as connection:
        if kind in (MailKind.REMIND, MailKind.ALREADY):
            outbox.add_mail(connection, kind, done.signature, here.moment)
    folder = here.workspace.root / "out"
    write_mails(here.database, here.workspace, folder, here.moment)
    (mail,) = mails_in(folder, kind)
    text = words_of(mail)
    return f"{mail['Subject']}\n\n" + re.sub(r"(?<!\n)\n(?!\n|–|-{5})", " ", text)


@pytest.mark.usefixtures("bread")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ANSWERS)
def test_each_mail_says_who_writes_and_where_to_see_correct_erase_and_complain(
    here: OpenWorkspace, kind: MailKind, language: str
) -> None:
    set_in(here, "organisation", "name = 'Sample Rights'")
    set_in(here, "organisation", "address = ['1 Sample Street', 'Sampleton']")
    set_in(here, "organisation", "charity_number = '1000000'")
    text = mailed(here, kind, language)
    footer = text.partition("-----")[2]
    for said in ("1 Sample Street, Sampleton", "1000000", "Sample Rights", "privacy@example.org"):
        assert said in footer
    assert ("complain" if language == "en" else "gwyno") in footer
    assert "{{" not in text
    assert "native speaker" not in text


@pytest.mark.usefixtures("bread")
@pytest.mark.parametrize("kind", ANSWERS)
def test_sentences_are_short_and_nothing_is_advertised(here: OpenWorkspace, kind: MailKind) -> None:
    text = mailed(here, kind).partition("-----")[0]
    plain = re.sub(r"https?://\S+", "", text)
    for sentence in re.split(r"[.:!?]\s|\n\n", plain):
        assert len(sentence.split()) <= LONGEST, sentence
    for word in ("share", "friends", "donate", "E-mail", "e-mail"):
        assert word not in plain


@pytest.mark.usefixtures("bread")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [MailKind.CONFIRM, MailKind.REMIND])
def test_what_asks_to_confirm_does_not_say_who_signed_and_has_the_words_of_consent(
    here: OpenWorkspace, kind: MailKind, language: str
) -> None:
    text = mailed(here, kind, language)
    assert AGREES[language] in text
    assert (
        "Someone (we hope it was you)" if language == "en" else "rhywun (chi, gobeithio)"
    ) in text
    assert not re.search(r"\bYou signed\b|\bLlofnodoch\b", text)


@pytest.mark.usefixtures("bread")
def test_an_organisation_that_needs_no_consent_does_not_ask_for_it(here: OpenWorkspace) -> None:
    set_in(here, "privacy", "special_category = 'not-for-profit'")
    assert "you agree" not in mailed(here, MailKind.CONFIRM)


@pytest.mark.usefixtures("bread_of_bakers")
@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_counted_reads_what_else_they_said_yes_to(
    here: OpenWorkspace, language: str
) -> None:
    form = SigningForm(
        *("Ana Sample", "ana@example.org", "AB10 1AB"),
        area="",
        consents=("Sample Bakers",),
        letter=True,
    )
    text = mailed(here, MailKind.COUNTED, language, form)
    news, letter = {
        "en": ("– Yes, Sample Bakers may email me about its other work.", "– Yes, send the letter"),
        "cy": ("– Caiff Sample Bakers anfon e-bost ataf", "– Anfonwch y llythyr “Bara”"),
    }[language]
    assert news in text
    assert letter in text
    assert "charity, and may email" not in text


@pytest.mark.usefixtures("bread")
def test_who_did_not_refuse_the_charitys_news_reads_how_to_stop_it(here: OpenWorkspace) -> None:
    set_in(here, "updates", "basis = 'soft-opt-in'")
    set_in(here, "organisation", "charity_number = '1000000'")
    form = SigningForm("Ana Sample", "ana@example.org", "AB10 1AB", area="", updates=True)
    text = mailed(here, MailKind.COUNTED, form=form)
    assert "may email you news of its work, because you did not refuse it" in text
    assert "You also said yes" not in text


@pytest.mark.usefixtures("bread")
def test_a_test_mail_is_plain_in_both_languages(campaigner: Command, here: OpenWorkspace) -> None:
    from campaigner.mail.messages import Writer

    for language, words in (("en", "This is a test."), ("cy", "Prawf yw hwn.")):
        ready = Writer(here.workspace).trial("olive@example.org", language, here.moment)
        assert words in words_of(ready.message)
    assert campaigner("mail", "list").code == 0


@pytest.mark.usefixtures("bread")
def test_a_line_break_in_the_name_of_the_organisation_adds_no_header(
    here: OpenWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from campaigner.mail.messages import Writer

    monkeypatch.setenv("CAMPAIGNER_ORGANISATION__NAME", "Sample\r\nBcc: evil@example.net")
    ready = Writer(here.workspace).trial("olive@example.org", "en", here.moment)
    assert ready.message["Bcc"] is None
    (sender,) = ready.message["From"].addresses
    assert sender.display_name == "Sample Bcc: evil@example.net"
