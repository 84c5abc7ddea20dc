-- Commitments and advances that moved with the money of their line: carried into the next year, or taken over by the successor of
-- a dissolved unit. The old row keeps its history; the new one names it.
-- The columns are added in place; the running version does not know them.

ALTER TABLE commitment
  ADD COLUMN moved_from BIGINT NULL,
  ADD CONSTRAINT commitment_moved_from FOREIGN KEY (moved_from) REFERENCES commitment (id);

ALTER TABLE payment
  ADD COLUMN moved_from BIGINT NULL,
  ADD CONSTRAINT payment_moved_from FOREIGN KEY (moved_from) REFERENCES payment (id);
