-- Letters that people have mailed to themselves. The address and the letter are only here until the
-- mail has gone, or is given up; the keyed hashes stay for two days, to limit how many go.
CREATE TABLE mailed_letters (
    id            INTEGER PRIMARY KEY,
    campaign      TEXT NOT NULL,
    language      TEXT NOT NULL,
    mailbox       BLOB NOT NULL,                 -- keyed hash of the address
    network       BLOB NOT NULL,                 -- keyed hash, empty if it is shared or not known
    email         TEXT,
    recipient     TEXT NOT NULL,                 -- to whom the letter is, on the envelope
    pdf           BLOB,
    made_at       INTEGER NOT NULL,
    due_at        INTEGER NOT NULL,
    tries         INTEGER NOT NULL DEFAULT 0,
    claim         TEXT NOT NULL DEFAULT '',      -- of the sender at work on it
    claimed_until INTEGER NOT NULL DEFAULT 0,    -- another may send it then
    done_at       INTEGER
) STRICT;
CREATE INDEX mailed_letters_due ON mailed_letters (due_at) WHERE done_at IS NULL;
