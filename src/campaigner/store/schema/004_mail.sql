-- Mail that is to be sent. It names the signature that it is about and no person: the mail itself is
-- written when it is sent. Times are whole seconds since 1970 in UTC.

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                          -- confirm, remind, already, counted
    signature INTEGER NOT NULL REFERENCES signatures ON DELETE CASCADE,
    made_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,                     -- not before; moved on after each failed try
    tries INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '',            -- what the last try met, naming no address
    sent_at INTEGER,
    file TEXT NOT NULL DEFAULT '',               -- where it was written to, if it was
    given_up_at INTEGER
) STRICT;
CREATE INDEX outbox_signature ON outbox (signature);
CREATE INDEX outbox_due ON outbox (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;

-- Addresses that mail cannot reach, as hashes.
CREATE TABLE bounces (
    address BLOB PRIMARY KEY,
    bounced_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
