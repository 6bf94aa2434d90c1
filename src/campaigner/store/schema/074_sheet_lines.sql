-- The lines of sheets that were typed up, each with the signature that it was counted as or repeats. Of
-- somebody whose signature was removed, the line alone stays, so that it is not counted again.
CREATE TABLE sheet_lines (
    petition  INTEGER NOT NULL REFERENCES petitions,
    sheet     TEXT NOT NULL,
    line      INTEGER NOT NULL,
    signature INTEGER REFERENCES signatures ON DELETE SET NULL,
    PRIMARY KEY (petition, sheet, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX sheet_lines_signature ON sheet_lines (signature);
INSERT INTO sheet_lines SELECT petition, sheet, line, id FROM signatures WHERE sheet IS NOT NULL;
