-- Campaigns that two people have removed: the ledger and the count stay, and nobody takes the name again.
-- Times are whole seconds since 1970 in UTC.
ALTER TABLE petitions ADD COLUMN removed_at INTEGER;
