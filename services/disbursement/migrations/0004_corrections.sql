-- Entries taken back at most once, commitments that expire, run over years and are adjusted, and how far balances were
-- verified.
-- A million rows: the new columns are added in place; the unique key reads the journal once and blocks nothing longer
-- than its last step. The running version does not know the columns.

-- Beside the foreign key's own index, which this replaces.
ALTER TABLE journal_entry ADD UNIQUE KEY one_reversal (reverses_position);

-- `expires_on`: the last day on which it may be drawn on; a sweep releases what is left then. `continues`: the first
-- commitment of a contract that runs over several years.
ALTER TABLE commitment
  ADD COLUMN expires_on DATE NULL,
  ADD COLUMN continues BIGINT NULL,
  ADD KEY by_expiry (expires_on),
  ADD CONSTRAINT commitment_continues FOREIGN KEY (continues) REFERENCES commitment (id);

-- What a contract of several years takes each year. Written once, with its first commitment.
CREATE TABLE commitment_slice (
  commitment BIGINT NOT NULL,
  budget_year INT NOT NULL,
  amount_vnd BIGINT NOT NULL,
  PRIMARY KEY (commitment, budget_year),
  CONSTRAINT commitment_slice_amount CHECK (amount_vnd BETWEEN 1 AND 9000000000000000),
  CONSTRAINT commitment_slice_of FOREIGN KEY (commitment) REFERENCES commitment (id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row: the position up to which balances were verified. `verified_balance` holds them as they stood there.
CREATE TABLE verification (
  id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  position BIGINT NOT NULL CHECK (position >= 0)
) ENGINE=InnoDB;
INSERT INTO verification (id, position) VALUES (1, 0);
CREATE TABLE verified_balance (
  account BIGINT NOT NULL PRIMARY KEY,
  balance_vnd BIGINT NOT NULL,
  CONSTRAINT verified_balance_of FOREIGN KEY (account) REFERENCES account (id)
) ENGINE=InnoDB;

GRANT UPDATE (amount_vnd) ON {{schema}}.commitment TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.commitment_slice TO {{user}};
GRANT SELECT, UPDATE ON {{schema}}.verification TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.verified_balance TO {{user}};
