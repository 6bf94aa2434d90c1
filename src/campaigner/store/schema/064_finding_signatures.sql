-- Signatures are found by name and address, and paged through by what they have in common, however
-- many there are. name_key is the comparison key of the name (text.py).

ALTER TABLE signatures ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
UPDATE signatures SET name_key = comparison_key(name);
CREATE INDEX signatures_name ON signatures (petition, name_key);
CREATE INDEX signatures_email ON signatures (petition, lower(email)) WHERE email IS NOT NULL;
CREATE INDEX signatures_domain
    ON signatures (petition, lower(substr(email, instr(email, '@') + 1)), signed_at)
    WHERE email IS NOT NULL;
-- Each of these is in the order of signing, so that a page of them is read from its start.
CREATE INDEX signatures_signed ON signatures (petition, signed_at);
CREATE INDEX signatures_area ON signatures (petition, area, signed_at);
CREATE INDEX signatures_source ON signatures (petition, source, signed_at);
CREATE INDEX signatures_paper ON signatures (petition, signed_at)
    WHERE wet_ink = 1 OR sheet IS NOT NULL;
CREATE INDEX signatures_out ON signatures (petition, state, signed_at)
    WHERE state IN ('withdrawn', 'invalidated');
