-- Whose a file is: asked before another letter gets its name.
CREATE INDEX letter_files_by_path ON letter_files (path);

-- When a letter was made first: it is made again when what it says has changed.
ALTER TABLE letters ADD COLUMN first_made_at INTEGER;
UPDATE letters SET first_made_at = made_at;

-- Files about many people that batches wrote: print runs, rows that failed; and, without a hash,
-- folders that a batch has begun to write to and not finished.
-- Times are whole seconds since 1970 in UTC.
CREATE TABLE batch_files (
    path     TEXT PRIMARY KEY,                  -- folder and file
    campaign TEXT NOT NULL,
    about    TEXT NOT NULL,                     -- whose rows they are: the table's path
    sha256   TEXT NOT NULL,                     -- of the file as it was written
    made_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
