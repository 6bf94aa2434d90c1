-- Letters: what was made for whom, and what came back.
-- Times are whole seconds since 1970 in UTC.

CREATE TABLE letters (
    id             INTEGER PRIMARY KEY,
    campaign       TEXT NOT NULL,
    supporter      BLOB NOT NULL,               -- hash of name, postcode and email (supporters.py)
    recipient      INTEGER NOT NULL,            -- the representative's id
    recipient_name TEXT NOT NULL,
    role           TEXT NOT NULL,
    party          TEXT NOT NULL,
    area_code      TEXT NOT NULL,
    area_name      TEXT NOT NULL,
    sender_name    TEXT NOT NULL,               -- blanked when the person is erased
    sender_email   TEXT NOT NULL,
    language       TEXT NOT NULL,
    identity       TEXT NOT NULL,               -- SHA-256 of what it says, to whom, with which template
    forms          TEXT NOT NULL,               -- what was written: pdf/ua-1,txt
    path           TEXT NOT NULL,               -- folder and file of the first form
    sha256         TEXT NOT NULL,               -- of that file
    pages          INTEGER NOT NULL,
    renderer       TEXT NOT NULL,
    made_at        INTEGER NOT NULL,
    UNIQUE (campaign, supporter, recipient)
) STRICT;
CREATE INDEX letters_by_email ON letters (sender_email);

-- Every file that was issued of a letter, in each of its forms, wherever it was written.
CREATE TABLE letter_files (
    letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE,
    path   TEXT NOT NULL,                       -- folder and file
    sha256 TEXT NOT NULL,                       -- of the file as it was written
    PRIMARY KEY (letter, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE letter_replies (
    id          INTEGER PRIMARY KEY,
    letter      INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE,
    outcome     TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    text        TEXT NOT NULL DEFAULT '',
    file        TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX replies_of_letter ON letter_replies (letter);
