-- Long works that somebody asked for: letters for many people. Who asked is as in the audit (an
-- account's number), and the request names nobody. Times are whole seconds since 1970 in UTC.
CREATE TABLE jobs (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    campaign      TEXT NOT NULL,
    request       TEXT NOT NULL,                 -- JSON
    asked_by      TEXT NOT NULL,
    asked_at      INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('prepared', 'waiting', 'running', 'stopping',
                      'stopped', 'done', 'failed')),
    started_at    INTEGER,
    ended_at      INTEGER,
    done          INTEGER NOT NULL DEFAULT 0,
    expected      INTEGER NOT NULL DEFAULT 0,
    failed        INTEGER NOT NULL DEFAULT 0,
    trouble       TEXT NOT NULL DEFAULT '',      -- why it failed, in a sentence
    deaths        INTEGER NOT NULL DEFAULT 0,    -- of processes that were at work on it
    claim         TEXT NOT NULL DEFAULT '',      -- of whoever sees to it
    claimed_until INTEGER NOT NULL DEFAULT 0,    -- another may see to it then
    seen_at       INTEGER                        -- its last sign of life
) STRICT;
CREATE INDEX jobs_to_do ON jobs (id) WHERE state IN ('waiting', 'running', 'stopping');
CREATE INDEX jobs_of_campaign ON jobs (campaign, id);

-- Files that jobs were given, and those that they made to be fetched; they go when their time is up.
CREATE TABLE job_files (
    job        INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('table', 'result', 'rejects')),
    name       TEXT NOT NULL,
    path       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    size       INTEGER NOT NULL,                 -- bytes
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (job, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_files_by_time ON job_files (expires_at);
