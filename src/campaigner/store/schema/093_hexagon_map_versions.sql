-- The maps of hexagons that were imported, so that an earlier one can be gone back to: of each kind
-- of areas the last ten.

CREATE TABLE hexagon_map_versions (
    id     INTEGER PRIMARY KEY,
    scheme TEXT NOT NULL,
    layout TEXT NOT NULL,
    at     INTEGER,                               -- seconds since 1970; NULL if it is not known
    actor  TEXT NOT NULL,
    origin TEXT NOT NULL,                         -- the file's name, or what somebody said
    places TEXT NOT NULL                          -- JSON: a list of [code, column, row, region]
) STRICT;

CREATE INDEX hexagon_map_versions_by_scheme ON hexagon_map_versions (scheme);
