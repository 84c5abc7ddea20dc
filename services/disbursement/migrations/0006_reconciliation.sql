-- Statements as a whole, what each of their lines was matched to, and explanations of what stands on one side only.
-- A million rows of `statement_line` are copied once (a new unique number); the running version does not know the columns.

-- The same content is imported once.
CREATE TABLE statement (
  id BIGINT NOT NULL AUTO_INCREMENT,
  content_sha256 CHAR(64) NOT NULL,
  line_count INT NOT NULL,
  paid_vnd BIGINT NOT NULL,
  imported_by VARCHAR(120) NOT NULL,
  imported_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY one_content (content_sha256)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- `stage`: 0 unmatched, 1 exact, 2 by reference, 3 proposed, 4 accepted by a person, 5 a repeat of an earlier line.
ALTER TABLE statement_line
  ADD COLUMN id BIGINT NOT NULL AUTO_INCREMENT,
  ADD COLUMN statement BIGINT NULL,
  ADD COLUMN payee VARCHAR(300) NOT NULL DEFAULT '',
  ADD COLUMN stage TINYINT NOT NULL DEFAULT 0,
  ADD COLUMN matched_payment BIGINT NULL,
  ADD COLUMN proposed_payment BIGINT NULL,
  ADD COLUMN matched_by VARCHAR(120) NOT NULL DEFAULT '',
  ADD UNIQUE KEY line_id (id),
  ADD KEY by_matched (matched_payment),
  ADD KEY by_date (value_date),
  ADD CONSTRAINT statement_line_stage CHECK (stage BETWEEN 0 AND 5),
  ADD CONSTRAINT statement_line_matched CHECK ((stage IN (1, 2, 4, 5)) = (matched_payment IS NOT NULL)),
  ADD CONSTRAINT statement_line_of FOREIGN KEY (statement) REFERENCES statement (id);
-- What was decided before, or said again what was known, is matched.
UPDATE statement_line SET stage = 1, matched_payment = CAST(SUBSTRING(payment, 10) AS UNSIGNED)
  WHERE decided OR remark LIKE 'chứng từ đã được ghi nhận như vậy%';
ALTER TABLE payment ADD KEY by_reference (treasury_reference), ADD KEY open_advances (state, open_advance_vnd);

-- `subject`: "payments/17" or "statementLines/3". The latest counts; none is changed.
CREATE TABLE reconciliation_explanation (
  id BIGINT NOT NULL AUTO_INCREMENT,
  subject VARCHAR(120) NOT NULL,
  explanation VARCHAR(500) NOT NULL,
  explained_by VARCHAR(120) NOT NULL,
  explained_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY by_subject (subject)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

GRANT SELECT, INSERT ON {{schema}}.statement TO {{user}};
GRANT UPDATE (stage, matched_payment, proposed_payment, matched_by, remark) ON {{schema}}.statement_line TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.reconciliation_explanation TO {{user}};
