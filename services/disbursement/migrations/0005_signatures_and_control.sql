-- Two signatures, the treasury's control, and outcomes decided by two people.
-- A million rows: the constants of new columns are added in place; the check on `state` is replaced without a copy of
-- the table. The running version does not know the columns and keeps writing states 1 to 6.

-- 7: signed by the chief accountant; 8: accepted by the treasury's control.
ALTER TABLE payment
  ADD COLUMN chief_accountant VARCHAR(120) NOT NULL DEFAULT '',
  ADD COLUMN controller VARCHAR(120) NOT NULL DEFAULT '',
  ADD COLUMN control_note VARCHAR(500) NOT NULL DEFAULT '',
  ADD COLUMN control_after BOOLEAN NOT NULL DEFAULT FALSE,
  ADD COLUMN irregular_vnd BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN deducted_vnd BIGINT NOT NULL DEFAULT 0,
  ADD CONSTRAINT payment_irregular CHECK (irregular_vnd BETWEEN 0 AND amount_vnd),
  ADD CONSTRAINT payment_deducted CHECK (deducted_vnd BETWEEN 0 AND 9000000000000000);
ALTER TABLE payment DROP CONSTRAINT payment_state;
ALTER TABLE payment ADD CONSTRAINT payment_state CHECK (state BETWEEN 1 AND 8);

-- Every proposal that was ever made about an unknown outcome, and who decided it. `decision`: 0 open, 1 confirmed,
-- 2 rejected, 3 overtaken by a statement. `open_for` lets a payment have one open proposal at most.
CREATE TABLE outcome_proposal (
  id BIGINT NOT NULL AUTO_INCREMENT,
  payment BIGINT NOT NULL,
  outcome TINYINT NOT NULL,
  treasury_reference VARCHAR(100) NOT NULL,
  value_date DATE NULL,
  proof VARCHAR(500) NOT NULL,
  proposer VARCHAR(120) NOT NULL,
  proposed_at DATETIME(6) NOT NULL,
  decision TINYINT NOT NULL DEFAULT 0,
  decider VARCHAR(120) NOT NULL DEFAULT '',
  decided_at DATETIME(6) NULL,
  note VARCHAR(500) NOT NULL DEFAULT '',
  open_for BIGINT AS (CASE WHEN decision = 0 THEN payment END) PERSISTENT,
  PRIMARY KEY (id),
  UNIQUE KEY one_open (open_for),
  KEY by_payment (payment),
  CONSTRAINT outcome_proposal_outcome CHECK (outcome IN (1, 2)),
  CONSTRAINT outcome_proposal_decision CHECK (decision BETWEEN 0 AND 3),
  CONSTRAINT outcome_proposal_two_people CHECK (decision = 3 OR decider <> proposer),
  CONSTRAINT outcome_proposal_payment FOREIGN KEY (payment) REFERENCES payment (id)
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

GRANT UPDATE (chief_accountant, controller, control_note, control_after, irregular_vnd) ON {{schema}}.payment TO {{user}};
GRANT SELECT, INSERT, UPDATE (decision, decider, decided_at, note) ON {{schema}}.outcome_proposal TO {{user}};
