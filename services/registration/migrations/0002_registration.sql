-- Tables of registration: reference data, establishments, cycles, plans with their revisions.

CREATE TABLE programme (
  name VARCHAR(64) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  title_vi VARCHAR(300) NOT NULL,
  title_en VARCHAR(300) NOT NULL,
  instrument VARCHAR(100) NOT NULL,
  first_year SMALLINT NOT NULL,
  last_year SMALLINT NOT NULL,
  CHECK (first_year <= last_year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE province (
  name VARCHAR(32) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  code CHAR(2) COLLATE utf8mb4_bin NOT NULL,
  title_vi VARCHAR(100) NOT NULL,
  title_en VARCHAR(100) NOT NULL,
  region VARCHAR(100) NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE NULL,
  successor VARCHAR(32) COLLATE utf8mb4_bin NOT NULL,
  UNIQUE KEY province_of_a_day (code, valid_from)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE agency (
  name VARCHAR(64) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  title_vi VARCHAR(300) NOT NULL,
  title_en VARCHAR(300) NOT NULL,
  kind TINYINT NOT NULL,
  province_code VARCHAR(2) COLLATE utf8mb4_bin NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE source (
  id VARCHAR(32) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  position SMALLINT NOT NULL,
  kind TINYINT NOT NULL,
  title_vi VARCHAR(200) NOT NULL,
  title_en VARCHAR(200) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE establishment (
  name VARCHAR(40) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  title VARCHAR(300) NOT NULL,
  tax_code VARCHAR(14) COLLATE utf8mb4_bin NOT NULL,
  province_code CHAR(2) COLLATE utf8mb4_bin NOT NULL,
  illustrative TINYINT NOT NULL,
  created_by VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
  created_at DATETIME(6) NOT NULL,
  UNIQUE KEY one_tax_code (tax_code),
  KEY of_province (province_code, tax_code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE cycle (
  name VARCHAR(64) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  programme VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  budget_year SMALLINT NOT NULL,
  submission_deadline DATE NOT NULL,
  appraisal_deadline DATE NOT NULL,
  opened_by VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
  opened_at DATETIME(6) NOT NULL,
  UNIQUE KEY one_cycle (programme, budget_year),
  CONSTRAINT cycle_programme FOREIGN KEY (programme) REFERENCES programme (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE cycle_deadline (
  cycle VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  position SMALLINT NOT NULL,
  due_date DATE NOT NULL,
  actor VARCHAR(200) NOT NULL,
  action VARCHAR(300) NOT NULL,
  instrument VARCHAR(200) NOT NULL,
  verified TINYINT NOT NULL,
  PRIMARY KEY (cycle, position),
  CONSTRAINT deadline_cycle FOREIGN KEY (cycle) REFERENCES cycle (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- One row a plan; what changes with it stands in its revisions.
CREATE TABLE plan (
  name VARCHAR(96) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  programme VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  budget_year SMALLINT NOT NULL,
  agency VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  province_code VARCHAR(2) COLLATE utf8mb4_bin NOT NULL,
  illustrative TINYINT NOT NULL,
  revision INT NOT NULL,
  UNIQUE KEY one_plan (programme, budget_year, agency),
  KEY by_year (budget_year, name),
  CONSTRAINT plan_cycle FOREIGN KEY (programme, budget_year) REFERENCES cycle (programme, budget_year),
  CONSTRAINT plan_agency FOREIGN KEY (agency) REFERENCES agency (name),
  CHECK (revision >= 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE plan_revision (
  plan VARCHAR(96) COLLATE utf8mb4_bin NOT NULL,
  revision INT NOT NULL,
  state TINYINT NOT NULL,
  etag VARCHAR(40) COLLATE utf8mb4_bin NOT NULL,
  title VARCHAR(500) NOT NULL,
  local_decision VARCHAR(300) NOT NULL,
  eligible_cost_vnd BIGINT NOT NULL,
  requested_vnd BIGINT NOT NULL,
  approved_vnd BIGINT NOT NULL,
  decision_number VARCHAR(100) NOT NULL,
  rulebook_version VARCHAR(100) NOT NULL,
  PRIMARY KEY (plan, revision),
  CONSTRAINT revision_plan FOREIGN KEY (plan) REFERENCES plan (name),
  CHECK (state BETWEEN 1 AND 5),
  CHECK (eligible_cost_vnd BETWEEN 0 AND 9000000000000000),
  CHECK (requested_vnd BETWEEN 0 AND eligible_cost_vnd),
  CHECK (approved_vnd BETWEEN 0 AND requested_vnd)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- `findings` is a serialised PlanItem that holds its findings alone.
CREATE TABLE plan_item (
  plan VARCHAR(96) COLLATE utf8mb4_bin NOT NULL,
  revision INT NOT NULL,
  item_id VARCHAR(4) COLLATE utf8mb4_bin NOT NULL,
  component_project VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  activity VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  title VARCHAR(500) NOT NULL,
  establishment VARCHAR(40) COLLATE utf8mb4_bin NULL,
  quantity BIGINT NOT NULL,
  eligible_cost_vnd BIGINT NOT NULL,
  scheduled_date DATE NULL,
  remark VARCHAR(1000) NOT NULL,
  admissible_vnd BIGINT NOT NULL,
  findings MEDIUMBLOB NOT NULL,
  PRIMARY KEY (plan, revision, item_id),
  CONSTRAINT item_revision FOREIGN KEY (plan, revision) REFERENCES plan_revision (plan, revision),
  CONSTRAINT item_establishment FOREIGN KEY (establishment) REFERENCES establishment (name),
  CHECK (quantity >= 1),
  CHECK (eligible_cost_vnd BETWEEN 0 AND 9000000000000000),
  CHECK (admissible_vnd BETWEEN 0 AND eligible_cost_vnd)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE plan_item_funding (
  plan VARCHAR(96) COLLATE utf8mb4_bin NOT NULL,
  revision INT NOT NULL,
  item_id VARCHAR(4) COLLATE utf8mb4_bin NOT NULL,
  source VARCHAR(32) COLLATE utf8mb4_bin NOT NULL,
  position SMALLINT NOT NULL,
  requested_vnd BIGINT NOT NULL,
  approved_vnd BIGINT NULL,
  PRIMARY KEY (plan, revision, item_id, source),
  CONSTRAINT funding_item FOREIGN KEY (plan, revision, item_id) REFERENCES plan_item (plan, revision, item_id)
    ON DELETE CASCADE,
  CONSTRAINT funding_source FOREIGN KEY (source) REFERENCES source (id),
  CHECK (requested_vnd BETWEEN 0 AND 9000000000000000),
  CHECK (approved_vnd IS NULL OR approved_vnd BETWEEN 0 AND requested_vnd)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE plan_event (
  plan VARCHAR(96) COLLATE utf8mb4_bin NOT NULL,
  position INT NOT NULL,
  action VARCHAR(16) COLLATE utf8mb4_bin NOT NULL,
  actor VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
  actor_name VARCHAR(200) NOT NULL,
  occurred_at DATETIME(6) NOT NULL,
  revision INT NOT NULL,
  note VARCHAR(1000) NOT NULL,
  PRIMARY KEY (plan, position),
  CONSTRAINT event_plan FOREIGN KEY (plan) REFERENCES plan (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
