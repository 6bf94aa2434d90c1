-- Folders in which files about people are written: what a killed process left half written there is
-- cleared away when somebody is erased, and in time. Times are whole seconds since 1970 in UTC.
CREATE TABLE writing_places (
    path    TEXT PRIMARY KEY,
    made_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What was said of acts that concerned a few people could name one of them.
UPDATE audit SET details = json_set(details, '$.domain', '(given)')
WHERE action IN ('invalidate', 'restore') AND json_extract(details, '$.domain') IS NOT NULL
    AND coalesce(json_extract(details, '$.count'), 0) < 5;
UPDATE audit SET details = json_set(details, '$.since', '(given)')
WHERE action IN ('invalidate', 'restore') AND json_extract(details, '$.since') IS NOT NULL
    AND coalesce(json_extract(details, '$.count'), 0) < 5;
UPDATE audit SET details = json_set(details, '$.until', '(given)')
WHERE action IN ('invalidate', 'restore') AND json_extract(details, '$.until') IS NOT NULL
    AND coalesce(json_extract(details, '$.count'), 0) < 5;
