-- Texts of a language that is being prepared for a campaign that is open: they join its files when
-- all are written. They are to be published, and name nobody.
CREATE TABLE prepared_texts (
    campaign TEXT NOT NULL,
    language TEXT NOT NULL,
    place    TEXT NOT NULL,                       -- asks/first/text, letter; empty for the language itself
    text     TEXT NOT NULL,
    PRIMARY KEY (campaign, language, place)
) STRICT, WITHOUT ROWID;
