-- Why a mail did not go, who is sending it, and what its server says.

ALTER TABLE outbox ADD COLUMN blame TEXT NOT NULL DEFAULT '';  -- address, later, mail, server …
ALTER TABLE outbox ADD COLUMN claim TEXT NOT NULL DEFAULT '';  -- of the sender at work on it
ALTER TABLE outbox ADD COLUMN claimed_until INTEGER;           -- another may send it then
UPDATE outbox SET blame = 'address' WHERE given_up_at IS NOT NULL
    AND (trouble LIKE 'the server refused the address%' OR trouble = 'the address is known to fail');

-- What keeps all mail from going, from the first mail that it kept to the next that goes.
CREATE TABLE mail_server (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    trouble TEXT NOT NULL,
    since INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;
