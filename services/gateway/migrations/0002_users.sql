-- People who may sign in, their sessions, and the sign-ins that failed. All times of sessions and failures are of the
-- real clock, never of the clock that a demonstration may move.

-- A few hundred rows. Never deleted: names of people stand in the documents they signed.
CREATE TABLE user_account (
  user_id          VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'lamdong.officer',
  display_name     VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  agency           VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'agencies/…',
  province_code    VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'empty for the whole nation',
  roles            VARCHAR(400) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'names of the roles, comma between',
  is_administrator TINYINT NOT NULL CHECK (is_administrator IN (0, 1)),
  disabled         TINYINT NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
  password_hash    VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'Argon2id, encoded with its parameters and salt',
  created_at       DATETIME(6) NOT NULL COMMENT 'UTC, by the clock of the program'
) ENGINE=InnoDB;

-- The secret itself is with the person alone: whoever reads this table cannot use a session.
CREATE TABLE session (
  token_hash   CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'SHA-256 of the token, hexadecimal',
  user_id      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  started_at   DATETIME(6) NOT NULL COMMENT 'UTC, real clock',
  last_used_at DATETIME(6) NOT NULL COMMENT 'UTC, real clock; to the minute',
  ends_at      DATETIME(6) NOT NULL COMMENT 'UTC, real clock; whatever the use',
  ended_at     DATETIME(6) NULL COMMENT 'signed out, or the user was disabled',
  KEY session_of_user (user_id),
  KEY session_by_end (ends_at),
  CONSTRAINT session_of_known_user FOREIGN KEY (user_id) REFERENCES user_account (user_id)
) ENGINE=InnoDB;

-- Counted per account and address, so that a stranger cannot lock somebody else out.
CREATE TABLE sign_in_attempt (
  account      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'as typed; "?" when it is no user id',
  address      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the client',
  attempts     INT NOT NULL CHECK (attempts >= 0),
  first_at     DATETIME(6) NOT NULL COMMENT 'UTC, real clock; start of the window',
  locked_until DATETIME(6) NULL COMMENT 'UTC, real clock',
  PRIMARY KEY (account, address)
) ENGINE=InnoDB;

GRANT SELECT, INSERT, UPDATE ON {{schema}}.user_account TO {{user}};
GRANT SELECT, INSERT, UPDATE, DELETE ON {{schema}}.session TO {{user}};
GRANT SELECT, INSERT, UPDATE, DELETE ON {{schema}}.sign_in_attempt TO {{user}};
