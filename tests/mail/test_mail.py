"""The mails that people get, and how they leave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from campaigner.mail.messages import Writer
from campaigner.mail.sending import send_due
from campaigner.mail.transports import Folder
from campaigner.store.database import Database
from campaigner.workspace import Workspace
from petitioners import (
    NOON,
    application,
    confirmed,
    link_in,
    mails_in,
    signed,
    the_petition,
    words_of,
)


@pytest.mark.parametrize(
    ("language", "subject", "button"),
    [
        ("en", "Confirm your signature: A legal right to food", "Confirm my signature"),
        ("cy", "Cadarnhewch eich llofnod: Hawl gyfreithiol i fwyd", "Cadarnhau fy llofnod"),
        ("fr", "Confirm your signature: A legal right to food", "Confirm my signature"),
    ],
)
def test_ana_gets_her_confirmation_in_her_language(
    database: Database,
    workspace: Workspace,
    tmp_path: Path,
    language: str,
    subject: str,
    button: str,
) -> None:
    ana = application("Ana <b> Sample", language=language)
    signed(database, the_petition(database), ana)
    done = send_due(database, Writer(workspace), Folder(tmp_path / "out"), NOON)
    assert (done.sent, done.failed) == (1, 0)
    (mail,) = mails_in(tmp_path / "out")
    assert mail["Subject"] == subject
    assert mail["To"] == "ana@example.org"
    assert mail["Content-Language"] == ("en" if language == "fr" else language)
    assert f"{button}:\n{link_in(mail)}" in words_of(mail)
    assert "Ana <b> Sample" in words_of(mail)
    html = words_of(mail, "html")
    assert f'href="{link_in(mail)}"' in html
    assert "Ana &lt;b&gt; Sample" in html


def test_a_token_is_in_the_mail_alone(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    signed(database, the_petition(database), application())
    send_due(database, Writer(workspace), Folder(tmp_path / "out"), NOON)
    token = link_in(mails_in(tmp_path / "out")[0]).rpartition("/")[2]
    assert token not in "\n".join(database.conn.iterdump())


def test_ben_is_told_that_he_is_counted_and_gets_his_receipt(
    database: Database, workspace: Workspace, tmp_path: Path
) -> None:
    confirmed(database, the_petition(database), application("Ben Sample"))
    send_due(database, Writer(workspace), Folder(tmp_path / "out"), NOON)
    (mail,) = mails_in(tmp_path / "out", "counted")
    assert link_in(mail, "withdraw")
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "receipt-right-to-food.json"
    receipt = json.loads(attached.get_content())
    assert receipt["record"].splitlines()[1:4] == ["Ben Sample", "ana@example.org", "AB10 1AB"]


def test_a_mail_goes_out_once(database: Database, workspace: Workspace, tmp_path: Path) -> None:
    signed(database, the_petition(database), application())
    assert send_due(database, Writer(workspace), Folder(tmp_path), NOON).sent == 1
    assert send_due(database, Writer(workspace), Folder(tmp_path), NOON + 86_400).sent == 0
