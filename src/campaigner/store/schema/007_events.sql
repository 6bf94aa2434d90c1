-- Places taken at events. Times are whole seconds since 1970 in UTC.

CREATE TABLE bookings (
    id INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL,
    event TEXT NOT NULL,                         -- its id in the campaign's definition
    person TEXT NOT NULL,                        -- canonical email: one place for one person
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    source TEXT NOT NULL,
    booked_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,                    -- when the event is over, as it was known then
    UNIQUE (campaign, event, person)
) STRICT;
CREATE INDEX bookings_person ON bookings (person);

CREATE TABLE booking_consents (
    booking INTEGER NOT NULL REFERENCES bookings ON DELETE CASCADE,
    partner TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (booking, partner)
) STRICT, WITHOUT ROWID;
