-- How a task has had to make room for others, and when its present attempt stood still.
ALTER TABLE task ADD COLUMN suspensions INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE task ADD COLUMN evictions INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE task ADD COLUMN evicted_from CHARACTER LARGE OBJECT DEFAULT '' NOT NULL;
ALTER TABLE task ADD COLUMN preempted_at BIGINT;
ALTER TABLE task ADD COLUMN preempted_why VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE task ADD COLUMN paused_since BIGINT;
ALTER TABLE task ADD COLUMN paused_nanos BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE task ADD COLUMN resumed_at BIGINT;
