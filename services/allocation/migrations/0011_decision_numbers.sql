-- The number of a decision belongs to one document of its authority and year; other documents under it name that one as parts.

CREATE TABLE decision_number (
  authority VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL
    COMMENT 'agency that decided; for appropriations source and holder',
  year      SMALLINT NOT NULL COMMENT 'calendar year of the decision',
  number    VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'without blanks',
  document  VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'the first under it',
  PRIMARY KEY (authority, year, number),
  KEY decision_number_document (document)
) ENGINE=InnoDB;

GRANT SELECT, INSERT, DELETE ON {{schema}}.decision_number TO {{user}};
