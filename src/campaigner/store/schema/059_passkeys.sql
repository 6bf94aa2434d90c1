-- Passkeys of organisers (WebAuthn): public keys, whose private halves never leave a device.
CREATE TABLE organiser_passkeys (
    id         INTEGER PRIMARY KEY,
    organiser  INTEGER NOT NULL REFERENCES organisers,
    credential BLOB NOT NULL UNIQUE,
    public_key BLOB NOT NULL,
    uses       INTEGER NOT NULL,                 -- as the device counts them; 0 where it does not
    name       TEXT NOT NULL,                    -- what its person calls it
    made_at    INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;
CREATE INDEX organiser_passkeys_organiser ON organiser_passkeys (organiser);

-- How many said yes to one partner is on that partner's page: not found by looking at everybody.
CREATE INDEX contacts_asker ON contacts (asker);
