-- Documents attached to payments, and what enterprises have spent themselves.
-- A million rows: new tables, nothing to rewrite. The running version does not know them.

-- Written once. The content is kept as it came.
CREATE TABLE payment_document (
  id BIGINT NOT NULL AUTO_INCREMENT,
  payment BIGINT NOT NULL,
  kind VARCHAR(80) NOT NULL,
  file_name VARCHAR(255) NOT NULL,
  content_sha256 CHAR(64) NOT NULL,
  content MEDIUMBLOB NOT NULL,
  attached_by VARCHAR(120) NOT NULL,
  attached_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY by_payment (payment),
  CONSTRAINT payment_document_of FOREIGN KEY (payment) REFERENCES payment (id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The latest counts; none is changed.
CREATE TABLE payment_contribution (
  id BIGINT NOT NULL AUTO_INCREMENT,
  payment BIGINT NOT NULL,
  enterprise_spent_vnd BIGINT NOT NULL,
  proof VARCHAR(500) NOT NULL,
  recorded_by VARCHAR(120) NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY by_payment (payment),
  CONSTRAINT payment_contribution_amount CHECK (enterprise_spent_vnd BETWEEN 0 AND 9000000000000000),
  CONSTRAINT payment_contribution_of FOREIGN KEY (payment) REFERENCES payment (id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

GRANT SELECT, INSERT ON {{schema}}.payment_document TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.payment_contribution TO {{user}};
GRANT UPDATE (findings) ON {{schema}}.payment TO {{user}};
