-- Every change of a task, a node or an account has a number, which the database gives: nobody can forget it.
-- It is the id of the transaction that made the change: all transactions below the xmin of a snapshot are over, so whoever
-- follows the changes knows up to where none is missing, and no lock is needed to number them.

CREATE FUNCTION number_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.change_number := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END
$$;

ALTER TABLE task ADD COLUMN change_number BIGINT DEFAULT 0 NOT NULL;
CREATE INDEX task_by_change ON task (change_number);
CREATE TRIGGER task_change BEFORE INSERT OR UPDATE ON task FOR EACH ROW EXECUTE FUNCTION number_change();

ALTER TABLE node ADD COLUMN change_number BIGINT DEFAULT 0 NOT NULL;
CREATE TRIGGER node_insert BEFORE INSERT ON node FOR EACH ROW EXECUTE FUNCTION number_change();
-- That a node was seen is no change.
CREATE TRIGGER node_change BEFORE UPDATE ON node FOR EACH ROW WHEN (OLD.version IS DISTINCT FROM NEW.version)
    EXECUTE FUNCTION number_change();

ALTER TABLE account ADD COLUMN version BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE account ADD COLUMN change_number BIGINT DEFAULT 0 NOT NULL;
CREATE TRIGGER account_change BEFORE INSERT OR UPDATE ON account FOR EACH ROW EXECUTE FUNCTION number_change();

-- The ids of what a node must fetch first, apart by blanks; null for tasks of before, whose program tells it.
ALTER TABLE task ADD COLUMN contents TEXT;

-- Fingerprints say how they were made, by a prefix.
ALTER TABLE task ALTER COLUMN fingerprint TYPE VARCHAR(80);
