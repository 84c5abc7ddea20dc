-- Budget lines as allocation opened them, and what the spending units did with them.

-- A line that was carried over stands here once for each budget year. `deciders`: one person a line of text; people who
-- prepared, appraised, approved or allotted it and may not pay from it. It only grows.
CREATE TABLE budget_line (
  id VARCHAR(80) NOT NULL,
  budget_year INT NOT NULL,
  programme VARCHAR(64) NOT NULL,
  agency VARCHAR(64) NOT NULL,
  province_code VARCHAR(2) NOT NULL,
  component_project VARCHAR(64) NOT NULL,
  title VARCHAR(500) NOT NULL,
  activity VARCHAR(80) NOT NULL,
  establishment VARCHAR(80) NOT NULL,
  plan VARCHAR(120) NOT NULL,
  item_id VARCHAR(20) NOT NULL,
  deciders TEXT NOT NULL,
  illustrative BOOLEAN NOT NULL,
  PRIMARY KEY (id, budget_year),
  KEY by_agency (agency, budget_year),
  CONSTRAINT budget_line_year FOREIGN KEY (programme, budget_year) REFERENCES budget_year (programme, budget_year)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- `remaining_vnd` over all commitments of an account adds up to that account's COMMITTED balance.
CREATE TABLE commitment (
  id BIGINT NOT NULL AUTO_INCREMENT,
  budget_line VARCHAR(80) NOT NULL,
  budget_year INT NOT NULL,
  programme VARCHAR(64) NOT NULL,
  source VARCHAR(40) NOT NULL,
  agency VARCHAR(64) NOT NULL,
  component_project VARCHAR(64) NOT NULL,
  contract_number VARCHAR(100) NOT NULL,
  contract_date DATE NOT NULL,
  contractor VARCHAR(300) NOT NULL,
  contract_value_vnd BIGINT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  remaining_vnd BIGINT NOT NULL,
  creator VARCHAR(120) NOT NULL,
  findings MEDIUMBLOB NULL,
  created_at DATETIME(6) NOT NULL,
  PRIMARY KEY (id),
  KEY by_line (budget_line, budget_year, source),
  KEY by_agency (agency, budget_year),
  CONSTRAINT commitment_amount CHECK (amount_vnd BETWEEN 1 AND 9000000000000000),
  CONSTRAINT commitment_remaining CHECK (remaining_vnd BETWEEN 0 AND amount_vnd),
  CONSTRAINT commitment_line FOREIGN KEY (budget_line, budget_year) REFERENCES budget_line (id, budget_year)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Payments and advances. `kind` and `state` carry the numbers of the contract.
CREATE TABLE payment (
  id BIGINT NOT NULL AUTO_INCREMENT,
  kind TINYINT NOT NULL,
  state TINYINT NOT NULL,
  budget_line VARCHAR(80) NOT NULL,
  budget_year INT NOT NULL,
  programme VARCHAR(64) NOT NULL,
  source VARCHAR(40) NOT NULL,
  agency VARCHAR(64) NOT NULL,
  component_project VARCHAR(64) NOT NULL,
  commitment BIGINT NULL,
  amount_vnd BIGINT NOT NULL,
  payee VARCHAR(300) NOT NULL,
  description VARCHAR(500) NOT NULL,
  preparer VARCHAR(120) NOT NULL,
  signer VARCHAR(120) NOT NULL DEFAULT '',
  recorder VARCHAR(120) NOT NULL DEFAULT '',
  treasury_reference VARCHAR(100) NOT NULL DEFAULT '',
  outcome_note VARCHAR(500) NOT NULL DEFAULT '',
  open_advance_vnd BIGINT NOT NULL DEFAULT 0,
  refunded_vnd BIGINT NOT NULL DEFAULT 0,
  findings MEDIUMBLOB NULL,
  created_at DATETIME(6) NOT NULL,
  value_date DATE NULL,
  version INT NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  KEY by_line (budget_line, budget_year, source),
  KEY by_agency (agency, budget_year),
  KEY by_state (state, budget_year),
  CONSTRAINT payment_kind CHECK (kind IN (1, 2)),
  CONSTRAINT payment_state CHECK (state BETWEEN 1 AND 6),
  CONSTRAINT payment_amount CHECK (amount_vnd BETWEEN 1 AND 9000000000000000),
  CONSTRAINT payment_open CHECK (open_advance_vnd BETWEEN 0 AND amount_vnd),
  CONSTRAINT payment_refunded CHECK (refunded_vnd BETWEEN 0 AND amount_vnd),
  CONSTRAINT payment_line FOREIGN KEY (budget_line, budget_year) REFERENCES budget_line (id, budget_year),
  CONSTRAINT payment_commitment FOREIGN KEY (commitment) REFERENCES commitment (id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every line of every statement, with what became of it; lines that matched nothing are kept like the others.
CREATE TABLE statement_line (
  imported_by VARCHAR(120) NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  line INT NOT NULL,
  payment VARCHAR(120) NOT NULL,
  outcome TINYINT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  value_date DATE NOT NULL,
  treasury_reference VARCHAR(100) NOT NULL,
  decided BOOLEAN NOT NULL,
  remark VARCHAR(500) NOT NULL,
  imported_at DATETIME(6) NOT NULL,
  PRIMARY KEY (imported_by, request_id, line),
  KEY by_payment (payment)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE settlement (
  id VARCHAR(120) NOT NULL,
  programme VARCHAR(64) NOT NULL,
  budget_year INT NOT NULL,
  agency VARCHAR(64) NOT NULL,
  state TINYINT NOT NULL,
  journal_position BIGINT NOT NULL,
  creator VARCHAR(120) NOT NULL,
  reviewer VARCHAR(120) NOT NULL DEFAULT '',
  approver VARCHAR(120) NOT NULL DEFAULT '',
  version INT NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE KEY one_a_unit (programme, budget_year, agency),
  CONSTRAINT settlement_state CHECK (state BETWEEN 1 AND 3)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Figures of a settlement; written once.
CREATE TABLE settlement_line (
  settlement VARCHAR(120) NOT NULL,
  budget_line VARCHAR(80) NOT NULL,
  source VARCHAR(40) NOT NULL,
  component_project VARCHAR(64) NOT NULL,
  allotted_vnd BIGINT NOT NULL,
  spent_vnd BIGINT NOT NULL,
  lapsed_vnd BIGINT NOT NULL,
  carried_forward_vnd BIGINT NOT NULL,
  refunded_vnd BIGINT NOT NULL,
  PRIMARY KEY (settlement, budget_line, source),
  CONSTRAINT settlement_line_of FOREIGN KEY (settlement) REFERENCES settlement (id),
  CONSTRAINT settlement_line_balances
    CHECK (allotted_vnd = spent_vnd + lapsed_vnd + carried_forward_vnd + refunded_vnd)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON {{schema}}.budget_line TO {{user}};
GRANT SELECT, INSERT, UPDATE (remaining_vnd) ON {{schema}}.commitment TO {{user}};
GRANT SELECT, INSERT, UPDATE (state, signer, recorder, treasury_reference, outcome_note, open_advance_vnd, refunded_vnd,
  value_date, version) ON {{schema}}.payment TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.statement_line TO {{user}};
GRANT SELECT, INSERT, UPDATE (state, reviewer, approver, version) ON {{schema}}.settlement TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.settlement_line TO {{user}};
