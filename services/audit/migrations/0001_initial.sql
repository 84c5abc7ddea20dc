-- The read model of the audit program: what the other programs told, in the order in which they told it.
-- Events, entries and postings are only ever added; the run-time user has no right to change them.

CREATE TABLE program_event (
  program VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  position BIGINT NOT NULL,
  type VARCHAR(64) NOT NULL,
  resource VARCHAR(255) NOT NULL,
  actor VARCHAR(160) NOT NULL,
  occurred_at DATETIME(6) NOT NULL,
  trace_id VARCHAR(64) NOT NULL,
  -- Province it is about; empty for the nation. For auditors whose mandate is one province.
  province_code VARCHAR(2) NOT NULL,
  -- Serialised google.protobuf.Any: the resource as it was after the event.
  payload MEDIUMBLOB NOT NULL,
  PRIMARY KEY (program, position),
  KEY by_resource (resource, occurred_at, program, position),
  KEY by_time (occurred_at, program, position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Accounts of the ledger with their latest balance. The id is computed from the key, so that an entry needs no look-up.
CREATE TABLE ledger_account (
  id BIGINT NOT NULL,
  account_key VARCHAR(500) NOT NULL,
  programme VARCHAR(80) NOT NULL,
  budget_year SMALLINT NOT NULL,
  source VARCHAR(40) NOT NULL,
  agency VARCHAR(80) NOT NULL,
  component_project VARCHAR(80) NOT NULL,
  budget_line VARCHAR(120) NOT NULL,
  kind TINYINT NOT NULL,
  balance_vnd BIGINT NOT NULL,
  PRIMARY KEY (id),
  KEY by_year (budget_year)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE entry (
  position BIGINT NOT NULL,
  effective_date DATE NOT NULL,
  recorded_at DATETIME(6) NOT NULL,
  document_kind VARCHAR(64) NOT NULL,
  document VARCHAR(255) NOT NULL,
  step VARCHAR(64) NOT NULL,
  actor VARCHAR(160) NOT NULL,
  reverses_position BIGINT NOT NULL,
  PRIMARY KEY (position)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE posting (
  position BIGINT NOT NULL,
  ordinal INT NOT NULL,
  effective_date DATE NOT NULL,
  budget_year SMALLINT NOT NULL,
  from_account BIGINT NOT NULL,
  to_account BIGINT NOT NULL,
  amount_vnd BIGINT NOT NULL CHECK (amount_vnd BETWEEN 1 AND 9000000000000000),
  PRIMARY KEY (position, ordinal),
  KEY by_date (effective_date, position, ordinal)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Last position of the journal that is applied, one row.
CREATE TABLE journal_head (
  id TINYINT NOT NULL CHECK (id = 1),
  position BIGINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB;

INSERT INTO journal_head (id, position) VALUES (1, 0);

CREATE TABLE budget_line (
  id VARCHAR(120) NOT NULL,
  title VARCHAR(1000) NOT NULL,
  agency VARCHAR(80) NOT NULL,
  province_code VARCHAR(2) NOT NULL,
  plan VARCHAR(120) NOT NULL,
  item_id VARCHAR(8) NOT NULL,
  illustrative TINYINT NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Which rounds and adjustments are about a budget line and source.
CREATE TABLE line_document (
  budget_line VARCHAR(120) NOT NULL,
  source VARCHAR(40) NOT NULL,
  resource VARCHAR(120) NOT NULL,
  PRIMARY KEY (budget_line, source, resource)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE appropriation (
  resource VARCHAR(120) NOT NULL,
  programme VARCHAR(80) NOT NULL,
  budget_year SMALLINT NOT NULL,
  source VARCHAR(40) NOT NULL,
  holder VARCHAR(80) NOT NULL,
  illustrative TINYINT NOT NULL,
  PRIMARY KEY (resource),
  KEY by_holder (programme, budget_year, source, holder)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

CREATE TABLE person (
  name VARCHAR(160) NOT NULL,
  display_name VARCHAR(255) NOT NULL,
  PRIMARY KEY (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

-- Who asked what: every query of an auditor.
CREATE TABLE audit_query (
  id BIGINT NOT NULL AUTO_INCREMENT,
  auditor VARCHAR(160) NOT NULL,
  method VARCHAR(64) NOT NULL,
  request_json TEXT NOT NULL,
  asked_at DATETIME(6) NOT NULL,
  trace_id VARCHAR(64) NOT NULL,
  PRIMARY KEY (id),
  KEY by_auditor (auditor, asked_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

GRANT SELECT, INSERT ON {{schema}}.program_event TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.ledger_account TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.entry TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.posting TO {{user}};
GRANT SELECT, UPDATE ON {{schema}}.journal_head TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.budget_line TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.line_document TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.appropriation TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.person TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.audit_query TO {{user}};

-- A program's feed and its places in the feeds of others (libs/feed/feed.h). Paste into the first migration of a program.
-- Events are never changed or deleted.

-- One row, locked last in every transaction that appends: its lock hands out positions in commit order, without gaps.
CREATE TABLE feed_head (
  id       TINYINT NOT NULL PRIMARY KEY CHECK (id = 1),
  position BIGINT NOT NULL COMMENT 'of the last event; 0 before the first' CHECK (position >= 0)
) ENGINE=InnoDB;
INSERT INTO feed_head (id, position) VALUES (1, 0);

CREATE TABLE feed (
  position     BIGINT NOT NULL PRIMARY KEY CHECK (position > 0),
  type         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'plan.approved',
  resource     VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'plans/…',
  payload_type VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'type URL; empty without a payload',
  payload      MEDIUMBLOB NOT NULL COMMENT 'serialised message',
  actor        VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'users/… or programs/…',
  occurred_at  DATETIME(6) NOT NULL COMMENT 'UTC, by the clock of the program',
  trace_id     CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'W3C; empty for background work'
) ENGINE=InnoDB;

-- How far this program has applied the feed of another: written in the transaction that applies the event.
CREATE TABLE feed_consumer (
  producer VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL CHECK (position >= 0)
) ENGINE=InnoDB;

GRANT SELECT, UPDATE ON {{schema}}.feed_head TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.feed TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.feed_consumer TO {{user}};
