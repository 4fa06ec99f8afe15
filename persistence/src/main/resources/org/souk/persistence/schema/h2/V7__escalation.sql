-- JSON: what the market has done for a task because it waited, step by step; null for nothing.

ALTER TABLE task ADD COLUMN escalations CHARACTER LARGE OBJECT;
