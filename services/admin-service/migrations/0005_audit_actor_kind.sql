-- What sort of caller did it: person, application, check or service; NULL for nobody, and for rows of versions that did not note it.
ALTER TABLE `audit_logs` ADD COLUMN `actor_kind` VARCHAR(16);
