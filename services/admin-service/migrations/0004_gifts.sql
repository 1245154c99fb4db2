-- An event that only gives: every replica reads the user's rights anew, and no token is refused. A program of the version before
-- writes none, and tells one that it finds as any other change of rights: the token is refused, nothing is missed.
ALTER TABLE `outbox` ADD COLUMN `gives` SMALLINT NOT NULL DEFAULT 0;
