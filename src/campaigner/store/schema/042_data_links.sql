-- Links by which people see their own data. An address of which nothing is held gets none, but is
-- counted as a keyed hash like the others, to limit how many links are asked for. Rows go after two
-- days. Times are whole seconds since 1970 in UTC.
CREATE TABLE data_links (
    id         INTEGER PRIMARY KEY,
    mailbox    BLOB NOT NULL,                    -- keyed hash of the address
    network    BLOB NOT NULL,                    -- keyed hash, empty if it is shared or not known
    language   TEXT NOT NULL,
    email      TEXT,                             -- an address that is held; null for none
    campaign   TEXT NOT NULL,                    -- of something that is held, and its signature
    signature  INTEGER,
    made_at    INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,                 -- when the mail is to go, or to be tried again
    tries      INTEGER NOT NULL DEFAULT 0,
    sent_at    INTEGER,
    link       BLOB,                             -- SHA-256 of the token, which is in the mail alone
    expires_at INTEGER,
    opened_at  INTEGER,                          -- a link opens once
    session    BLOB                              -- SHA-256 of what the browser keeps then
) STRICT;
CREATE INDEX data_links_due ON data_links (due_at) WHERE sent_at IS NULL AND email IS NOT NULL;
CREATE INDEX data_links_made ON data_links (made_at);
CREATE UNIQUE INDEX data_links_link ON data_links (link) WHERE link IS NOT NULL;
CREATE UNIQUE INDEX data_links_session ON data_links (session) WHERE session IS NOT NULL;
