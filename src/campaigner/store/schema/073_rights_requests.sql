-- What people ask for under data protection law, and what was done. Who asked is removed in time, or
-- with all else that is erased of them; the row stays. Days are in ISO 8601, times whole seconds since
-- 1970 in UTC.
CREATE TABLE rights_requests (
    id          INTEGER PRIMARY KEY,
    asked_for   TEXT NOT NULL,
    way         TEXT NOT NULL,                   -- how it came: email, post …
    received_on TEXT NOT NULL,
    due_on      TEXT NOT NULL,                   -- the last day to answer
    extended_on TEXT,                            -- when the person was told that it takes longer
    added_at    INTEGER NOT NULL,
    closed_at   INTEGER,
    outcome     TEXT NOT NULL DEFAULT '',
    mailbox     TEXT NOT NULL DEFAULT '',        -- from here on, what names or tells of the person
    email       TEXT NOT NULL DEFAULT '',
    name        TEXT NOT NULL DEFAULT '',
    postcode    TEXT NOT NULL DEFAULT '',
    note        TEXT NOT NULL DEFAULT '',        -- what they ask, in short
    reason      TEXT NOT NULL DEFAULT ''         -- why it takes longer
) STRICT;
CREATE INDEX rights_requests_open ON rights_requests (due_on, id) WHERE closed_at IS NULL;
CREATE INDEX rights_requests_closed ON rights_requests (closed_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX rights_requests_mailbox ON rights_requests (mailbox) WHERE mailbox <> '';

CREATE TABLE rights_steps (
    request INTEGER NOT NULL REFERENCES rights_requests ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    step    TEXT NOT NULL,
    records INTEGER NOT NULL DEFAULT 0           -- how many records it was about
) STRICT;
CREATE INDEX rights_steps_request ON rights_steps (request);
