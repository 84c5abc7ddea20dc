-- The ledger: accounts with their balances, and the journal that the balances follow from.
-- A million rows: new tables, nothing to rewrite. The running version does not know them.

-- Budget years of a programme. Every posting holds a shared lock on its year, the close an exclusive one, so nothing
-- can slip in behind a close.
CREATE TABLE budget_year (
  programme VARCHAR(64) NOT NULL,
  budget_year INT NOT NULL,
  closed_at DATETIME(6) NULL,
  closed_by VARCHAR(120) NULL,
  PRIMARY KEY (programme, budget_year)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row an account. `account_key` is ledger::CanonicalText: rows are always locked in its order. The check is the last
-- guard: no statement of any program, right or wrong, can overspend a guarded account.
CREATE TABLE account (
  id BIGINT NOT NULL AUTO_INCREMENT,
  account_key VARCHAR(320) NOT NULL,
  programme VARCHAR(64) NOT NULL,
  budget_year INT NOT NULL,
  source VARCHAR(40) NOT NULL,
  agency VARCHAR(64) NOT NULL,
  component_project VARCHAR(64) NOT NULL,
  budget_line VARCHAR(80) NOT NULL,
  kind TINYINT NOT NULL,
  guarded BOOLEAN NOT NULL,
  balance_vnd BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (id),
  UNIQUE KEY account_key (account_key),
  KEY by_unit (budget_year, agency),
  KEY by_line (budget_line, source),
  CONSTRAINT account_kind CHECK (kind BETWEEN 1 AND 12),
  CONSTRAINT account_guarded CHECK (guarded = (kind NOT IN (1, 3, 12))),
  CONSTRAINT account_limit CHECK (balance_vnd >= 0 OR NOT guarded),
  CONSTRAINT account_range CHECK (balance_vnd BETWEEN -9000000000000000 AND 9000000000000000)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row an entry. `position` is the position of the entry's event in the feed, so it follows commit order.
CREATE TABLE journal_entry (
  position BIGINT NOT NULL,
  budget_year INT NOT NULL,
  agency VARCHAR(64) NOT NULL,
  document_kind VARCHAR(40) NOT NULL,
  document VARCHAR(160) NOT NULL,
  step VARCHAR(40) NOT NULL,
  request_id VARCHAR(64) NOT NULL,
  effective_date DATE NOT NULL,
  record_time DATETIME(6) NOT NULL,
  actor VARCHAR(120) NOT NULL,
  reverses_position BIGINT NULL,
  trace_id VARCHAR(32) NOT NULL,
  PRIMARY KEY (position),
  KEY by_document (document),
  CONSTRAINT journal_entry_reverses FOREIGN KEY (reverses_position) REFERENCES journal_entry (position)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row a movement of an entry. The two indexes serve balances as of a position.
CREATE TABLE posting (
  position BIGINT NOT NULL,
  line INT NOT NULL,
  from_account BIGINT NOT NULL,
  to_account BIGINT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  PRIMARY KEY (position, line),
  KEY by_from (from_account, position),
  KEY by_to (to_account, position),
  CONSTRAINT posting_amount CHECK (amount_vnd >= 1),
  CONSTRAINT posting_two_accounts CHECK (from_account <> to_account),
  CONSTRAINT posting_entry FOREIGN KEY (position) REFERENCES journal_entry (position),
  CONSTRAINT posting_from FOREIGN KEY (from_account) REFERENCES account (id),
  CONSTRAINT posting_to FOREIGN KEY (to_account) REFERENCES account (id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The run-time user has no right to change the journal; these triggers stop the owner's own slips as well.
CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'journal entries are never changed; book a correction';
CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'journal entries are never deleted; book a correction';
CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'postings are never changed; book a correction';
CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting FOR EACH ROW
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'postings are never deleted; book a correction';

GRANT SELECT, INSERT, UPDATE ON {{schema}}.budget_year TO {{user}};
GRANT SELECT, INSERT, UPDATE (balance_vnd) ON {{schema}}.account TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.journal_entry TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.posting TO {{user}};
