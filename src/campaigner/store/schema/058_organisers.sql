-- Accounts of those who run campaigns. What they do is in the audit under the account's number, so that
-- a name can be erased here while the record stands. Tokens and codes are kept as hashes alone. Times
-- are whole seconds since 1970 in UTC.
CREATE TABLE organisers (
    id          INTEGER PRIMARY KEY,             -- a row stays, so that no number is given twice
    mailbox     TEXT NOT NULL,                   -- canonical address; empty once erased
    email       TEXT NOT NULL,
    name        TEXT NOT NULL,
    language    TEXT NOT NULL,
    role        TEXT NOT NULL CHECK (role IN ('owner', 'organiser', 'moderator', 'typist',
                    'ambassador', 'partner', 'auditor')),
    everywhere  INTEGER NOT NULL CHECK (everywhere IN (0, 1)), -- in every campaign
    source      TEXT NOT NULL DEFAULT '',        -- an ambassador's own
    partner     TEXT NOT NULL DEFAULT '',        -- the key of the partner that the person is from
    password    TEXT NOT NULL DEFAULT '',        -- Argon2id; empty until an invitation is accepted
    added_at    INTEGER NOT NULL,
    accepted_at INTEGER,
    removed_at  INTEGER
) STRICT;
CREATE UNIQUE INDEX organisers_mailbox ON organisers (mailbox) WHERE removed_at IS NULL;

CREATE TABLE organiser_campaigns (
    organiser INTEGER NOT NULL REFERENCES organisers,
    campaign  TEXT NOT NULL,
    PRIMARY KEY (organiser, campaign)
) STRICT, WITHOUT ROWID;

CREATE TABLE organiser_invitations (
    id         INTEGER PRIMARY KEY,
    organiser  INTEGER NOT NULL REFERENCES organisers,
    made_at    INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,                 -- when the mail is to go, or to be tried again
    tries      INTEGER NOT NULL DEFAULT 0,
    sent_at    INTEGER,
    link       BLOB,                             -- SHA-256 of the token, which is in the mail alone
    expires_at INTEGER,
    used_at    INTEGER,
    file       TEXT NOT NULL DEFAULT '',         -- where the mail was written to, if it was
    sha256     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX organiser_invitations_due ON organiser_invitations (due_at) WHERE sent_at IS NULL;
CREATE UNIQUE INDEX organiser_invitations_link ON organiser_invitations (link)
    WHERE link IS NOT NULL;

CREATE TABLE organiser_sessions (
    id        INTEGER PRIMARY KEY,
    organiser INTEGER NOT NULL REFERENCES organisers,
    token     BLOB NOT NULL UNIQUE,              -- SHA-256 of what the browser keeps
    made_at   INTEGER NOT NULL,
    seen_at   INTEGER NOT NULL,
    proved_at INTEGER NOT NULL                   -- when the person last gave their password
) STRICT;
CREATE INDEX organiser_sessions_organiser ON organiser_sessions (organiser);

-- Log-ins that failed: keyed hashes of the mailbox that was typed, and of the network.
CREATE TABLE organiser_attempts (
    id      INTEGER PRIMARY KEY,
    mailbox BLOB NOT NULL,
    network BLOB NOT NULL,                       -- empty if it is shared or not known
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX organiser_attempts_mailbox ON organiser_attempts (mailbox, at);
CREATE INDEX organiser_attempts_network ON organiser_attempts (network, at);

-- Codes of an app (TOTP) and codes to recover with.
CREATE TABLE organiser_factors (
    organiser    INTEGER PRIMARY KEY REFERENCES organisers,
    secret       BLOB NOT NULL,                  -- sealed with a key that is not in the database
    confirmed_at INTEGER,
    last_step    INTEGER NOT NULL DEFAULT 0      -- of the last code that was taken: none twice
) STRICT;
CREATE TABLE organiser_recovery_codes (
    organiser INTEGER NOT NULL REFERENCES organisers,
    hash      BLOB NOT NULL,
    PRIMARY KEY (organiser, hash)
) STRICT, WITHOUT ROWID;
