-- Replies to letters that people have forwarded to a mailbox, until somebody says what each is. The
-- words go then, into the reply or for good; the hash stays, so that no mail is taken twice. Times
-- are whole seconds since 1970 in UTC.
CREATE TABLE mailed_replies (
    id         INTEGER PRIMARY KEY,
    mail       BLOB NOT NULL UNIQUE,             -- SHA-256 of the Message-ID, or of the whole mail
    fetched_at INTEGER NOT NULL,
    sent_at    INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'recorded', 'set-aside', 'removed')),
    sender     TEXT NOT NULL DEFAULT '',
    subject    TEXT NOT NULL DEFAULT '',
    text       TEXT NOT NULL DEFAULT '',
    letter     INTEGER REFERENCES letters ON DELETE SET NULL -- proposed, or decided
) STRICT;
CREATE INDEX mailed_replies_waiting ON mailed_replies (id) WHERE state = 'waiting';

-- How far a mailbox has been read: numbers of mails count within a validity (RFC 9051, 2.3.1.1).
CREATE TABLE reply_mailboxes (
    place    BLOB PRIMARY KEY,                   -- hash of server, account and folder
    validity INTEGER NOT NULL,
    last_uid INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
