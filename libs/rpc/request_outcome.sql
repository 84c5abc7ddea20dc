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
