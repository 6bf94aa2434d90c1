"""Organisers' accounts, what two of them decide, and the long work that they start."""

from __future__ import annotations

from enum import StrEnum


class AccountRole(StrEnum):
    """What an account is for: it decides what its person may do."""

    OWNER = "owner"
    ORGANISER = "organiser"
    MODERATOR = "moderator"
    TYPIST = "typist"
    AMBASSADOR = "ambassador"
    PARTNER = "partner"
    AUDITOR = "auditor"


class Verdict(StrEnum):
    """What a second person says to what they were asked about."""

    YES = "yes"
    NO = "no"


class JobKind(StrEnum):
    """Which long work a job is."""

    LETTERS = "letters"
    PACKS = "packs"
    HAND_IN = "hand-in"
    BACKUP = "backup"
    REMOVAL = "removal"
    EVERYTHING = "everything"
    EXPORT = "export"


class JobState(StrEnum):
    """How far a job has come. A prepared one has not been started yet."""

    PREPARED = "prepared"
    WAITING = "waiting"
    RUNNING = "running"
    STOPPING = "stopping"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"


class JobFile(StrEnum):
    """What a file of a job is: the table it was given, what it made, or the rows that failed."""

    TABLE = "table"
    RESULT = "result"
    REJECTS = "rejects"
