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
