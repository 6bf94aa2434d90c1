-- What came back, and who has not answered, is asked for whenever an organiser looks.
CREATE INDEX letters_by_party ON letters (campaign, party) WHERE voided_at IS NULL;
CREATE INDEX letters_by_area ON letters (campaign, area_code, area_name) WHERE voided_at IS NULL;
CREATE INDEX letters_by_time ON letters (campaign, made_at, id)
    WHERE voided_at IS NULL AND sender_name <> '';
