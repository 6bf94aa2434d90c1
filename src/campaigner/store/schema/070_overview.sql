-- What the overview of a campaign asks for, found without looking through all mails, letters or files.
CREATE INDEX outbox_given_up ON outbox (given_up_at) WHERE given_up_at IS NOT NULL;
CREATE INDEX letters_of_campaign ON letters (campaign, voided_at);
CREATE INDEX issued_files_backups ON issued_files (made_at) WHERE about = 'backup';
