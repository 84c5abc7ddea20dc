-- The versions of the rulebook that were ever in use, with their files, so that what was decided under them can be read
-- and computed again for ever; and the decisions. Rows are never changed or deleted.

CREATE TABLE rulebook_version (
  version      VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'date and digest',
  rules_count  INT NOT NULL CHECK (rules_count > 0),
  first_use_at DATETIME(6) NOT NULL COMMENT 'UTC',
  files        MEDIUMBLOB NOT NULL COMMENT 'allocation.v1.RulebookText',
  KEY rulebook_version_order (first_use_at, version)
) ENGINE=InnoDB;

CREATE TABLE decision (
  name             VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY COMMENT 'decisions/…',
  document         VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'rounds/… or adjustments/…',
  ordinal          INT NOT NULL COMMENT 'first, second, … decision on the document' CHECK (ordinal > 0),
  rulebook_version VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  province_code    VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'empty when several',
  sort_key         VARCHAR(240) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'time, name',
  head             BLOB NOT NULL COMMENT 'allocation.v1.Decision without inputs and outcomes',
  body             LONGBLOB NOT NULL COMMENT 'allocation.v1.Decision with nothing else',
  UNIQUE KEY decision_of_document (document, ordinal),
  UNIQUE KEY decision_order (sort_key),
  CONSTRAINT decision_rulebook FOREIGN KEY (rulebook_version) REFERENCES rulebook_version (version)
) ENGINE=InnoDB;

GRANT SELECT, INSERT ON {{schema}}.rulebook_version TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.decision TO {{user}};
