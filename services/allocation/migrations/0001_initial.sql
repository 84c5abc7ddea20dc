-- The allocation program: own copies of approved plans, appropriations, rounds, adjustments, allotments, and the
-- documents handed to the ledger. Balances are the ledger's alone.
-- Messages are stored serialised beside the columns by which they are found; what decides is a column.

-- Latest approved revision of each plan, as told by the feed of registration.
CREATE TABLE plan (
  name        VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY COMMENT 'plans/…',
  programme   VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  budget_year SMALLINT NOT NULL,
  message     MEDIUMBLOB NOT NULL COMMENT 'registration.v1.Plan',
  KEY plan_of_year (programme, budget_year, name)
) ENGINE=InnoDB;

-- Locked first by whatever changes what establishments are granted, so that cumulative limits are judged one after the other.
CREATE TABLE grant_gate (
  id TINYINT NOT NULL PRIMARY KEY CHECK (id = 1)
) ENGINE=InnoDB;
INSERT INTO grant_gate (id) VALUES (1);

-- Last number of the names of one kind.
CREATE TABLE sequence (
  kind        VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  programme   VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  budget_year SMALLINT NOT NULL,
  last_number BIGINT NOT NULL CHECK (last_number > 0),
  PRIMARY KEY (kind, programme, budget_year)
) ENGINE=InnoDB;

CREATE TABLE appropriation (
  name        VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  budget_year SMALLINT NOT NULL,
  source      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  holder      VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  amount_vnd  BIGINT NOT NULL CHECK (amount_vnd BETWEEN 1 AND 9000000000000000),
  state       TINYINT NOT NULL COMMENT '1 handed to the ledger, 2 booked, 3 refused' CHECK (state BETWEEN 1 AND 3),
  sort_key    VARCHAR(320) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'year, source, holder, name',
  message     BLOB NOT NULL COMMENT 'allocation.v1.Appropriation',
  UNIQUE KEY appropriation_order (sort_key)
) ENGINE=InnoDB;

CREATE TABLE allocation_round (
  name        VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  budget_year SMALLINT NOT NULL,
  state       TINYINT NOT NULL COMMENT 'Round.State' CHECK (state BETWEEN 1 AND 4),
  version     BIGINT NOT NULL COMMENT 'the etag' CHECK (version > 0),
  sort_key    VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'time, name',
  message     MEDIUMBLOB NOT NULL COMMENT 'allocation.v1.Round without lines',
  UNIQUE KEY round_order (sort_key)
) ENGINE=InnoDB;

CREATE TABLE round_line (
  round         VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  ordinal       INT NOT NULL,
  budget_line   VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  source        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  plan          VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  programme     VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  budget_year   SMALLINT NOT NULL,
  province_code VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  establishment VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  activity      VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  allotted_vnd  BIGINT NOT NULL CHECK (allotted_vnd BETWEEN 0 AND 9000000000000000),
  message       MEDIUMBLOB NOT NULL COMMENT 'allocation.v1.RoundLine',
  PRIMARY KEY (round, ordinal),
  UNIQUE KEY round_line_once (budget_line, source),
  KEY round_line_establishment (establishment),
  KEY round_line_province (province_code, round)
) ENGINE=InnoDB;

-- A plan is allotted in one round only: the primary key says so, whatever runs at once.
CREATE TABLE round_plan (
  plan  VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  round VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (plan),
  KEY round_plan_round (round)
) ENGINE=InnoDB;

-- What a unit was allotted on a line from a source; how much of it is left is the ledger's to say.
CREATE TABLE allotment (
  budget_line   VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  source        VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  budget_year   SMALLINT NOT NULL,
  agency        VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  province_code VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  original_vnd  BIGINT NOT NULL CHECK (original_vnd BETWEEN 0 AND 9000000000000000),
  revised_vnd   BIGINT NOT NULL CHECK (revised_vnd BETWEEN 0 AND 9000000000000000),
  sort_key      VARCHAR(240) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'line, source, year',
  message       BLOB NOT NULL COMMENT 'allocation.v1.Allotment without amounts',
  line          MEDIUMBLOB NOT NULL COMMENT 'disbursement.v1.BudgetLine',
  PRIMARY KEY (budget_line, source, budget_year),
  UNIQUE KEY allotment_order (sort_key),
  KEY allotment_agency (agency, sort_key)
) ENGINE=InnoDB;

