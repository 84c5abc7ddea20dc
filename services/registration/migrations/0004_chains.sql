-- Under which approval chains a plan was submitted, and the date of the province's own decision.

ALTER TABLE plan_revision
  ADD COLUMN local_decision_date DATE NULL AFTER local_decision,
  ADD COLUMN chain_version VARCHAR(32) COLLATE utf8mb4_bin NOT NULL DEFAULT '' COMMENT 'empty before the first submission';
