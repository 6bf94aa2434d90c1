-- Seats that a file says nobody holds. A vacancy goes when somebody is imported for its area.

CREATE TABLE vacancies (
    area         INTEGER NOT NULL REFERENCES areas,
    role         TEXT NOT NULL,             -- mp, councillor …
    organisation TEXT NOT NULL DEFAULT '',  -- which council, as in "memberships"
    since        TEXT NOT NULL DEFAULT '',  -- year, month or day, if it is known
    PRIMARY KEY (area, role, organisation)
) STRICT, WITHOUT ROWID;
