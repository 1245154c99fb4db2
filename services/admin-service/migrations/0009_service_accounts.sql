-- Keys by which service accounts call admin-service. A service account is a user who has an identity of the
-- issuer `service` and no other: programs of before know that it has no password. The key itself is nowhere:
-- `sha256` is of its text. Its use stands in `api_key_uses`.
CREATE TABLE IF NOT EXISTS `account_keys` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `user_id` CHAR(36) NOT NULL,
  `name` VARCHAR(64) NOT NULL,
  `prefix` CHAR(8) NOT NULL,
  `sha256` CHAR(64) NOT NULL UNIQUE,
  `expires_at` DATETIME(6),
  `is_active` TINYINT NOT NULL,
  `created_at` DATETIME(6) NOT NULL,
  `updated_at` DATETIME(6) NOT NULL,
  `created_by` CHAR(36) NOT NULL,
  `version` BIGINT NOT NULL
-- mysql: , KEY `account_keys_user` (`user_id`, `id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `account_keys_user` ON `account_keys` (`user_id`, `id`);
