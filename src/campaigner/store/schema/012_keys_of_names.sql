-- Names are compared with the marks of all scripts but Latin, Greek and Cyrillic, and without
-- apostrophes that Unicode counts among letters: the keys of such names are made again.
UPDATE areas SET name_key = comparison_key(name) WHERE name_key <> comparison_key(name);
UPDATE people SET name_key = comparison_key(name)
WHERE name_key <> comparison_key(name) AND comparison_key(name) GLOB '*[^0-9a-z]*';
UPDATE signatures SET person = hash64(comparison_key(name) || char(10) || postcode)
WHERE email IS NULL AND name <> '' AND comparison_key(name) GLOB '*[^0-9a-z]*';
