-- The provider whose groups gave the role, as its issuer URL; NULL where somebody gave it. A program of the version before counts and
-- shows such a row like any other, and can take it away: it comes back at the next sign-in.
ALTER TABLE `user_scenario_roles` ADD COLUMN `source` VARCHAR(255);
