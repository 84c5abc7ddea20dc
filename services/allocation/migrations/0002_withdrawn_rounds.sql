-- A round may be withdrawn before it is issued: its plans wait again, its lines stay readable and count no more.
-- Envelopes count what was given in their year before. Budget lines may be cut.

ALTER TABLE allocation_round
  MODIFY state TINYINT NOT NULL COMMENT 'Round.State' CHECK (state BETWEEN 1 AND 5);

-- NULL for the lines of a withdrawn round: the key below lets any number of them be.
ALTER TABLE round_line
  ADD COLUMN live TINYINT NULL DEFAULT 1 CHECK (live = 1),
  DROP KEY round_line_once,
  ADD UNIQUE KEY round_line_once (budget_line, source, live),
  ADD KEY round_line_year (programme, budget_year);

ALTER TABLE adjustment
  MODIFY kind TINYINT NOT NULL COMMENT 'Adjustment.Kind' CHECK (kind BETWEEN 1 AND 4);

GRANT UPDATE (live) ON {{schema}}.round_line TO {{user}};
GRANT DELETE ON {{schema}}.round_plan TO {{user}};
