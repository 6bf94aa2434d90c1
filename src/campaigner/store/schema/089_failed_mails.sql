-- What keeps mails from being sent is looked at without all that were sent.
CREATE INDEX outbox_failed ON outbox (id) WHERE sent_at IS NULL AND trouble != '';
