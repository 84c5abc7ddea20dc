-- The appraisal between review and approval of a settlement.
-- A million rows: a constant column is added in place, the check is replaced without a copy. The running version does not
-- know the column and refuses state 4.
ALTER TABLE settlement ADD COLUMN appraiser VARCHAR(120) NOT NULL DEFAULT '';
ALTER TABLE settlement DROP CONSTRAINT settlement_state;
ALTER TABLE settlement ADD CONSTRAINT settlement_state CHECK (state BETWEEN 1 AND 4);

GRANT UPDATE (appraiser) ON {{schema}}.settlement TO {{user}};
