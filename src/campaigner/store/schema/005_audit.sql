-- Who did what, and when. It names no signatory.

CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,                         -- the organiser: a login, or the account on the machine
    action TEXT NOT NULL,
    campaign TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '{}'           -- JSON
) STRICT;
