-- With what somebody logged in, as they would say it: “Firefox on Windows”. Empty if it is not known.
ALTER TABLE organiser_sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
