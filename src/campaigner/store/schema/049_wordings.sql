-- The words of a petition as people signed them. Each signature, and each sheet that was printed, says
-- which. They are kept for good: whoever has a receipt can read what it proves that they signed.
-- Signatures and sheets from before have none. Times are whole seconds since 1970 in UTC.

CREATE TABLE wordings (
    id INTEGER PRIMARY KEY,
    petition INTEGER NOT NULL REFERENCES petitions,
    hash BLOB NOT NULL,                          -- SHA-256 of the words
    words TEXT NOT NULL,                         -- JSON in canonical form (petitions/wordings.py)
    kept_at INTEGER NOT NULL,                    -- when they were first signed, or printed to be signed
    version INTEGER,                             -- 1, 2, 3 … as the ledger states them: null until a
    number INTEGER,                              -- signature under them counts; and that ledger row
    UNIQUE (petition, hash),
    UNIQUE (petition, version),
    CHECK ((version IS NULL) = (number IS NULL))
) STRICT;
CREATE TRIGGER wordings_stay BEFORE UPDATE ON wordings
WHEN OLD.version IS NOT NULL OR NEW.hash <> OLD.hash OR NEW.words <> OLD.words
BEGIN SELECT RAISE(ABORT, 'words that were signed do not change'); END;
CREATE TRIGGER wordings_are_kept BEFORE DELETE ON wordings
BEGIN SELECT RAISE(ABORT, 'words that were signed are kept'); END;

ALTER TABLE signatures ADD COLUMN wording INTEGER REFERENCES wordings;
ALTER TABLE sheets ADD COLUMN wording INTEGER REFERENCES wordings;

-- The ledger has a row for each wording, before the first signature that counts under it.
DROP TRIGGER ledger_counted;
DROP TRIGGER ledger_stays;
DROP TRIGGER ledger_keeps;
DROP INDEX ledger_about;
CREATE TABLE ledger_049 (
    petition INTEGER NOT NULL REFERENCES petitions,
    number INTEGER NOT NULL,                     -- 1, 2, 3 … without a gap
    kind TEXT NOT NULL CHECK (
        kind IN ('confirmed', 'paper', 'restored', 'withdrawn', 'invalidated', 'answered', 'wording')),
    change INTEGER NOT NULL CHECK (change IN (1, 0, -1)),
    total INTEGER NOT NULL,                      -- how many count with this row
    at INTEGER NOT NULL,                         -- when this row was added
    area TEXT NOT NULL,
    day TEXT NOT NULL,                           -- day and hour in which it was given, which
    hour INTEGER NOT NULL,                       -- taking it back takes it from again
    source TEXT NOT NULL,
    country TEXT NOT NULL,
    language TEXT NOT NULL,
    about INTEGER NOT NULL,                      -- the row that counted it first, or that reached the
                                                 -- threshold that is answered; 0: none
    leaf BLOB NOT NULL,                          -- SHA-256(salt, the person's record), of an answer, or
                                                 -- of a wording
    PRIMARY KEY (petition, number)
) STRICT, WITHOUT ROWID;
INSERT INTO ledger_049 SELECT * FROM ledger ORDER BY petition, number;
DROP TABLE ledger;
ALTER TABLE ledger_049 RENAME TO ledger;
CREATE INDEX ledger_about ON ledger (petition, about) WHERE about > 0;
CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_counted AFTER UPDATE OF ledger_rows ON petitions
BEGIN
    INSERT INTO tallies
    SELECT petition, area, day, source, country, language, sum(change) FROM ledger
    WHERE petition = NEW.id AND number > OLD.ledger_rows AND number <= NEW.ledger_rows
        AND change <> 0
    GROUP BY area, day, source, country, language
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
    INSERT INTO sums
    SELECT petition, 'hour', printf('%sT%02d', day, hour), sum(change) FROM ledger
    WHERE petition = NEW.id AND number > OLD.ledger_rows AND number <= NEW.ledger_rows
        AND change <> 0
    GROUP BY day, hour
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;
