-- Signed batches of payment orders.
-- A million rows: new tables, nothing to rewrite. The running version does not know them.

-- Written once, byte for byte as it was signed.
CREATE TABLE treasury_batch (
  id BIGINT NOT NULL AUTO_INCREMENT,
  form TINYINT NOT NULL,
  content MEDIUMBLOB NOT NULL,
  signature VARBINARY(64) NOT NULL,
  orders_count INT NOT NULL,
  sum_vnd BIGINT NOT NULL,
  created_by VARCHAR(120) NOT NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT treasury_batch_form CHECK (form IN (1, 2))
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The primary key is the guard: a payment is ordered once, whatever runs at once.
CREATE TABLE treasury_order (
  payment BIGINT NOT NULL,
  batch BIGINT NOT NULL,
  PRIMARY KEY (payment),
  CONSTRAINT treasury_order_batch FOREIGN KEY (batch) REFERENCES treasury_batch (id),
  CONSTRAINT treasury_order_payment FOREIGN KEY (payment) REFERENCES payment (id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

GRANT SELECT, INSERT ON {{schema}}.treasury_batch TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.treasury_order TO {{user}};
