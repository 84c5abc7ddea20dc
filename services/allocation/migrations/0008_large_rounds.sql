-- A decision about a national round is larger than a statement may be: its body goes on in parts of the same size.

CREATE TABLE decision_part (
  decision VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  ordinal  INT NOT NULL COMMENT 'from 1; the body in decision comes first' CHECK (ordinal > 0),
  body     MEDIUMBLOB NOT NULL,
  PRIMARY KEY (decision, ordinal),
  CONSTRAINT decision_part_of FOREIGN KEY (decision) REFERENCES decision (name)
) ENGINE=InnoDB;

GRANT SELECT, INSERT ON {{schema}}.decision_part TO {{user}};
