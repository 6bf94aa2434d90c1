-- What was imported of a file is known row by row, and with which options: rows that were rejected
-- are tried again, those that were taken are not.
ALTER TABLE imports ADD COLUMN options BLOB NOT NULL DEFAULT x'';  -- hash of those of the last run
ALTER TABLE imports ADD COLUMN before INTEGER NOT NULL DEFAULT 0;  -- rows that earlier runs took
ALTER TABLE imports ADD COLUMN taken BLOB NOT NULL DEFAULT x'';    -- a bit a row, compressed
