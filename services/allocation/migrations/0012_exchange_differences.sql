-- What donors' grants gained or lost between the rate at which they were recorded and the rate at which they were paid or settled.

CREATE TABLE exchange_difference (
  name                 VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  appropriation        VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  subject              VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'payments/… or settlements/…',
  budget_year          SMALLINT NOT NULL,
  foreign_amount_minor BIGINT NOT NULL CHECK (foreign_amount_minor > 0),
  difference_vnd       BIGINT NOT NULL CHECK (difference_vnd BETWEEN -9000000000000000 AND 9000000000000000),
  live                 TINYINT NULL DEFAULT 1 COMMENT 'NULL once refused by the ledger' CHECK (live = 1),
  sort_key             VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'time, name',
  message              BLOB NOT NULL COMMENT 'allocation.v1.ExchangeDifference',
  UNIQUE KEY exchange_once (appropriation, subject, live),
  UNIQUE KEY exchange_order (sort_key),
  KEY exchange_year (budget_year)
) ENGINE=InnoDB;

ALTER TABLE posting
  MODIFY kind TINYINT NOT NULL
    COMMENT '1 appropriation, 2 round, 3 adjustment, 4 release of a reserve, 5 revocation of a round, 6 hand-over, 7 money set aside for a round, 8 part of a round, 9 exchange difference'
    CHECK (kind BETWEEN 1 AND 9);

GRANT SELECT, INSERT, UPDATE (live, message) ON {{schema}}.exchange_difference TO {{user}};
