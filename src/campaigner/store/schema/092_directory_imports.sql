-- What was taken into the directory of representatives and areas: when, by whom, from where.

CREATE TABLE directory_imports (
    id        INTEGER PRIMARY KEY,
    at        INTEGER NOT NULL,                   -- seconds since 1970
    actor     TEXT NOT NULL,
    noun      TEXT NOT NULL,                      -- 'representative' or 'area'
    about     TEXT NOT NULL,                      -- the roles or the kinds of areas in it: 'lord mp'
    origin    TEXT NOT NULL,                      -- where it came from: a file's name, an address
    as_of     TEXT NOT NULL,                      -- the day on which it was complete, or empty
    added     INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    ended     INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    postcodes INTEGER NOT NULL,
    hexagons  INTEGER NOT NULL,
    failed    INTEGER NOT NULL                    -- rows that could not be used
) STRICT;

-- Which campaigns have written to somebody.
CREATE INDEX letters_by_recipient ON letters (recipient, campaign);
