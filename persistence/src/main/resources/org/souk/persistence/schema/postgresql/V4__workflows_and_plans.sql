-- Service plans of accounts; and what is needed to find recent use and ended tasks by their end.

ALTER TABLE account ADD COLUMN plan VARCHAR(40) DEFAULT 'standard' NOT NULL;

CREATE INDEX task_by_end ON task (finished_at);
