-- The ledger is a public log: a Merkle tree over its rows (RFC 9162), kept as tiles (C2SP
-- tlog-tiles), instead of a chain of heads. Each row says the total that it leads to, and a later row
-- about a signature which row counted it first. Answers to thresholds are rows, too.
-- Ledgers from before are kept row by row; their last head is a note (petitions.chain_head), by
-- which their old form can still be checked.

DROP TRIGGER ledger_counted;
DROP TRIGGER ledger_stays;
DROP TRIGGER ledger_keeps;

CREATE INDEX ledger_leaves ON ledger (petition, leaf, number) WHERE kind IN ('confirmed', 'paper');
CREATE TABLE ledger_021 (
    petition INTEGER NOT NULL REFERENCES petitions,
    number INTEGER NOT NULL,                     -- 1, 2, 3 … without a gap
    kind TEXT NOT NULL CHECK (
        kind IN ('confirmed', 'paper', 'restored', 'withdrawn', 'invalidated', 'answered')),
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
    leaf BLOB NOT NULL,                          -- SHA-256(salt, the person's record), or of an answer
    PRIMARY KEY (petition, number)
) STRICT, WITHOUT ROWID;
INSERT INTO ledger_021
SELECT petition, number, kind, change,
    sum(change) OVER (PARTITION BY petition ORDER BY number ROWS UNBOUNDED PRECEDING),
    at, area, day, hour, source, country, language,
    CASE WHEN kind IN ('confirmed', 'paper') THEN 0 ELSE coalesce((
        SELECT min(first.number) FROM ledger AS first
        WHERE first.petition = ledger.petition AND first.leaf = ledger.leaf
            AND first.kind IN ('confirmed', 'paper') AND first.number < ledger.number), 0) END,
    leaf
FROM ledger ORDER BY petition, number;
DROP TABLE ledger;
ALTER TABLE ledger_021 RENAME TO ledger;
CREATE INDEX ledger_about ON ledger (petition, about) WHERE about > 0;

CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;

ALTER TABLE petitions RENAME COLUMN head TO chain_head;
ALTER TABLE petitions ADD COLUMN chain_rows INTEGER NOT NULL DEFAULT 0;  -- sealed by chain_head
UPDATE petitions SET chain_rows = ledger_rows;
UPDATE petitions SET chain_head = x'' WHERE ledger_rows = 0;

-- thresholds.answered_after is null for answers that are rows of the ledger.

-- However many rows were added, one signature or a hundred thousand: each is counted once.
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

CREATE TABLE tiles (
    petition INTEGER NOT NULL REFERENCES petitions,
    level INTEGER NOT NULL,                      -- 0: hashes of rows; above: of full tiles below
    number INTEGER NOT NULL,                     -- 0, 1, 2 … within the level
    hashes BLOB NOT NULL,                        -- 256 of 32 bytes; those still to come are zero
    PRIMARY KEY (petition, level, number)
) STRICT;

-- Checkpoints that were signed to be published: never another one that does not follow from them.
CREATE TABLE checkpoints (
    petition INTEGER NOT NULL REFERENCES petitions,
    size INTEGER NOT NULL,                       -- rows of the ledger
    note TEXT NOT NULL,                          -- as it was published, with all signatures
    made_at INTEGER NOT NULL,
    PRIMARY KEY (petition, size)
) STRICT, WITHOUT ROWID;

-- From now on the audit says of how many counted signatures the data was removed. Before, it did not.
INSERT INTO audit (at, actor, action, campaign, details)
SELECT unixepoch(), '', 'signatures removed', campaign, json_object('counted', missing)
FROM (
    SELECT campaign,
        (SELECT count(*) FROM ledger WHERE ledger.petition = petitions.id
            AND kind IN ('confirmed', 'paper'))
        - (SELECT count(*) FROM signatures WHERE signatures.petition = petitions.id
            AND counted IS NOT NULL) AS missing
    FROM petitions)
WHERE missing > 0;