CREATE TABLE adjustment (
  name               VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  budget_year        SMALLINT NOT NULL,
  kind               TINYINT NOT NULL COMMENT 'Adjustment.Kind' CHECK (kind BETWEEN 1 AND 3),
  state              TINYINT NOT NULL COMMENT 'Adjustment.State' CHECK (state BETWEEN 1 AND 3),
  version            BIGINT NOT NULL COMMENT 'the etag' CHECK (version > 0),
  programme          VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  source             VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  from_line          VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'empty for supplements',
  from_establishment VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  from_activity      VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  to_line            VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  to_establishment   VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  to_activity        VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  amount_vnd         BIGINT NOT NULL CHECK (amount_vnd BETWEEN 1 AND 9000000000000000),
  agency             VARCHAR(80) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  province_code      VARCHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  proof              VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  sort_key           VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'time, name',
  message            MEDIUMBLOB NOT NULL COMMENT 'allocation.v1.Adjustment',
  UNIQUE KEY adjustment_order (sort_key),
  KEY adjustment_to (to_line, source),
  KEY adjustment_to_establishment (to_establishment),
  KEY adjustment_from_establishment (from_establishment),
  KEY adjustment_proof (proof)
) ENGINE=InnoDB;

-- Documents handed to the ledger. Written before the call with the very bytes that are sent, finished with the answer;
-- what is pending is sent again, with the same id and body, until the answer is known.
CREATE TABLE posting (
  ledger_request_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY COMMENT 'request id at the ledger',
  kind              TINYINT NOT NULL COMMENT '1 appropriation, 2 round, 3 adjustment' CHECK (kind BETWEEN 1 AND 3),
  document          VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  caller            VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  client_request_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'request id of the person, lower case',
  fingerprint       BINARY(32) NOT NULL,
  state             TINYINT NOT NULL COMMENT '1 pending, 2 booked, 3 refused' CHECK (state BETWEEN 1 AND 3),
  request           MEDIUMBLOB NOT NULL COMMENT 'disbursement.v1.PostDocumentRequest',
  journal_position  BIGINT NOT NULL CHECK (journal_position >= 0),
  refusal           BLOB NULL COMMENT 'serialised google.rpc.Status',
  created_at        DATETIME(6) NOT NULL,
  finished_at       DATETIME(6) NULL,
  UNIQUE KEY posting_client (caller, client_request_id),
  KEY posting_state (state, created_at)
) ENGINE=InnoDB;

GRANT SELECT, INSERT, UPDATE ON {{schema}}.plan TO {{user}};
GRANT SELECT, UPDATE ON {{schema}}.grant_gate TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.sequence TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.appropriation TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.allocation_round TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.round_line TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.round_plan TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.allotment TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.adjustment TO {{user}};
GRANT SELECT, INSERT, UPDATE ON {{schema}}.posting TO {{user}};

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

-- Outcomes of request ids, for rpc::Once (libs/rpc/requests.h). Paste into the first migration of a program.
-- Rows are never changed or deleted: a request id decides its outcome for ever.

-- Inserted before the work of a request, so that its primary key lines up simultaneous repeats of one id.
CREATE TABLE request_claim (
  caller     VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'users/… or programs/…',
  request_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUID in lower case',
  PRIMARY KEY (caller, request_id)
) ENGINE=InnoDB;

-- Inserted in the same transaction as the effect (response), or, for a refusal, in a transaction of its own.
CREATE TABLE request_outcome (
  caller      VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'users/… or programs/…',
  request_id  CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UUID in lower case',
  fingerprint BINARY(32) NOT NULL COMMENT 'SHA-256 of method, caller and body',
  response    MEDIUMBLOB NULL COMMENT 'serialised response message',
  refusal     BLOB NULL COMMENT 'serialised google.rpc.Status',
  recorded_at DATETIME(6) NOT NULL COMMENT 'UTC, by the clock of the program',
  PRIMARY KEY (caller, request_id),
  CONSTRAINT request_outcome_is_one CHECK ((response IS NULL) <> (refusal IS NULL))
) ENGINE=InnoDB;

GRANT SELECT, INSERT ON {{schema}}.request_claim TO {{user}};
GRANT SELECT, INSERT ON {{schema}}.request_outcome TO {{user}};
