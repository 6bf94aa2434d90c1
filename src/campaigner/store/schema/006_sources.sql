-- Where supporters come from: ambassadors, partners, channels. A signature keeps the code alone, so
-- that a name can be removed here while the counts stand. Times are whole seconds since 1970 in UTC.

CREATE TABLE sources (
    code TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('ambassador', 'partner', 'channel')),
    name TEXT NOT NULL,
    added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
