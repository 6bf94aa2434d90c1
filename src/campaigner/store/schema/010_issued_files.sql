-- Whose a file is: asked before another letter gets its name.
CREATE INDEX letter_files_by_path ON letter_files (path);

-- Files about many people that batches wrote: print runs, rows that failed.
-- Times are whole seconds since 1970 in UTC.
CREATE TABLE batch_files (
    path     TEXT PRIMARY KEY,                  -- folder and file
    campaign TEXT NOT NULL,
    sha256   TEXT NOT NULL,                     -- of the file as it was written
    made_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
