-- Every change of a task, a node or an account has a number, which the database gives: nobody can forget it.
-- Numbers rise in the order in which they are taken, not in the order of commits; org.souk.persistence.CommitHorizon knows more.

CREATE SEQUENCE change_number;

ALTER TABLE task ADD COLUMN change_number BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE task ALTER COLUMN change_number SET DEFAULT NEXT VALUE FOR change_number;
ALTER TABLE task ALTER COLUMN change_number SET ON UPDATE NEXT VALUE FOR change_number;
CREATE INDEX task_by_change ON task (change_number);

ALTER TABLE node ADD COLUMN change_number BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE node ALTER COLUMN change_number SET DEFAULT NEXT VALUE FOR change_number;
-- Whoever writes only that a node was seen sets the column to itself, for that is no change.
ALTER TABLE node ALTER COLUMN change_number SET ON UPDATE NEXT VALUE FOR change_number;

ALTER TABLE account ADD COLUMN version BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE account ADD COLUMN change_number BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE account ALTER COLUMN change_number SET DEFAULT NEXT VALUE FOR change_number;
ALTER TABLE account ALTER COLUMN change_number SET ON UPDATE NEXT VALUE FOR change_number;

-- The ids of what a node must fetch first, apart by blanks; null for tasks of before, whose program tells it.
ALTER TABLE task ADD COLUMN contents CHARACTER LARGE OBJECT;

-- Fingerprints say how they were made, by a prefix.
ALTER TABLE task ALTER COLUMN fingerprint SET DATA TYPE VARCHAR(80);
