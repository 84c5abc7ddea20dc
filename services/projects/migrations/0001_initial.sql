-- What every program has: outcomes of request ids, its feed, its places in the feeds of others.


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
