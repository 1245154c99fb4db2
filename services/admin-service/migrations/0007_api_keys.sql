-- Keys by which applications show who they are. The key itself is nowhere: `sha256` is of its text.
CREATE TABLE IF NOT EXISTS `api_keys` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `app_id` VARCHAR(64) NOT NULL,
  `name` VARCHAR(64) NOT NULL,
  `prefix` CHAR(8) NOT NULL,
  `sha256` CHAR(64) NOT NULL UNIQUE,
  `scopes` VARCHAR(255) NOT NULL,
  `quota` VARCHAR(255),
  `expires_at` DATETIME(6),
  `is_active` TINYINT NOT NULL,
  `created_at` DATETIME(6) NOT NULL,
  `updated_at` DATETIME(6) NOT NULL,
  `created_by` CHAR(36) NOT NULL,
  `version` BIGINT NOT NULL
-- mysql: , KEY `api_keys_app` (`app_id`, `id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `api_keys_app` ON `api_keys` (`app_id`, `id`);

-- What guard-service tells of their use. `texts` were decided in `minute` (since 1970 began).
CREATE TABLE IF NOT EXISTS `api_key_uses` (
  `key_id` CHAR(36) NOT NULL PRIMARY KEY,
  `minute` BIGINT NOT NULL,
  `texts` BIGINT NOT NULL,
  `last_ms` BIGINT NOT NULL,
  `last_from` VARCHAR(64) NOT NULL
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;

-- Apps that have, or once had, a key: where keys are asked of those alone, deleting the last one opens nothing.
CREATE TABLE IF NOT EXISTS `keyed_apps` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `app_id` VARCHAR(64) NOT NULL UNIQUE
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
