-- The standing of an area is read from this index, too, and no other area's signatures are looked at.

DROP INDEX signatures_wet_ink;
CREATE INDEX signatures_wet_ink ON signatures (petition, state, area, address_seen, sheet, wet_ink)
    WHERE wet_ink = 1;
