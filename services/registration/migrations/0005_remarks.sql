-- Remarks that returned a plan, answered one by one. Numbered within the plan, under its row lock.
CREATE TABLE plan_remark (
  plan VARCHAR(96) COLLATE utf8mb4_bin NOT NULL,
  number INT NOT NULL,
  item_id VARCHAR(4) COLLATE utf8mb4_bin NOT NULL,
  revision INT NOT NULL,
  remark VARCHAR(1000) NOT NULL,
  author VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
  author_name VARCHAR(200) NOT NULL,
  remarked_at DATETIME(6) NOT NULL,
  answer VARCHAR(1000) NOT NULL DEFAULT '',
  answerer VARCHAR(100) COLLATE utf8mb4_bin NOT NULL DEFAULT '',
  answerer_name VARCHAR(200) NOT NULL DEFAULT '',
  answered_at DATETIME(6) NULL,
  PRIMARY KEY (plan, number),
  CONSTRAINT remark_revision FOREIGN KEY (plan, revision) REFERENCES plan_revision (plan, revision),
  CHECK (number >= 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

GRANT SELECT, INSERT, UPDATE (answer, answerer, answerer_name, answered_at) ON {{schema}}.plan_remark TO {{user}};
