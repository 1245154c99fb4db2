-- A next version's migration, built into build/*/next/admin-service: what it may do while programs of this one run. It adds, and takes
-- nothing away; one of each sort that UPGRADING.md allows, on the tables that are written most.
ALTER TABLE lib_scenario_keywords ADD COLUMN next_note VARCHAR(500);
ALTER TABLE users ADD COLUMN next_locale VARCHAR(16) NOT NULL DEFAULT 'en';
ALTER TABLE audit_logs ADD COLUMN next_source VARCHAR(64);
CREATE TABLE next_things (id CHAR(36) NOT NULL PRIMARY KEY, name VARCHAR(64) NOT NULL) ENGINE=InnoDB;
CREATE INDEX next_by_name ON users (username, next_locale);
INSERT INTO permissions (id, permission_code, permission_name, permission_type, scope, parent_code, sort_order)
  VALUES ('00000000-0000-4000-8000-000000000299', 'next_thing', 'Next thing', 'MENU', 'GLOBAL', NULL, 150);
