-- From when a version of the rulebook is in force, and the drafts that versions come from. The version in force on a day is
-- the last one that begins on or before it; rows of rulebook_version are still never changed or deleted.

ALTER TABLE rulebook_version
  ADD COLUMN effective_date DATE NOT NULL DEFAULT '1000-01-01' COMMENT 'first day in force; 1000-01-01: shipped, since ever',
  ADD COLUMN ordinal INT NOT NULL AUTO_INCREMENT COMMENT 'of two that begin on one day the later holds',
  ADD COLUMN draft VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT '' COMMENT 'rulebookDrafts/…; empty: shipped',
  ADD UNIQUE KEY rulebook_version_ordinal (ordinal),
  ADD KEY rulebook_in_force (effective_date, ordinal);

CREATE TABLE rulebook_draft (
  name     VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY COMMENT 'rulebookDrafts/…',
  version  BIGINT NOT NULL COMMENT 'the etag' CHECK (version > 0),
  sort_key VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'time, name',
  message  MEDIUMBLOB NOT NULL COMMENT 'allocation.v1.RulebookDraft without its text',
  files    MEDIUMBLOB NOT NULL COMMENT 'allocation.v1.RulebookText',
  UNIQUE KEY rulebook_draft_order (sort_key)
) ENGINE=InnoDB;

-- A comparison reads the decisions of one budget year; 0 for those kept before, which are looked into.
ALTER TABLE decision
  ADD COLUMN budget_year SMALLINT NOT NULL DEFAULT 0,
  ADD KEY decision_of_year (budget_year, sort_key);

GRANT SELECT, INSERT ON {{schema}}.rulebook_draft TO {{user}};
GRANT UPDATE (version, message) ON {{schema}}.rulebook_draft TO {{user}};
