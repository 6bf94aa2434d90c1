-- Mails that are written into a folder are files about a person, too: they are noted beside those
-- that batches write, each with the signature that it is about.
ALTER TABLE batch_files RENAME TO issued_files;
ALTER TABLE issued_files ADD COLUMN signature INTEGER;     -- the one whom it is about; NULL: many people

INSERT OR IGNORE INTO issued_files (path, campaign, about, sha256, made_at, signature)
SELECT file, campaign, '', '', coalesce(sent_at, made_at), signature
FROM outbox JOIN signatures ON signatures.id = signature JOIN petitions ON petitions.id = petition
WHERE file <> '';                                          -- without a hash: nobody knows what it was
ALTER TABLE outbox DROP COLUMN file;

CREATE INDEX issued_files_signature ON issued_files (signature) WHERE signature IS NOT NULL;
