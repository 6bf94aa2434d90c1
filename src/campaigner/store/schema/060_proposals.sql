-- What takes two people: an account asks for it, and another says yes or no while there is time. Times
-- are whole seconds since 1970 in UTC.
CREATE TABLE proposals (
    id          INTEGER PRIMARY KEY,
    act         TEXT NOT NULL,
    campaign    TEXT NOT NULL,                   -- empty: the whole workspace
    subject     TEXT NOT NULL,                   -- what it is about, such as “update 3”
    content     BLOB NOT NULL,                   -- SHA-256 of that as it was: changed, it needs a new yes
    asked_by    INTEGER REFERENCES organisers,   -- null: whoever has the machine
    asked_at    INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    verdict     TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'yes', 'no')),
    answered_by INTEGER REFERENCES organisers,
    answered_at INTEGER,
    ended_at    INTEGER                          -- done, refused, taken back, or asked for again
) STRICT;
CREATE UNIQUE INDEX proposals_open ON proposals (act, campaign, subject) WHERE ended_at IS NULL;
