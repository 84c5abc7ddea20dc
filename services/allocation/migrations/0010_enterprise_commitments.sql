-- What enterprises bind themselves to pay of their own: recorded beside state support, never paid out by the ledger.
-- Rows are never changed; the last one of an item is in force.

CREATE TABLE enterprise_commitment (
  plan          VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  item_id       VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  ordinal       INT NOT NULL CHECK (ordinal > 0),
  amount_vnd    BIGINT NOT NULL CHECK (amount_vnd BETWEEN 0 AND 9000000000000000),
  message       BLOB NOT NULL COMMENT 'allocation.v1.EnterpriseCommitment',
  PRIMARY KEY (plan, item_id, ordinal)
) ENGINE=InnoDB;

GRANT SELECT, INSERT ON {{schema}}.enterprise_commitment TO {{user}};
