-- Sheets in the form of a House have an id as others have, and it is kept beside them: nothing but the
-- petition stands on what is handed in. A signature says to which Houses it can be presented.

ALTER TABLE sheets ADD COLUMN venue TEXT NOT NULL DEFAULT '';     -- the House; empty: in no House's form
ALTER TABLE signatures ADD COLUMN commons INTEGER NOT NULL DEFAULT 0 CHECK (commons IN (0, 1));
ALTER TABLE signatures ADD COLUMN lords INTEGER NOT NULL DEFAULT 0 CHECK (lords IN (0, 1));
ALTER TABLE signatures ADD COLUMN senedd INTEGER NOT NULL DEFAULT 0 CHECK (senedd IN (0, 1));
DROP INDEX signatures_wet_ink;
CREATE INDEX signatures_wet_ink
    ON signatures (petition, state, area, address_seen, sheet, commons, lords, senedd, wet_ink)
    WHERE wet_ink = 1;
