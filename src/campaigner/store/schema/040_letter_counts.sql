-- How many letters people wrote on the pages: for whom, and on which day, but not who. Nothing else
-- is kept of such a letter.
CREATE TABLE letter_counts (
    campaign TEXT NOT NULL,
    area     TEXT NOT NULL,                      -- the recipient's, by its code; empty for none
    day      TEXT NOT NULL,                      -- 2026-12-10, where the organisation is
    count    INTEGER NOT NULL,
    PRIMARY KEY (campaign, area, day)
) STRICT, WITHOUT ROWID;
