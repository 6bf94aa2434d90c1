-- Maps of hexagons: where the hexagon of each area of a scheme is. Rows count upwards, as HexJSON
-- has them; the layout says which rows or columns are moved by half a hexagon.

CREATE TABLE hexagon_maps (
    scheme TEXT PRIMARY KEY,
    layout TEXT NOT NULL                          -- 'odd-r', 'even-r', 'odd-q', 'even-q'
) STRICT, WITHOUT ROWID;

CREATE TABLE hexagons (
    area   INTEGER PRIMARY KEY REFERENCES areas ON DELETE CASCADE,
    scheme TEXT NOT NULL REFERENCES hexagon_maps ON DELETE CASCADE,
    q      INTEGER NOT NULL,                      -- column
    r      INTEGER NOT NULL,                      -- row
    region TEXT NOT NULL                          -- the code of the larger area around it, or empty
) STRICT;

CREATE INDEX hexagons_by_scheme ON hexagons (scheme);
