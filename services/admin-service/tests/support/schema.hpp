// The tables as the domain functions see them, for SQLite in memory.
#pragma once

namespace lgm::admin::testing {

inline constexpr char kSchema[] = R"(
CREATE TABLE meta_tags (id CHAR(36) PRIMARY KEY, tag_code VARCHAR(64) NOT NULL UNIQUE, tag_name VARCHAR(128) NOT NULL, parent_code VARCHAR(64),
  level INT NOT NULL, is_active INT NOT NULL, version BIGINT NOT NULL);
CREATE TABLE lib_global_keywords (id CHAR(36) PRIMARY KEY, keyword VARCHAR(255) NOT NULL, tag_code VARCHAR(64) NOT NULL, risk_level VARCHAR(32) NOT NULL,
  is_active INT NOT NULL, note VARCHAR(500), version BIGINT NOT NULL, identity_key CHAR(64) UNIQUE, search_form VARCHAR(1024));
CREATE TABLE scenarios (id CHAR(36) PRIMARY KEY, app_id VARCHAR(64) NOT NULL UNIQUE, app_name VARCHAR(128) NOT NULL, description TEXT, is_active INT NOT NULL,
  enable_whitelist INT NOT NULL, enable_blacklist INT NOT NULL, enable_custom_policy INT NOT NULL, block_answer TEXT, rewrite_answer TEXT, version BIGINT NOT NULL);
CREATE TABLE lib_scenario_keywords (id CHAR(36) PRIMARY KEY, scenario_id VARCHAR(64) NOT NULL, keyword VARCHAR(255) NOT NULL, tag_code VARCHAR(64),
  rule_mode INT NOT NULL, category INT NOT NULL, risk_level VARCHAR(32), is_active INT NOT NULL, note VARCHAR(500), version BIGINT NOT NULL,
  identity_key CHAR(64) UNIQUE, search_form VARCHAR(1024));
CREATE TABLE rule_scenario_policy (id CHAR(36) PRIMARY KEY, scenario_id VARCHAR(64) NOT NULL, match_type VARCHAR(16) NOT NULL, match_value VARCHAR(255) NOT NULL,
  rule_mode INT NOT NULL, extra_condition VARCHAR(64), strategy VARCHAR(32) NOT NULL, is_active INT NOT NULL, mode VARCHAR(16) NOT NULL, note VARCHAR(500),
  version BIGINT NOT NULL, identity_key CHAR(64) UNIQUE);
CREATE TABLE rule_global_defaults (id CHAR(36) PRIMARY KEY, tag_code VARCHAR(64), extra_condition VARCHAR(64), strategy VARCHAR(32) NOT NULL,
  is_active INT NOT NULL, mode VARCHAR(16) NOT NULL, note VARCHAR(500), version BIGINT NOT NULL, identity_key CHAR(64) UNIQUE);
CREATE TABLE keyword_grams (library VARCHAR(16) NOT NULL, gram VARCHAR(8) NOT NULL, row_id CHAR(36) NOT NULL, PRIMARY KEY (library, gram, row_id));
CREATE INDEX keyword_grams_row ON keyword_grams (library, row_id);
CREATE TABLE users (id CHAR(36) PRIMARY KEY, user_id VARCHAR(64) UNIQUE, username VARCHAR(64) NOT NULL UNIQUE, hashed_password VARCHAR(128), display_name VARCHAR(128),
  email VARCHAR(128), role VARCHAR(32) NOT NULL, is_active INT NOT NULL, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, last_login_at DATETIME,
  version BIGINT NOT NULL);
CREATE TABLE user_identities (issuer VARCHAR(255) NOT NULL, subject VARCHAR(255) NOT NULL, user_id CHAR(36) NOT NULL, PRIMARY KEY (issuer, subject));
CREATE TABLE roles (id CHAR(36) PRIMARY KEY, role_code VARCHAR(64) NOT NULL UNIQUE, role_name VARCHAR(128) NOT NULL, role_type VARCHAR(16) NOT NULL,
  description TEXT, is_system INT NOT NULL, is_active INT NOT NULL, created_at DATETIME NOT NULL, version BIGINT NOT NULL);
CREATE TABLE permissions (id CHAR(36) PRIMARY KEY, permission_code VARCHAR(64) NOT NULL UNIQUE, permission_name VARCHAR(128) NOT NULL,
  permission_type VARCHAR(16) NOT NULL, scope VARCHAR(16) NOT NULL, parent_code VARCHAR(64), sort_order INT NOT NULL);
CREATE TABLE role_permissions (role_id CHAR(36) NOT NULL, permission_id CHAR(36) NOT NULL, PRIMARY KEY (role_id, permission_id));
CREATE TABLE user_scenario_roles (id CHAR(36) PRIMARY KEY, user_id CHAR(36) NOT NULL, scenario_id VARCHAR(64), role_id CHAR(36) NOT NULL,
  created_at DATETIME NOT NULL, created_by CHAR(36));
CREATE TABLE user_scenario_assignments (id CHAR(36) PRIMARY KEY, user_id CHAR(36) NOT NULL, scenario_id VARCHAR(64) NOT NULL, role VARCHAR(32) NOT NULL,
  created_at DATETIME NOT NULL, created_by CHAR(36));
CREATE TABLE scenario_admin_permissions (id CHAR(36) PRIMARY KEY, assignment_id CHAR(36) NOT NULL, scenario_basic_info INT NOT NULL, scenario_keywords INT NOT NULL,
  scenario_policies INT NOT NULL, playground INT NOT NULL, performance_test INT NOT NULL);
CREATE TABLE audit_logs (id CHAR(36) PRIMARY KEY, user_id CHAR(36) NOT NULL, username VARCHAR(64) NOT NULL, action VARCHAR(32) NOT NULL,
  resource_type VARCHAR(64) NOT NULL, resource_id VARCHAR(64), scenario_id VARCHAR(64), details JSON, ip_address VARCHAR(45), user_agent TEXT,
  request_id VARCHAR(64), created_at DATETIME NOT NULL);
CREATE TABLE playground_history (id CHAR(36) PRIMARY KEY, request_id VARCHAR(64) NOT NULL, playground_type VARCHAR(32) NOT NULL, app_id VARCHAR(64) NOT NULL,
  input_data JSON NOT NULL, config_snapshot JSON NOT NULL, output_data JSON NOT NULL, score INT NOT NULL, latency DOUBLE NOT NULL, upstream_latency DOUBLE NOT NULL,
  created_at DATETIME NOT NULL, created_by CHAR(36));
)";

inline constexpr const char* kTables[] = {"meta_tags",
                                          "lib_global_keywords",
                                          "scenarios",
                                          "lib_scenario_keywords",
                                          "rule_scenario_policy",
                                          "rule_global_defaults",
                                          "keyword_grams",
                                          "users",
                                          "user_identities",
                                          "roles",
                                          "role_permissions",
                                          "user_scenario_roles",
                                          "user_scenario_assignments",
                                          "scenario_admin_permissions",
                                          "audit_logs",
                                          "playground_history"};

}  // namespace lgm::admin::testing
