"""Whatever the command line can do is an act, so that a page for it has a rule to ask."""

from __future__ import annotations

from campaigner.cli.nouns import NOUNS, _commands_of
from campaigner.organisers.acts import Act

# Made by whoever has the machine, before there are accounts or to show pages.
OF_THE_MACHINE = {"demo", "init", "serve"}
# Read from what is shipped or public, about no campaign and no person.
FOR_ANYBODY = {"instrument", "person notice", "petition verify", "campaign schema"}

COMMANDS = {
    Act.SEE_CAMPAIGN: "campaign list|campaign show|campaign check|petition tally|petition watch"
    "|petition wording|petition deliveries|event list|letter outcomes",
    Act.EDIT_CAMPAIGN: "campaign new|person adopt-notice",
    Act.CLOSE_PETITION: "petition close|petition reopen",
    Act.ANSWER_PETITION: "petition answer",
    Act.SEARCH_SIGNATURES: "petition search",
    Act.ENTER_SIGNATURES: "petition sign|petition confirm|petition withdraw",
    Act.IMPORT_SIGNATURES: "petition import",
    Act.MODERATE_SIGNATURES: "petition invalidate|petition restore|petition decisions"
    "|petition undo",
    Act.MODERATE_COMMENTS: "petition comments",
    Act.EXPORT_SIGNATURES: "petition export",
    Act.PRINT_SHEETS: "petition sheet",
    Act.TYPE_PAPER: "petition import-paper",
    Act.MAKE_PICTURES: "petition picture",
    Act.MAKE_PAPERS: "campaign brief|campaign pack|petition formal|petition motion|petition notes",
    Act.MAKE_PAPERS_WITH_NAMES: "petition handin|petition packs",
    Act.RECORD_DELIVERIES: "petition plan-delivery|petition record-delivery"
    "|petition record-destroyed|petition remove-delivery",
    Act.SEE_LETTERS: "letter list|letter due|letter table|job list",
    Act.WRITE_LETTERS: "letter write|letter batch|letter void|letter from-pages"
    "|job stop|job resume|job remove",
    Act.RECORD_REPLIES: "letter record-reply|letter remove-reply|letter fetch-replies"
    "|letter mailed-replies|letter take-reply|letter set-aside",
    Act.SEE_SOURCE: "source list|source link",
    Act.MANAGE_SOURCES: "source add|source remove",
    Act.SEE_CONSENTS: "partner list",
    Act.EXPORT_CONSENTS: "partner export",
    Act.STOP_CONTACT: "partner stop",
    Act.WRITE_UPDATES: "update write|update list|update preview|update remove",
    Act.SEND_UPDATES: "update send|update stop|update go-on|update publish",
    Act.MANAGE_EVENTS: "event book|event cancel|event calendar",
    Act.EXPORT_BOOKINGS: "event bookings",
    Act.PUBLISH_LEDGER: "petition checkpoint|petition publish-log|petition add-cosignature",
    Act.DRAW_SAMPLE: "petition sample|petition sample-result",
    Act.WITNESS_OTHERS: "witness init|witness check|witness cosign|witness list",
    Act.SEE_REPRESENTATIVES: "representative list|representative find|area list|area lookup",
    Act.EDIT_REPRESENTATIVES: "representative import|representative fetch|representative add"
    "|representative edit|representative end|area import",
    Act.SEE_MAIL: "mail list|mail status",
    Act.SEND_MAIL: "mail send|mail retry|mail bounces|mail test",
    Act.EXPORT_PERSON: "person export",
    Act.ERASE_PERSON: "person erase",
    Act.REMOVE_OLD_DATA: "petition anonymise",
    Act.EXPORT_EVERYTHING: "db backup",
    Act.MAKE_BACKUP: "db backup",
    Act.CARE_FOR_DATABASE: "db check|db try-backup|db migrate|job run",
    Act.REMOVE_CAMPAIGN: "campaign remove",
    Act.MANAGE_ORGANISERS: "organiser add|organiser list|organiser remove|organiser invite-again",
}
# What only pages will do, or what is for anybody on the command line.
WITHOUT_A_COMMAND = {
    Act.USE_DESK, Act.CHANGE_OWN_ACCOUNT, Act.REMOVE_CAMPAIGN, Act.VERIFY_LEDGER,
    Act.CHANGE_SETTINGS, Act.SEE_AUDIT, Act.ANSWER_REQUESTS,
}  # fmt: skip


def test_every_command_is_an_act() -> None:
    named = {each for commands in COMMANDS.values() for each in commands.split("|")}
    there = {
        f"{noun} {verb}"
        for noun in NOUNS.keys() - OF_THE_MACHINE - FOR_ANYBODY
        for verb in _commands_of(noun).commands
    }
    assert named == there - FOR_ANYBODY
    assert set(COMMANDS) | WITHOUT_A_COMMAND == set(Act)
