-- Allotments of a dissolved unit that its successor takes over by a decision.

CREATE TABLE hand_over (
  name          VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  budget_year   SMALLINT NOT NULL,
  state         TINYINT NOT NULL COMMENT 'HandOver.State' CHECK (state BETWEEN 1 AND 3),
  version       BIGINT NOT NULL COMMENT 'the etag' CHECK (version > 0),
  from_province VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  to_province   VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  sort_key      VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'time, name',
  message       MEDIUMBLOB NOT NULL COMMENT 'allocation.v1.HandOver',
  UNIQUE KEY hand_over_order (sort_key)
) ENGINE=InnoDB;

ALTER TABLE posting
  MODIFY kind TINYINT NOT NULL
    COMMENT '1 appropriation, 2 round, 3 adjustment, 4 release of a reserve, 5 revocation of a round, 6 hand-over'
    CHECK (kind BETWEEN 1 AND 6);

ALTER TABLE adjustment
  ADD KEY adjustment_year (budget_year, source, kind);

GRANT SELECT, INSERT, UPDATE ON {{schema}}.hand_over TO {{user}};
