-- Samples of counted signatures that an auditor looks at: which were drawn, and what each was found
-- to be. They name nobody: rows are those of the ledger.
CREATE TABLE samples (
    id INTEGER PRIMARY KEY,
    petition INTEGER NOT NULL REFERENCES petitions,
    size INTEGER NOT NULL,                       -- rows of the checkpoint that it was drawn from
    root BLOB NOT NULL,
    seed TEXT NOT NULL,
    total INTEGER NOT NULL,                      -- signatures that counted then
    drawn_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sampled_rows (
    sample INTEGER NOT NULL REFERENCES samples,
    place INTEGER NOT NULL,                      -- 1, 2, 3 … in the order of drawing
    number INTEGER NOT NULL,                     -- the ledger row that counted the signature first
    found TEXT CHECK (found IN ('real', 'not-real', 'not-reached')),
    PRIMARY KEY (sample, place)
) STRICT, WITHOUT ROWID;
