-- Pools, burst capacity, and what keeps a node from selling all that it offers.

ALTER TABLE node ADD COLUMN pool VARCHAR(63);
ALTER TABLE node ADD COLUMN burst_cpu_millis INTEGER;
ALTER TABLE node ADD COLUMN burst_ram_bytes BIGINT;
ALTER TABLE node ADD COLUMN burst_storage_bytes BIGINT;
ALTER TABLE node ADD COLUMN burst_discount_percent INTEGER;
-- JSON: the end of a grace time, a drain's deadline, maintenance windows, the quarantine.
ALTER TABLE node ADD COLUMN restrictions TEXT DEFAULT '{}' NOT NULL;

ALTER TABLE task ADD COLUMN pool VARCHAR(63);
ALTER TABLE task ADD COLUMN burst_allowed BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE task ADD COLUMN attempt_burst BOOLEAN DEFAULT FALSE NOT NULL;
