-- Names are compared without the points of Hebrew, Arabic and Syriac: the keys of such names are
-- made again. Of two lines on paper that have the same key now, one keeps its place with the old key.
UPDATE areas SET name_key = comparison_key(name) WHERE name_key <> comparison_key(name);
UPDATE people SET name_key = comparison_key(name)
WHERE name_key <> comparison_key(name) AND comparison_key(name) GLOB '*[^0-9a-z]*';
UPDATE OR IGNORE signatures SET person = hash64(comparison_key(name) || char(10) || postcode)
WHERE email IS NULL AND name <> '' AND comparison_key(name) GLOB '*[^0-9a-z]*';
