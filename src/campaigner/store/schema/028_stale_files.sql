-- Files about many people that still have somebody who was erased: named until they are made again or
-- deleted. Times are whole seconds since 1970 in UTC.
CREATE TABLE stale_files (
    path    TEXT PRIMARY KEY,
    sha256  TEXT NOT NULL,                      -- as it was when they were erased
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
