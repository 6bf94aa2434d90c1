-- What people agreed to, in which words, and what they stopped later. Times are whole seconds since
-- 1970 in UTC.

CREATE TABLE consent_words (                     -- each text that anyone agreed to, once
    id INTEGER PRIMARY KEY,
    language TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (language, words)
) STRICT;

-- Who may contact a signatory: for one purpose, by one channel. What was there was asked about the
-- campaign and by email.
CREATE TABLE contacts (
    signature INTEGER NOT NULL REFERENCES signatures ON DELETE CASCADE,
    asker TEXT NOT NULL,                         -- the partner's key; '' is the organisation itself
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('consent', 'soft-opt-in')),
    words INTEGER REFERENCES consent_words,
    given_at INTEGER NOT NULL,
    stopped_at INTEGER,
    PRIMARY KEY (signature, asker, purpose, channel)
) STRICT, WITHOUT ROWID;
INSERT INTO contacts (signature, asker, purpose, channel, basis, given_at)
    SELECT signature, partner, 'campaign', 'email', 'consent', given_at FROM consents;
DROP TABLE consents;

CREATE TABLE booking_contacts (
    booking INTEGER NOT NULL REFERENCES bookings ON DELETE CASCADE,
    asker TEXT NOT NULL,
    purpose TEXT NOT NULL,
    channel TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('consent', 'soft-opt-in')),
    words INTEGER REFERENCES consent_words,
    given_at INTEGER NOT NULL,
    stopped_at INTEGER,
    PRIMARY KEY (booking, asker, purpose, channel)
) STRICT, WITHOUT ROWID;
INSERT INTO booking_contacts (booking, asker, purpose, channel, basis, given_at)
    SELECT booking, partner, 'campaign', 'email', 'consent', given_at FROM booking_consents;
DROP TABLE booking_consents;

ALTER TABLE letter_consents ADD COLUMN words INTEGER REFERENCES consent_words;
ALTER TABLE letter_consents ADD COLUMN text BLOB;            -- SHA-256 of the letter's text then
ALTER TABLE letter_consents ADD COLUMN stopped_at INTEGER;

-- Signatories who agreed in express words that their data is used.
CREATE TABLE agreements (
    signature INTEGER PRIMARY KEY REFERENCES signatures ON DELETE CASCADE,
    words INTEGER NOT NULL REFERENCES consent_words,
    agreed_at INTEGER NOT NULL
) STRICT;
