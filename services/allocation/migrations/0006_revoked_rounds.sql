-- An issued round may be taken back whole: its lines leave the allotments and count no more, and stay readable in the round.

ALTER TABLE allocation_round
  MODIFY state TINYINT NOT NULL COMMENT 'Round.State' CHECK (state BETWEEN 1 AND 7);

ALTER TABLE posting
  MODIFY kind TINYINT NOT NULL COMMENT '1 appropriation, 2 round, 3 adjustment, 4 release of a reserve, 5 revocation of a round'
    CHECK (kind BETWEEN 1 AND 5);

ALTER TABLE adjustment
  ADD KEY adjustment_from (from_line, source);

ALTER TABLE allotment
  ADD KEY allotment_year (budget_year, sort_key);

GRANT DELETE ON {{schema}}.allotment TO {{user}};
