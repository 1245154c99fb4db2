-- What a POST with an Idempotency-Key answered, for a day; NULL while it runs, and for good where the answer held a secret. The
-- holder of the row may answer until held_until_ms: then the request ended without an answer, and nothing was done.
CREATE TABLE IF NOT EXISTS `idempotency_keys` (
  `caller` VARCHAR(128) NOT NULL,
  `route` VARCHAR(64) NOT NULL,
  `idempotency_key` VARCHAR(255) NOT NULL,
  `request_hash` CHAR(64) NOT NULL,
  `holder` CHAR(36) NOT NULL,
  `held_until_ms` BIGINT NOT NULL,
  `created_ms` BIGINT NOT NULL,
  `status` INT,
  `headers` TEXT,
  `body` MEDIUMTEXT,
  PRIMARY KEY (`caller`, `route`, `idempotency_key`)
-- mysql: , KEY `idempotency_keys_created` (`created_ms`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `idempotency_keys_created` ON `idempotency_keys` (`created_ms`);
