-- With what somebody logged in, as they would say it: “Firefox on Windows”. Empty if it is not known.
ALTER TABLE organiser_sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
-- Why a job failed, as a stable code, by which pages have their own words.
ALTER TABLE jobs ADD COLUMN trouble_code TEXT NOT NULL DEFAULT '';
