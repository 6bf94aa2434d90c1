-- Signatories who agreed that their name is shown on the petition's page, and comments that may be
-- passed on. Times are whole seconds since 1970 in UTC.

CREATE TABLE shown_names (
    signature INTEGER PRIMARY KEY REFERENCES signatures ON DELETE CASCADE,
    petition INTEGER NOT NULL,                   -- the signature's
    words INTEGER NOT NULL REFERENCES consent_words,
    given_at INTEGER NOT NULL,
    stopped_at INTEGER
) STRICT;
CREATE INDEX shown_names_petition ON shown_names (petition, signature) WHERE stopped_at IS NULL;

-- A comment that its author changes gets a new number, so that nobody approves what they have not
-- read.
CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    signature INTEGER NOT NULL UNIQUE REFERENCES signatures ON DELETE CASCADE,
    petition INTEGER NOT NULL,                   -- the signature's
    text TEXT NOT NULL,
    words INTEGER NOT NULL REFERENCES consent_words,   -- in which they allow it to be passed on
    given_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused')),
    decided_at INTEGER
) STRICT;
CREATE INDEX comments_petition ON comments (petition, state, id);
