-- A round of more lines than one document of the ledger bears is issued by several: the first sets its money aside, the
-- others give it to the lines, one after the other.

ALTER TABLE posting
  MODIFY kind TINYINT NOT NULL COMMENT '1 appropriation, 2 round, 3 adjustment, 4 release of a reserve, 5 revocation of a round, 6 hand-over, 7 money set aside for a round, 8 part of a round'
    CHECK (kind BETWEEN 1 AND 8),
  ADD COLUMN next_line INT NOT NULL DEFAULT 0 COMMENT 'line of the round with which the next part begins' CHECK (next_line >= 0),
  ADD KEY posting_document (document, next_line);
