-- Areas, who represents them, and which postcodes lie in them.

CREATE TABLE areas (
    id          INTEGER PRIMARY KEY,
    scheme      TEXT NOT NULL,              -- uk-constituency, senedd-constituency, us-district …
    code        TEXT NOT NULL,              -- S14000061, AL-3; a slug of the name where none is known
    name        TEXT NOT NULL DEFAULT '',
    name_key    TEXT NOT NULL DEFAULT '',   -- the name folded, for finding it: ynysmon
    valid_from  TEXT,
    valid_until TEXT,
    UNIQUE (scheme, code)
) STRICT;

CREATE INDEX areas_by_name ON areas (scheme, name_key);

CREATE TABLE area_names (                   -- what an area is called in other languages
    area     INTEGER NOT NULL REFERENCES areas,
    language TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (area, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE area_aliases (                 -- other codes that mean the same area
    scheme TEXT NOT NULL,
    code   TEXT NOT NULL,
    area   INTEGER NOT NULL REFERENCES areas,
    PRIMARY KEY (scheme, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE area_parents (                 -- a constituency lies in a region, in a district …
    area   INTEGER NOT NULL REFERENCES areas,
    parent INTEGER NOT NULL REFERENCES areas,
    PRIMARY KEY (area, parent)
) STRICT, WITHOUT ROWID;

-- Postcodes in few bytes: the code packed into the key, and one number for all of its areas.
-- No foreign key on area_set: checking it for millions of rows costs a third of an import.
CREATE TABLE postcodes (
    postcode INTEGER PRIMARY KEY,
    area_set INTEGER NOT NULL
) STRICT;

CREATE TABLE area_sets (
    id         INTEGER PRIMARY KEY,
    areas      TEXT NOT NULL,               -- their ids in order: '12 480'
    terminated INTEGER NOT NULL,            -- 1 where the postcode is no longer in use
    UNIQUE (areas, terminated)
) STRICT;

CREATE TABLE area_set_members (
    area_set INTEGER NOT NULL REFERENCES area_sets,
    area     INTEGER NOT NULL REFERENCES areas,
    PRIMARY KEY (area_set, area)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id               INTEGER PRIMARY KEY,
    name             TEXT NOT NULL,             -- as its source shows it, with any title
    name_key         TEXT NOT NULL,             -- without titles and honours, folded
    title            TEXT NOT NULL DEFAULT '',  -- parts that the source gives; '' = read from the name
    given_name       TEXT NOT NULL DEFAULT '',
    family_name      TEXT NOT NULL DEFAULT '',
    privy_counsellor INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX people_by_name ON people (name_key);

CREATE TABLE person_identifiers (
    source     TEXT NOT NULL,               -- uk-parliament, bioguide …
    identifier TEXT NOT NULL,
    person     INTEGER NOT NULL REFERENCES people,
    PRIMARY KEY (source, identifier)
) STRICT, WITHOUT ROWID;

CREATE INDEX identifiers_of_person ON person_identifiers (person);

CREATE TABLE person_names (
    person   INTEGER NOT NULL REFERENCES people,
    language TEXT NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (person, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE forms_of_address (             -- as the person or the source wants them: always used
    person        INTEGER NOT NULL REFERENCES people,
    language      TEXT NOT NULL,            -- '' = any
    envelope_name TEXT NOT NULL DEFAULT '',
    salutation    TEXT NOT NULL DEFAULT '', -- with its ‘Dear’, without a comma
    PRIMARY KEY (person, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_details (
    person   INTEGER NOT NULL REFERENCES people,
    kind     TEXT NOT NULL,                 -- email, telephone, website, address …
    position INTEGER NOT NULL,
    label    TEXT NOT NULL DEFAULT '',      -- Parliamentary office, Cullman …
    value    TEXT NOT NULL,                 -- an address has a line for each of its lines
    PRIMARY KEY (person, kind, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    id           INTEGER PRIMARY KEY,
    person       INTEGER NOT NULL REFERENCES people,
    role         TEXT NOT NULL,             -- mp, msp, councillor …
    organisation TEXT NOT NULL DEFAULT '',  -- which council, which state's house
    country      TEXT NOT NULL,             -- GB, US …: decides the forms of address
    area         INTEGER REFERENCES areas,
    post         TEXT NOT NULL DEFAULT '',  -- Secretary of State for …
    party        TEXT NOT NULL DEFAULT '',
    started      TEXT,                      -- year, month or day: 2024, 2024-07, 2024-07-04
    ended        TEXT                       -- the first day out of office; NULL = in office
) STRICT;

CREATE INDEX memberships_by_area ON memberships (area, role);
CREATE INDEX memberships_by_role ON memberships (role, organisation);
CREATE INDEX memberships_by_person ON memberships (person);
