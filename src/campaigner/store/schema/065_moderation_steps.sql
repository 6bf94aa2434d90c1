-- What organisers decided about signatures, each decision as one step that can be taken back. Times are
-- whole seconds since 1970 in UTC.

CREATE TABLE moderation_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    petition INTEGER NOT NULL REFERENCES petitions,
    act TEXT NOT NULL CHECK (act IN ('invalidate', 'restore')),
    reason TEXT NOT NULL,                        -- empty once none of its signatures is held
    conditions TEXT NOT NULL,                    -- JSON, as in the audit: it names nobody
    count INTEGER NOT NULL,                      -- of signatures, then
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    undone_by TEXT NOT NULL DEFAULT '',
    undone_at INTEGER
) STRICT;
CREATE INDEX moderation_steps_petition ON moderation_steps (petition, id);

CREATE TABLE moderated_signatures (
    step INTEGER NOT NULL REFERENCES moderation_steps,
    signature INTEGER NOT NULL REFERENCES signatures ON DELETE CASCADE,
    state TEXT NOT NULL,                         -- before the step
    PRIMARY KEY (step, signature)
) STRICT, WITHOUT ROWID;
CREATE INDEX moderated_signatures_signature ON moderated_signatures (signature);
