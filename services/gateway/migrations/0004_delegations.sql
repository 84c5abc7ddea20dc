-- Powers that one person lets another use. A delegation is never changed but for its end, and never deleted: documents name it.
CREATE TABLE delegation (
  id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  delegator  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who gives the power',
  delegate   VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'who may use it',
  role       VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'name of the role whose power it is',
  agency     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of both, when it was made',
  min_vnd    BIGINT NULL CHECK (min_vnd BETWEEN 0 AND 9000000000000000),
  max_vnd    BIGINT NULL CHECK (max_vnd BETWEEN 0 AND 9000000000000000),
  first_date DATE NOT NULL,
  last_date  DATE NOT NULL,
  note       VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  created_at DATETIME(6) NOT NULL COMMENT 'UTC, by the clock of the program',
  revoked_at DATETIME(6) NULL COMMENT 'UTC, by the clock of the program',
  revoker    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
  KEY of_delegator (delegator, id),
  KEY of_delegate (delegate, id),
  CONSTRAINT delegation_of_two CHECK (delegator <> delegate),
  CONSTRAINT delegation_days CHECK (first_date <= last_date),
  CONSTRAINT delegation_amounts CHECK (min_vnd IS NULL OR max_vnd IS NULL OR min_vnd <= max_vnd),
  CONSTRAINT delegator_is_known FOREIGN KEY (delegator) REFERENCES user_account (user_id),
  CONSTRAINT delegate_is_known FOREIGN KEY (delegate) REFERENCES user_account (user_id)
) ENGINE=InnoDB;

-- Under which delegation the session acts; NULL: in the person's own right.
ALTER TABLE session ADD COLUMN delegation BIGINT NULL;

GRANT SELECT, INSERT, UPDATE (revoked_at, revoker) ON {{schema}}.delegation TO {{user}};
