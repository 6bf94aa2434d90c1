-- Photographs and scans of signed sheets, one for each: files that name people, kept for some days. Times
-- are whole seconds since 1970 in UTC.
CREATE TABLE sheet_pictures (
    petition INTEGER NOT NULL REFERENCES petitions,
    sheet    TEXT NOT NULL,
    path     TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (petition, sheet)
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_pictures_added ON sheet_pictures (added_at);
