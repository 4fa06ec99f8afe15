-- What buyers require of a node, and on which terms owners sell.

ALTER TABLE task ADD COLUMN requirements TEXT;

-- JSON: the policy, the attributes and the region.
ALTER TABLE node ADD COLUMN terms TEXT DEFAULT '{}' NOT NULL;
