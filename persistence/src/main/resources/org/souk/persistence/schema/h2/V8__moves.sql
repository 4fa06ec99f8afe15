-- Moves and checkpoints: how a task's run goes from node to node.

-- Authenticates the task's snapshots, 256 bits in base 64; null before its first attempt.
ALTER TABLE task ADD COLUMN snapshot_key VARCHAR(43);
-- JSON: what was done before the present attempt, the checkpoint, the move under way and former ones; null for none.
ALTER TABLE task ADD COLUMN journey CHARACTER LARGE OBJECT;
-- JSON: what of the bill is for which part of the run; null where one node did it all.
ALTER TABLE task ADD COLUMN bill_shares CHARACTER LARGE OBJECT;
