-- Petitions: who signed (people's data is in "signatures" and the tables that hang on it, nowhere
-- else), what was counted (the ledger, only ever added to), and its sums.
-- Times are whole seconds since 1970 in UTC; days are ISO dates in UTC.

CREATE TABLE petitions (
    id INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL UNIQUE,
    scheme TEXT NOT NULL,                        -- of the areas that it is tallied by
    opens_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL,                  -- the first second in which it is closed
    closing_set INTEGER NOT NULL DEFAULT 0,      -- 1 where an organiser closed or extended it
    ledger_rows INTEGER NOT NULL DEFAULT 0,      -- the ledger's length and last head; raising
    head BLOB NOT NULL                           -- ledger_rows counts the rows added (see below)
) STRICT;

CREATE TABLE thresholds (
    petition INTEGER NOT NULL REFERENCES petitions,
    at INTEGER NOT NULL CHECK (at > 0),
    name TEXT NOT NULL,
    reached_at INTEGER,
    answered_at INTEGER,                         -- a response or debate was recorded: it stays,
    answered_after INTEGER,                      -- whatever ledger rows come after this one
    answer TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (petition, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE signatures (
    id INTEGER PRIMARY KEY,
    petition INTEGER NOT NULL REFERENCES petitions,
    state TEXT NOT NULL
        CHECK (state IN ('pending', 'suspect', 'confirmed', 'withdrawn', 'invalidated')),
    name TEXT NOT NULL,
    email TEXT,                                  -- null on paper lines without one
    postcode TEXT NOT NULL,
    country TEXT NOT NULL,                       -- ISO 3166-1, two letters
    language TEXT NOT NULL,
    area TEXT NOT NULL,                          -- code; '' where there is none
    source TEXT NOT NULL,                        -- web, paper, an ambassador, a partner
    signed_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    counted INTEGER,                             -- the ledger row that counted it first
    person INTEGER NOT NULL,                     -- hash of the canonical email (duplicates.py)
    place INTEGER,                               -- which of that person's signatures; null once withdrawn
    salt BLOB NOT NULL,
    sheet TEXT,
    line INTEGER
) STRICT;
-- Of two requests at the same moment, this index refuses one.
CREATE UNIQUE INDEX signatures_person ON signatures (person, petition, place);
CREATE UNIQUE INDEX signatures_line ON signatures (sheet, line) WHERE sheet IS NOT NULL;
CREATE INDEX signatures_waiting ON signatures (petition, state, signed_at)
    WHERE state IN ('pending', 'suspect');

CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,                       -- SHA-256; the token itself is only in the mail
    signature INTEGER NOT NULL REFERENCES signatures ON DELETE CASCADE,
    purpose TEXT NOT NULL CHECK (purpose IN ('confirm', 'withdraw')),
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_signature ON tokens (signature);

CREATE TABLE consents (
    signature INTEGER NOT NULL REFERENCES signatures ON DELETE CASCADE,
    partner TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (signature, partner)
) STRICT, WITHOUT ROWID;

CREATE TABLE networks (
    signature INTEGER PRIMARY KEY REFERENCES signatures ON DELETE CASCADE,
    petition INTEGER NOT NULL,
    network BLOB NOT NULL,                       -- keyed hash of an IP address; 30 days at most
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX networks_seen ON networks (petition, network, seen_at);

CREATE TABLE sheets (
    sheet TEXT PRIMARY KEY,
    petition INTEGER NOT NULL REFERENCES petitions,
    source TEXT NOT NULL,
    language TEXT NOT NULL,
    lines INTEGER NOT NULL,
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
    petition INTEGER NOT NULL REFERENCES petitions,
    file BLOB NOT NULL,                          -- SHA-256 of it
    line INTEGER NOT NULL,                       -- taken in up to here
    accepted INTEGER NOT NULL,
    repeated INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    rejects_end INTEGER NOT NULL,                -- length of the file of rejects, in bytes
    done INTEGER NOT NULL,
    PRIMARY KEY (petition, file)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger (
    petition INTEGER NOT NULL REFERENCES petitions,
    number INTEGER NOT NULL,                     -- 1, 2, 3 … without a gap
    kind TEXT NOT NULL
        CHECK (kind IN ('confirmed', 'paper', 'restored', 'withdrawn', 'invalidated')),
    change INTEGER NOT NULL CHECK (change IN (1, -1)),
    at INTEGER NOT NULL,                         -- when this row was added
    area TEXT NOT NULL,
    day TEXT NOT NULL,                           -- day and hour in which it was given, which
    hour INTEGER NOT NULL,                       -- taking it back takes it from again
    source TEXT NOT NULL,
    country TEXT NOT NULL,
    language TEXT NOT NULL,
    leaf BLOB NOT NULL,                          -- SHA-256(salt, the person's record)
    head BLOB NOT NULL,                          -- SHA-256(head before, leaf, this row's columns)
    PRIMARY KEY (petition, number)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;
CREATE TRIGGER ledger_keeps BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END;

CREATE TABLE tallies (
    petition INTEGER NOT NULL,
    area TEXT NOT NULL,
    day TEXT NOT NULL,
    source TEXT NOT NULL,
    country TEXT NOT NULL,
    language TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (petition, area, day, source, country, language)
) STRICT, WITHOUT ROWID;

-- One dimension alone, so that a tally costs the same however many signatures there are.
CREATE TABLE sums (
    petition INTEGER NOT NULL,
    dimension TEXT NOT NULL,                     -- total, area, day, hour, source, country, language
    value TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (petition, dimension, value)
) STRICT, WITHOUT ROWID;

-- However many rows were added, one signature or a hundred thousand: each is counted once.
CREATE TRIGGER ledger_counted AFTER UPDATE OF ledger_rows ON petitions
BEGIN
    INSERT INTO tallies
    SELECT petition, area, day, source, country, language, sum(change) FROM ledger
    WHERE petition = NEW.id AND number > OLD.ledger_rows AND number <= NEW.ledger_rows
    GROUP BY area, day, source, country, language
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
    INSERT INTO sums
    SELECT petition, 'hour', printf('%sT%02d', day, hour), sum(change) FROM ledger
    WHERE petition = NEW.id AND number > OLD.ledger_rows AND number <= NEW.ledger_rows
    GROUP BY day, hour
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;

CREATE TRIGGER tallies_summed_first AFTER INSERT ON tallies
BEGIN
    SELECT RAISE(ABORT, 'a count cannot fall below zero') WHERE NEW.count < 0;
    INSERT INTO sums (petition, dimension, value, count) VALUES
        (NEW.petition, 'total', '', NEW.count),
        (NEW.petition, 'area', NEW.area, NEW.count),
        (NEW.petition, 'day', NEW.day, NEW.count),
        (NEW.petition, 'source', NEW.source, NEW.count),
        (NEW.petition, 'country', NEW.country, NEW.count),
        (NEW.petition, 'language', NEW.language, NEW.count)
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;

CREATE TRIGGER tallies_summed_again AFTER UPDATE OF count ON tallies
BEGIN
    SELECT RAISE(ABORT, 'a count cannot fall below zero') WHERE NEW.count < 0;
    INSERT INTO sums (petition, dimension, value, count) VALUES
        (NEW.petition, 'total', '', NEW.count - OLD.count),
        (NEW.petition, 'area', NEW.area, NEW.count - OLD.count),
        (NEW.petition, 'day', NEW.day, NEW.count - OLD.count),
        (NEW.petition, 'source', NEW.source, NEW.count - OLD.count),
        (NEW.petition, 'country', NEW.country, NEW.count - OLD.count),
        (NEW.petition, 'language', NEW.language, NEW.count - OLD.count)
    ON CONFLICT DO UPDATE SET count = count + excluded.count;
END;
