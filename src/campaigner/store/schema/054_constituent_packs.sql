-- Packs for representatives, each a file about their constituents, and whose comments and letters
-- are in it: those whose data it has can be found when they are erased.

CREATE TABLE constituent_packs (
    path       TEXT PRIMARY KEY,
    campaign   TEXT NOT NULL,
    role       TEXT NOT NULL,
    membership INTEGER NOT NULL,                -- the representative's
    identity   TEXT NOT NULL,                   -- SHA-256 of all that decides the file; '' until it is there
    sha256     TEXT NOT NULL,
    pages      INTEGER NOT NULL,
    letters    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX constituent_packs_campaign ON constituent_packs (campaign, role);

CREATE TABLE people_in_packs (
    path      TEXT NOT NULL REFERENCES constituent_packs ON DELETE CASCADE,
    kind      TEXT NOT NULL CHECK (kind IN ('signature', 'letter')),
    number    INTEGER NOT NULL,                 -- of the signature whose comment it has, or the letter
    PRIMARY KEY (path, kind, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_in_packs_number ON people_in_packs (kind, number);
