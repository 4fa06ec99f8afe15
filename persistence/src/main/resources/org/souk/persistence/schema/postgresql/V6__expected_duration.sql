-- How long the buyer thinks that the task runs; a deadline is promised on this ground.
ALTER TABLE task ADD COLUMN expected_nanos BIGINT;
