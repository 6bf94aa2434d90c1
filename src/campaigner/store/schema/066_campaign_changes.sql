-- What was changed in campaigns' files from the desk: who, when, and what the files said before and
-- after. A change is noted before its files are written, so that one that was interrupted is finished.
-- Times are whole seconds since 1970 in UTC. Old changes are removed: each campaign keeps so many.
CREATE TABLE campaign_contents (
    sha256  BLOB PRIMARY KEY,                     -- of the text in UTF-8
    packed  BLOB NOT NULL                         -- the text, compressed by zlib
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign_changes (
    id       INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL,
    at       INTEGER NOT NULL,
    actor    TEXT NOT NULL,                       -- as the audit has it; empty for another program
    what     TEXT NOT NULL,                       -- the part that was changed: a fact, letter.en.md
    written  INTEGER NOT NULL DEFAULT 0 CHECK (written IN (0, 1)) -- whether its files are
) STRICT;
CREATE INDEX campaign_changes_campaign ON campaign_changes (campaign, id);
CREATE INDEX campaign_changes_unwritten ON campaign_changes (campaign) WHERE written = 0;

CREATE TABLE campaign_changed_files (
    change INTEGER NOT NULL REFERENCES campaign_changes ON DELETE CASCADE,
    name   TEXT NOT NULL,
    before BLOB,                                  -- SHA-256; NULL if the file was not there
    after  BLOB,                                  -- NULL if the file is removed
    PRIMARY KEY (change, name)
) STRICT, WITHOUT ROWID;
