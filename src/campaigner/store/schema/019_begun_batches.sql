-- The places that a batch has begun to write to and not finished: batches of several campaigns can
-- be interrupted in one folder. They stood among the files about people, one for each folder.
-- Times are whole seconds since 1970 in UTC.
CREATE TABLE begun_batches (
    path     TEXT NOT NULL,                     -- a folder, or a place in a bucket
    campaign TEXT NOT NULL,
    made_at  INTEGER NOT NULL,
    PRIMARY KEY (path, campaign)
) STRICT, WITHOUT ROWID;

INSERT INTO begun_batches (path, campaign, made_at)
SELECT path, campaign, made_at FROM issued_files WHERE sha256 = '' AND signature IS NULL;
DELETE FROM issued_files WHERE sha256 = '' AND signature IS NULL;
