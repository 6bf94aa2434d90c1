-- Settings that an owner wants and a second person has to say yes to, as JSON: values by key.
CREATE TABLE proposed_settings (
    proposal INTEGER PRIMARY KEY REFERENCES proposals ON DELETE CASCADE,
    wanted   TEXT NOT NULL
) STRICT;
