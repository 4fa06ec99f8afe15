-- The nodes' own loads, and the models that forecast them.

-- For each of the day's 288 steps CPU and RAM in hundredths of a percent, two bytes each, -1 for none.
CREATE TABLE load_day (
    node         VARCHAR(40) COLLATE "C" NOT NULL,
    day_of_epoch BIGINT NOT NULL,
    loads        BYTEA NOT NULL,
    PRIMARY KEY (node, day_of_epoch)
);
CREATE INDEX load_day_by_day ON load_day (day_of_epoch);

CREATE TABLE load_model (
    version    VARCHAR(40) PRIMARY KEY,
    trained_at BIGINT NOT NULL,
    model      BYTEA NOT NULL
);

-- What was learnt of the nodes with the latest model; one row.
CREATE TABLE load_evidence (
    id       INTEGER PRIMARY KEY,
    evidence BYTEA NOT NULL
);
