-- What people type from sheets at the desk until it is counted, one entry for each who types a sheet, and
-- when a sheet came back. Times are whole seconds since 1970 in UTC.
ALTER TABLE sheets ADD COLUMN counted_at INTEGER;               -- first; NULL if nothing of it was typed up
UPDATE sheets SET counted_at = (SELECT min(signed_at) FROM signatures WHERE signatures.sheet = sheets.sheet);
CREATE INDEX sheets_made ON sheets (petition, made_at);

CREATE TABLE sheet_entries (
    id          INTEGER PRIMARY KEY,
    petition    INTEGER NOT NULL REFERENCES petitions,
    sheet       TEXT NOT NULL,
    typist      TEXT NOT NULL,                  -- as the audit has it: the number of an account
    changed_at  INTEGER NOT NULL,
    finished_at INTEGER,                        -- NULL: a draft
    UNIQUE (petition, sheet, typist)
) STRICT;
CREATE INDEX sheet_entries_changed ON sheet_entries (changed_at);

CREATE TABLE sheet_entry_lines (
    entry     INTEGER NOT NULL REFERENCES sheet_entries ON DELETE CASCADE,
    line      INTEGER NOT NULL,
    name      TEXT NOT NULL,                    -- as it was typed
    postcode  TEXT NOT NULL,
    email     TEXT NOT NULL,
    signature INTEGER NOT NULL CHECK (signature IN (0, 1)),
    address   INTEGER CHECK (address IN (0, 1)),-- NULL: not asked for on this sheet
    form      INTEGER CHECK (form IN (0, 1)),
    PRIMARY KEY (entry, line)
) STRICT, WITHOUT ROWID;
