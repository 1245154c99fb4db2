-- Which service told of what an audit row says; NULL for rows of versions that did not note it.
ALTER TABLE `audit_logs` ADD COLUMN `caller` VARCHAR(32);
