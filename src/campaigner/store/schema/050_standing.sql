-- What a signature can count for, where it is on paper: whether it is there in the person's own hand,
-- and whether the sheet has their address. The address itself is not kept.

ALTER TABLE signatures ADD COLUMN wet_ink INTEGER NOT NULL DEFAULT 0 CHECK (wet_ink IN (0, 1));
ALTER TABLE signatures ADD COLUMN address_seen INTEGER NOT NULL DEFAULT 0
    CHECK (address_seen IN (0, 1));
UPDATE signatures SET wet_ink = 1 WHERE sheet IS NOT NULL;
-- How many there are is read from this index alone.
CREATE INDEX signatures_wet_ink ON signatures (petition, state, address_seen, area, sheet, wet_ink)
    WHERE wet_ink = 1;
