-- Whether the signatures of this database are those of a rehearsal: then it has one row. Times are
-- whole seconds since 1970 in UTC.

CREATE TABLE rehearsals (
    begun_at INTEGER NOT NULL
) STRICT;
