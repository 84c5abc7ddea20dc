-- Ceilings over one or several budget years, and parts of appropriations that are held back until they are released.

CREATE TABLE framework (
  name       VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  programme  VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  first_year SMALLINT NOT NULL,
  last_year  SMALLINT NOT NULL,
  source     VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'empty for all together',
  holder     VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'empty for all together',
  amount_vnd BIGINT NOT NULL CHECK (amount_vnd BETWEEN 1 AND 9000000000000000),
  live       TINYINT NULL DEFAULT 1 COMMENT 'NULL once replaced' CHECK (live = 1),
  sort_key   VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'first year, name',
  message    BLOB NOT NULL COMMENT 'allocation.v1.Framework',
  UNIQUE KEY framework_scope (programme, first_year, last_year, source, holder, live),
  UNIQUE KEY framework_order (sort_key),
  CONSTRAINT framework_years CHECK (last_year BETWEEN first_year AND first_year + 9)
) ENGINE=InnoDB;

ALTER TABLE appropriation
  ADD KEY appropriation_year (budget_year);

ALTER TABLE posting
  MODIFY kind TINYINT NOT NULL COMMENT '1 appropriation, 2 round, 3 adjustment, 4 release of a reserve' CHECK (kind BETWEEN 1 AND 4);

GRANT SELECT, INSERT, UPDATE ON {{schema}}.framework TO {{user}};
