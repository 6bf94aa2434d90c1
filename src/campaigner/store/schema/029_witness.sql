-- What a witness has seen of the logs of others: the last checkpoint of each that it cosigned. One
-- that does not follow from it is never cosigned.
CREATE TABLE watched_logs (
    origin TEXT PRIMARY KEY,                     -- the log's name: the address of the petition's page
    key TEXT NOT NULL,                           -- its public key, as it was published
    size INTEGER NOT NULL,                       -- rows that were seen last
    root BLOB NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE witness (
    only INTEGER PRIMARY KEY CHECK (only = 1),   -- a workspace is one witness
    known_as TEXT NOT NULL                       -- the name that it cosigns under
) STRICT;
