-- Arrays, dependencies, refunds and service plans; and an index that finds what has ended recently.

ALTER TABLE account ADD COLUMN plan VARCHAR(40) DEFAULT 'standard' NOT NULL;

ALTER TABLE task ADD COLUMN comes_after TEXT;
ALTER TABLE task ADD COLUMN array_id VARCHAR(40) COLLATE "C";
ALTER TABLE task ADD COLUMN array_index INTEGER;
ALTER TABLE task ADD COLUMN array_at_once INTEGER;
ALTER TABLE task ADD COLUMN bill_refunded BIGINT;
CREATE INDEX task_by_end ON task (finished_at);
CREATE INDEX task_by_array ON task (array_id, array_index);

-- Who still waits for whom; a row goes when what is waited for has ended.
CREATE TABLE task_dependency (
    task      VARCHAR(40) COLLATE "C" NOT NULL,
    waits_for VARCHAR(40) COLLATE "C" NOT NULL,
    PRIMARY KEY (task, waits_for)
);
CREATE INDEX task_dependency_by_other ON task_dependency (waits_for);
