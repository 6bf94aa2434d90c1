-- What of a petition was handed to whom: how much of the ledger it showed, and which files. Days are ISO dates.

CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY,
    petition INTEGER NOT NULL REFERENCES petitions,
    recipient TEXT NOT NULL,
    delivered_on TEXT NOT NULL,
    handed_by TEXT NOT NULL DEFAULT '',          -- who handed it in; '' once that is past its time
    signatures INTEGER NOT NULL,                 -- as the ledger counted them in its first "size" rows
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    destroy_by TEXT NOT NULL,                    -- '' if nothing that was handed over names people
    destroyed_on TEXT NOT NULL DEFAULT '',       -- the recipient has said so
    shown INTEGER NOT NULL DEFAULT 0,            -- 1 if the public page says so
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_petition ON deliveries (petition, delivered_on);

CREATE TABLE delivered_files (
    delivery INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (delivery, name)
) STRICT, WITHOUT ROWID;
