-- Signatures that an organiser has withdrawn, so that a mistake can be undone. Those whose signatory
-- followed the link in a mail are not here: what they wished stands.

CREATE TABLE organisers_withdrawals (
    signature INTEGER PRIMARY KEY REFERENCES signatures ON DELETE CASCADE,
    state TEXT NOT NULL,                         -- before it was withdrawn
    withdrawn_at INTEGER NOT NULL
) STRICT;
