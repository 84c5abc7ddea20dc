-- Enterprises' own money beside state support, the record in force of each line. Not of the ledger: no balance counts it.
CREATE TABLE enterprise_commitment (
  budget_line VARCHAR(120) NOT NULL,
  programme VARCHAR(80) NOT NULL,
  budget_year SMALLINT NOT NULL,
  agency VARCHAR(80) NOT NULL,
  component_project VARCHAR(80) NOT NULL,
  committed_vnd BIGINT NOT NULL CHECK (committed_vnd BETWEEN 0 AND 9000000000000000),
  PRIMARY KEY (budget_line)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT, UPDATE ON {{schema}}.enterprise_commitment TO {{user}};
