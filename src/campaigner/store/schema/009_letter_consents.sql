-- Signatories who agreed that a letter to their representatives goes out in their name.
-- Times are whole seconds since 1970 in UTC.

CREATE TABLE letter_consents (
    signature INTEGER PRIMARY KEY REFERENCES signatures ON DELETE CASCADE,
    given_at INTEGER NOT NULL
) STRICT;
