-- Updates to signatories: what organisers write, whom it is for, and how far its mails have gone. Times
-- are whole seconds since 1970 in UTC.
CREATE TABLE updates (
    id           INTEGER PRIMARY KEY,
    campaign     TEXT NOT NULL,
    audience     TEXT NOT NULL DEFAULT '{}',     -- JSON: areas, sources, languages; without one, all
    made_at      INTEGER NOT NULL,
    changed_at   INTEGER NOT NULL,
    started_at   INTEGER,                        -- from then on it cannot be changed
    newest       INTEGER,                        -- the newest signature at that time: no later one gets it
    expected     INTEGER NOT NULL DEFAULT 0,     -- for how many people it was then
    queued_up_to INTEGER NOT NULL DEFAULT 0,     -- signatures whose mails have been queued
    queued_at    INTEGER,                        -- when the last of them was
    stopped_at   INTEGER,                        -- an organiser has stopped it
    published_at INTEGER                         -- it can be read on the campaign's page
) STRICT;
CREATE INDEX updates_campaign ON updates (campaign, id);
CREATE INDEX updates_going_out ON updates (id) WHERE started_at IS NOT NULL AND queued_at IS NULL;

CREATE TABLE update_texts (
    update_id INTEGER NOT NULL REFERENCES updates ON DELETE CASCADE,
    language  TEXT NOT NULL,
    subject   TEXT NOT NULL,
    body      TEXT NOT NULL,                     -- Markdown, as campaigns' texts are
    PRIMARY KEY (update_id, language)
) STRICT, WITHOUT ROWID;

-- The update that a mail brings: each once to each signature.
ALTER TABLE outbox ADD COLUMN update_id INTEGER REFERENCES updates;
CREATE UNIQUE INDEX outbox_update ON outbox (update_id, signature) WHERE update_id IS NOT NULL;
CREATE INDEX outbox_update_made ON outbox (made_at) WHERE update_id IS NOT NULL;
