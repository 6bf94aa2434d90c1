-- What was found when a copy of the database was restored to be looked at. Times are whole seconds
-- since 1970 in UTC.
CREATE TABLE backup_trials (
    path       TEXT PRIMARY KEY,
    tried_at   INTEGER NOT NULL,
    petitions  INTEGER NOT NULL,
    rows       INTEGER NOT NULL,          -- of all ledgers
    signatures INTEGER NOT NULL,          -- that count, by the ledgers
    trouble    TEXT NOT NULL DEFAULT ''   -- what is wrong, empty if all fits
) STRICT, WITHOUT ROWID;
