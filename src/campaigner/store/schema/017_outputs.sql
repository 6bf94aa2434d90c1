-- Files that were written where an organiser said, and are not about people: what is still as it
-- was written may be replaced by the same command.
-- Times are whole seconds since 1970 in UTC.
CREATE TABLE outputs (
    path    TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,                      -- what it is: a briefing, a QR code
    sha256  TEXT NOT NULL,                      -- of the file as it was written
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
