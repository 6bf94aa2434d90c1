-- For how many people an update is, counted when it is written or its audience chosen, and not each
-- time that somebody looks; and how its mails stand, without a look at each.
ALTER TABLE updates ADD COLUMN people TEXT NOT NULL DEFAULT ''; -- JSON: count, languages, enough
ALTER TABLE updates ADD COLUMN counted_at INTEGER;
CREATE INDEX outbox_update_state ON outbox (update_id, sent_at, given_up_at)
    WHERE update_id IS NOT NULL;
