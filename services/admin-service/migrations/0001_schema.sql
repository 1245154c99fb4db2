-- The tables of the policy, of users and their rights, of the audit log, and of what replicas share.
--
-- Columns that are compared as keys are binary. utf8mb4_bin still pads with blanks ('a' = 'a '): where a blank at the
-- end must count (identities, pieces of keywords) the column is VARBINARY on MySQL. Times are UTC. Where a
-- UNIQUE key has nullable members, `identity_key` stands for them: the SHA-256 of what makes the row one.

CREATE TABLE IF NOT EXISTS `meta_tags` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `tag_code` VARCHAR(64) NOT NULL UNIQUE,
  `tag_name` VARCHAR(128) NOT NULL,
  `parent_code` VARCHAR(64),
  `level` INT NOT NULL,
  `is_active` TINYINT NOT NULL,
  `version` BIGINT NOT NULL
-- mysql: , KEY `meta_tags_parent` (`parent_code`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `meta_tags_parent` ON `meta_tags` (`parent_code`);

CREATE TABLE IF NOT EXISTS `lib_global_keywords` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `keyword` VARCHAR(255) NOT NULL,
  `tag_code` VARCHAR(64) NOT NULL,
  `risk_level` VARCHAR(32) NOT NULL,
  `is_active` TINYINT NOT NULL,
  `note` VARCHAR(500),
  `version` BIGINT NOT NULL,
  `identity_key` CHAR(64) UNIQUE,
  `search_form` TEXT
-- mysql: , KEY `lib_global_keywords_tag` (`tag_code`, `id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `lib_global_keywords_tag` ON `lib_global_keywords` (`tag_code`, `id`);

CREATE TABLE IF NOT EXISTS `scenarios` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `app_id` VARCHAR(64) NOT NULL UNIQUE,
  `app_name` VARCHAR(128) NOT NULL,
  `description` TEXT,
  `is_active` TINYINT NOT NULL,
  `enable_whitelist` TINYINT NOT NULL,
  `enable_blacklist` TINYINT NOT NULL,
  `enable_custom_policy` TINYINT NOT NULL,
  `block_answer` TEXT,
  `rewrite_answer` TEXT,
  `version` BIGINT NOT NULL
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;

CREATE TABLE IF NOT EXISTS `lib_scenario_keywords` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `scenario_id` VARCHAR(64) NOT NULL,
  `keyword` VARCHAR(255) NOT NULL,
  `tag_code` VARCHAR(64),
  `rule_mode` INT NOT NULL,
  `category` INT NOT NULL,
  `risk_level` VARCHAR(32),
  `is_active` TINYINT NOT NULL,
  `note` VARCHAR(500),
  `version` BIGINT NOT NULL,
  `identity_key` CHAR(64) UNIQUE,
  `search_form` TEXT
-- mysql: , KEY `lib_scenario_keywords_scenario` (`scenario_id`, `id`), KEY `lib_scenario_keywords_tag` (`tag_code`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `lib_scenario_keywords_scenario` ON `lib_scenario_keywords` (`scenario_id`, `id`);
-- sqlite: CREATE INDEX IF NOT EXISTS `lib_scenario_keywords_tag` ON `lib_scenario_keywords` (`tag_code`);

CREATE TABLE IF NOT EXISTS `rule_scenario_policy` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `scenario_id` VARCHAR(64) NOT NULL,
  `match_type` VARCHAR(16) NOT NULL,
  `match_value` VARCHAR(255) NOT NULL,
  `rule_mode` INT NOT NULL,
  `extra_condition` VARCHAR(64),
  `strategy` VARCHAR(32) NOT NULL,
  `is_active` TINYINT NOT NULL,
  `mode` VARCHAR(16) NOT NULL,
  `note` VARCHAR(500),
  `version` BIGINT NOT NULL,
  `identity_key` CHAR(64) UNIQUE
-- mysql: , KEY `rule_scenario_policy_scenario` (`scenario_id`, `id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `rule_scenario_policy_scenario` ON `rule_scenario_policy` (`scenario_id`, `id`);

CREATE TABLE IF NOT EXISTS `rule_global_defaults` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `tag_code` VARCHAR(64),
  `extra_condition` VARCHAR(64),
  `strategy` VARCHAR(32) NOT NULL,
  `is_active` TINYINT NOT NULL,
  `mode` VARCHAR(16) NOT NULL,
  `note` VARCHAR(500),
  `version` BIGINT NOT NULL,
  `identity_key` CHAR(64) UNIQUE
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;

-- One- and two-character pieces of keywords: the index of substring search.
CREATE TABLE IF NOT EXISTS `keyword_grams` (
  `library` VARCHAR(16) NOT NULL,
-- mysql: `gram` VARBINARY(8) NOT NULL,
-- sqlite: `gram` VARCHAR(8) NOT NULL,
  `row_id` CHAR(36) NOT NULL,
  PRIMARY KEY (`library`, `gram`, `row_id`)
-- mysql: , KEY `keyword_grams_row` (`library`, `row_id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `keyword_grams_row` ON `keyword_grams` (`library`, `row_id`);

CREATE TABLE IF NOT EXISTS `users` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `user_id` VARCHAR(64) UNIQUE,
  `username` VARCHAR(64) NOT NULL UNIQUE,
  `hashed_password` VARCHAR(128),
  `display_name` VARCHAR(128),
  `email` VARCHAR(128),
  `role` VARCHAR(32) NOT NULL,
  `is_active` TINYINT NOT NULL,
  `created_at` DATETIME(6) NOT NULL,
  `updated_at` DATETIME(6) NOT NULL,
  `last_login_at` DATETIME(6),
  `version` BIGINT NOT NULL
-- mysql: , KEY `users_created` (`created_at`, `id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `users_created` ON `users` (`created_at`, `id`);

CREATE TABLE IF NOT EXISTS `user_identities` (
-- mysql: `issuer` VARBINARY(1020) NOT NULL,
-- mysql: `subject` VARBINARY(1020) NOT NULL,
-- sqlite: `issuer` VARCHAR(255) NOT NULL,
-- sqlite: `subject` VARCHAR(255) NOT NULL,
  `user_id` CHAR(36) NOT NULL,
  PRIMARY KEY (`issuer`, `subject`)
-- mysql: , KEY `user_identities_user` (`user_id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `user_identities_user` ON `user_identities` (`user_id`);

CREATE TABLE IF NOT EXISTS `roles` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `role_code` VARCHAR(64) NOT NULL UNIQUE,
  `role_name` VARCHAR(128) NOT NULL,
  `role_type` VARCHAR(16) NOT NULL,
  `description` TEXT,
  `is_system` TINYINT NOT NULL,
  `is_active` TINYINT NOT NULL,
  `created_at` DATETIME(6) NOT NULL,
  `version` BIGINT NOT NULL
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;

CREATE TABLE IF NOT EXISTS `permissions` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `permission_code` VARCHAR(64) NOT NULL UNIQUE,
  `permission_name` VARCHAR(128) NOT NULL,
  `permission_type` VARCHAR(16) NOT NULL,
  `scope` VARCHAR(16) NOT NULL,
  `parent_code` VARCHAR(64),
  `sort_order` INT NOT NULL
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;

CREATE TABLE IF NOT EXISTS `role_permissions` (
  `role_id` CHAR(36) NOT NULL,
  `permission_id` CHAR(36) NOT NULL,
  PRIMARY KEY (`role_id`, `permission_id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;

CREATE TABLE IF NOT EXISTS `user_scenario_roles` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `user_id` CHAR(36) NOT NULL,
  `scenario_id` VARCHAR(64),
  `role_id` CHAR(36) NOT NULL,
  `created_at` DATETIME(6) NOT NULL,
  `created_by` CHAR(36)
-- mysql: , KEY `user_scenario_roles_user` (`user_id`), KEY `user_scenario_roles_scenario` (`scenario_id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `user_scenario_roles_user` ON `user_scenario_roles` (`user_id`);
-- sqlite: CREATE INDEX IF NOT EXISTS `user_scenario_roles_scenario` ON `user_scenario_roles` (`scenario_id`);

CREATE TABLE IF NOT EXISTS `user_scenario_assignments` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `user_id` CHAR(36) NOT NULL,
  `scenario_id` VARCHAR(64) NOT NULL,
  `role` VARCHAR(32) NOT NULL,
  `created_at` DATETIME(6) NOT NULL,
  `created_by` CHAR(36)
-- mysql: , KEY `user_scenario_assignments_user` (`user_id`), KEY `user_scenario_assignments_scenario` (`scenario_id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `user_scenario_assignments_user` ON `user_scenario_assignments` (`user_id`);
-- sqlite: CREATE INDEX IF NOT EXISTS `user_scenario_assignments_scenario` ON `user_scenario_assignments` (`scenario_id`);

CREATE TABLE IF NOT EXISTS `scenario_admin_permissions` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `assignment_id` CHAR(36) NOT NULL,
  `scenario_basic_info` TINYINT NOT NULL,
  `scenario_keywords` TINYINT NOT NULL,
  `scenario_policies` TINYINT NOT NULL,
  `playground` TINYINT NOT NULL,
  `performance_test` TINYINT NOT NULL
-- mysql: , KEY `scenario_admin_permissions_assignment` (`assignment_id`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `scenario_admin_permissions_assignment` ON `scenario_admin_permissions` (`assignment_id`);

-- `seq` and `seal` are set by the sealer once the row is committed; NULL until then.
CREATE TABLE IF NOT EXISTS `audit_logs` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `user_id` CHAR(36) NOT NULL,
  `username` VARCHAR(64) NOT NULL,
  `action` VARCHAR(32) NOT NULL,
  `resource_type` VARCHAR(64) NOT NULL,
  `resource_id` VARCHAR(64),
  `scenario_id` VARCHAR(64),
-- mysql: `details` LONGTEXT,
-- sqlite: `details` TEXT,
  `ip_address` VARCHAR(45),
  `user_agent` TEXT,
  `request_id` VARCHAR(128),
  `created_at` DATETIME(6) NOT NULL,
  `seq` BIGINT UNIQUE,
  `seal` CHAR(64)
-- mysql: , KEY `audit_logs_created` (`created_at`, `id`), KEY `audit_logs_user` (`user_id`, `created_at`)
-- mysql: , KEY `audit_logs_scenario` (`scenario_id`, `created_at`), KEY `audit_logs_resource` (`resource_type`, `created_at`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `audit_logs_created` ON `audit_logs` (`created_at`, `id`);
-- sqlite: CREATE INDEX IF NOT EXISTS `audit_logs_user` ON `audit_logs` (`user_id`, `created_at`);
-- sqlite: CREATE INDEX IF NOT EXISTS `audit_logs_scenario` ON `audit_logs` (`scenario_id`, `created_at`);
-- sqlite: CREATE INDEX IF NOT EXISTS `audit_logs_resource` ON `audit_logs` (`resource_type`, `created_at`);

CREATE TABLE IF NOT EXISTS `playground_history` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `request_id` VARCHAR(64) NOT NULL,
  `playground_type` VARCHAR(32) NOT NULL,
  `app_id` VARCHAR(64) NOT NULL,
  `input_data` JSON NOT NULL,
  `config_snapshot` JSON NOT NULL,
  `output_data` JSON NOT NULL,
  `score` INT NOT NULL,
  `latency` DOUBLE NOT NULL,
  `upstream_latency` DOUBLE NOT NULL,
  `created_at` DATETIME(6) NOT NULL,
  `created_by` CHAR(36)
-- mysql: , KEY `playground_history_app` (`app_id`, `created_at`), KEY `playground_history_created` (`created_at`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `playground_history_app` ON `playground_history` (`app_id`, `created_at`);
-- sqlite: CREATE INDEX IF NOT EXISTS `playground_history_created` ON `playground_history` (`created_at`);

-- The policy's number: one row, locked by whoever changes the policy.
CREATE TABLE IF NOT EXISTS `policy_head` (
  `id` INT NOT NULL PRIMARY KEY,
  `n` BIGINT NOT NULL
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- mysql: INSERT IGNORE
-- sqlite: INSERT OR IGNORE
INTO `policy_head` (`id`, `n`) VALUES (1, 0);

-- The policy's only history: what each number changed.
CREATE TABLE IF NOT EXISTS `policy_changes` (
  `n` BIGINT NOT NULL PRIMARY KEY,
  `kind` VARCHAR(32) NOT NULL,
  `row_id` CHAR(36) NOT NULL,
-- mysql: `before_row` LONGTEXT, `after_row` LONGTEXT,
-- sqlite: `before_row` TEXT, `after_row` TEXT,
  `changed_at` DATETIME(6) NOT NULL,
  `changed_by` CHAR(36) NOT NULL
-- mysql: , KEY `policy_changes_row` (`row_id`, `n`)
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- sqlite: CREATE INDEX IF NOT EXISTS `policy_changes_row` ON `policy_changes` (`row_id`, `n`);

-- What session-cache has not acknowledged yet.
CREATE TABLE IF NOT EXISTS `outbox` (
  `id` CHAR(36) NOT NULL PRIMARY KEY,
  `kind` VARCHAR(32) NOT NULL,
  `target_id` VARCHAR(64) NOT NULL,
  `not_before_ms` BIGINT NOT NULL
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;

-- Work for one replica only belongs to the holder until then (Unix ms).
CREATE TABLE IF NOT EXISTS `leases` (
  `name` VARCHAR(64) NOT NULL PRIMARY KEY,
  `holder` VARCHAR(128) NOT NULL,
  `held_until_ms` BIGINT NOT NULL
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- mysql: INSERT IGNORE
-- sqlite: INSERT OR IGNORE
INTO `leases` (`name`, `holder`, `held_until_ms`) VALUES ('background', '', 0);

-- Rows that transactions lock to wait for each other.
CREATE TABLE IF NOT EXISTS `locks` (
  `name` VARCHAR(64) NOT NULL PRIMARY KEY
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- mysql: INSERT IGNORE
-- sqlite: INSERT OR IGNORE
INTO `locks` (`name`) VALUES ('rights'), ('audit_seal');

-- The last epoch of the revocation feed into which the disabled users were put.
CREATE TABLE IF NOT EXISTS `seeded_epochs` (
  `id` INT NOT NULL PRIMARY KEY,
  `epoch` VARCHAR(64) NOT NULL
)
-- mysql: ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin
;
-- mysql: INSERT IGNORE
-- sqlite: INSERT OR IGNORE
INTO `seeded_epochs` (`id`, `epoch`) VALUES (1, '');
