-- Component projects, the activity catalogue, indicators, and what was reported.

CREATE TABLE component_project (
  name VARCHAR(64) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  programme VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  number SMALLINT NOT NULL,
  title_vi VARCHAR(300) NOT NULL,
  title_en VARCHAR(300) NOT NULL,
  main_implementer VARCHAR(200) NOT NULL,
  first_year SMALLINT NOT NULL,
  last_year SMALLINT NOT NULL,
  UNIQUE KEY one_number (programme, number),
  CHECK (number >= 1),
  CHECK (first_year <= last_year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- `component_projects`: names, parted by a space; names have none.
CREATE TABLE activity (
  name VARCHAR(64) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  position SMALLINT NOT NULL,
  title_vi VARCHAR(300) NOT NULL,
  title_en VARCHAR(300) NOT NULL,
  component_projects VARCHAR(1000) COLLATE utf8mb4_bin NOT NULL,
  unit VARCHAR(100) NOT NULL,
  needs_establishment TINYINT NOT NULL,
  budget_item VARCHAR(16) NOT NULL,
  verified TINYINT NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE indicator (
  name VARCHAR(64) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  position SMALLINT NOT NULL,
  title_vi VARCHAR(300) NOT NULL,
  title_en VARCHAR(300) NOT NULL,
  unit VARCHAR(100) NOT NULL,
  level VARCHAR(16) COLLATE utf8mb4_bin NOT NULL,
  target_2015 VARCHAR(50) NOT NULL,
  target_2020 VARCHAR(50) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Only ever inserted: figures reported at different dates, or by different bodies, stand side by side.
CREATE TABLE result (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  indicator VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
  value_text VARCHAR(200) NOT NULL,
  value_milli BIGINT NULL,
  report_date DATE NOT NULL,
  reported_by VARCHAR(200) NOT NULL,
  province_code VARCHAR(2) COLLATE utf8mb4_bin NOT NULL,
  note VARCHAR(1000) NOT NULL,
  illustrative TINYINT NOT NULL,
  recorded_by VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  KEY by_indicator (indicator, report_date, id),
  CONSTRAINT result_indicator FOREIGN KEY (indicator) REFERENCES indicator (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

GRANT SELECT, INSERT, UPDATE ON {{schema}}.component_project TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.activity TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.indicator TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.result TO {{user}};
