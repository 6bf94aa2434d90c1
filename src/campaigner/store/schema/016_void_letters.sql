-- A letter that was recorded and never sent: it is not counted, and nobody is reminded of it.
ALTER TABLE letters ADD COLUMN voided_at INTEGER;          -- null: it was sent, for all we know
