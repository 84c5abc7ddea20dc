-- Passwords that an administrator gave, and the days on which a user may sign in (of the real clock, in Viet Nam).
ALTER TABLE user_account
  ADD COLUMN must_change_password TINYINT NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)),
  ADD COLUMN valid_from DATE NULL,
  ADD COLUMN valid_to DATE NULL,
  ADD CONSTRAINT user_days CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to);
