-- Souk's first schema. Times are microseconds since 1970, money is micro-credits, ids sort by age.
-- The unique indexes are known by name to the stores: they tell from it what was violated.

CREATE TABLE account (
    id        VARCHAR(40) PRIMARY KEY,
    name      VARCHAR(100) NOT NULL,
    roles     VARCHAR(60) NOT NULL,
    opened_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_by_name ON account (name);

CREATE TABLE client (
    id          VARCHAR(100) NOT NULL,
    account     VARCHAR(40) NOT NULL REFERENCES account (id),
    roles       VARCHAR(60) NOT NULL,
    node        VARCHAR(40),
    secret_hash VARCHAR(500) NOT NULL,
    created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX client_by_id ON client (id);
CREATE INDEX client_by_account ON client (account);

CREATE TABLE signing_key (
    id            VARCHAR(100) PRIMARY KEY,
    private_pkcs8 BINARY VARYING(8192) NOT NULL,
    public_spki   BINARY VARYING(8192) NOT NULL,
    created_at    BIGINT NOT NULL
);

CREATE TABLE node (
    id                     VARCHAR(40) PRIMARY KEY,
    owner                  VARCHAR(40) NOT NULL,
    name                   VARCHAR(100) NOT NULL,
    hardware               CHARACTER LARGE OBJECT NOT NULL,
    cpu_millis             INTEGER NOT NULL,
    ram_bytes              BIGINT NOT NULL,
    storage_bytes          BIGINT NOT NULL,
    price_giga_fuel        BIGINT NOT NULL,
    price_gib_hour_ram     BIGINT NOT NULL,
    price_gib_hour_storage BIGINT NOT NULL,
    yield_to_owner         BOOLEAN NOT NULL,
    availability           VARCHAR(16) NOT NULL,
    enrolled_at            BIGINT NOT NULL,
    last_seen              BIGINT,
    version                BIGINT NOT NULL
);
CREATE UNIQUE INDEX node_by_owner ON node (owner, name);

CREATE TABLE task (
    id                     VARCHAR(40) PRIMARY KEY,
    buyer                  VARCHAR(40) NOT NULL,
    idempotency_key        VARCHAR(100),
    fingerprint            VARCHAR(64) NOT NULL,
    name                   VARCHAR(100) NOT NULL,
    module                 VARCHAR(200) NOT NULL,
    stdin                  VARCHAR(200),
    program                CHARACTER LARGE OBJECT NOT NULL,
    cpu_millis             INTEGER NOT NULL,
    ram_bytes              BIGINT NOT NULL,
    storage_bytes          BIGINT NOT NULL,
    priority               VARCHAR(16) NOT NULL,
    deadline               BIGINT,
    max_price              BIGINT NOT NULL,
    wall_limit_nanos       BIGINT NOT NULL,
    fuel_limit             BIGINT,
    submitted_at           BIGINT NOT NULL,
    state                  VARCHAR(16) NOT NULL,
    attempts               INTEGER NOT NULL,
    node                   VARCHAR(40),
    price_giga_fuel        BIGINT,
    price_gib_hour_ram     BIGINT,
    price_gib_hour_storage BIGINT,
    attempt_fuel_limit     BIGINT,
    assigned_at            BIGINT,
    failed_on              CHARACTER LARGE OBJECT NOT NULL,
    started_at             BIGINT,
    finished_at            BIGINT,
    ending                 CHARACTER LARGE OBJECT,
    bill_fuel              BIGINT,
    bill_ram               BIGINT,
    bill_storage           BIGINT,
    bill_charged           BIGINT,
    bill_fee               BIGINT,
    bill_paid              BIGINT,
    version                BIGINT NOT NULL
);
CREATE UNIQUE INDEX task_by_key ON task (buyer, idempotency_key);
CREATE INDEX task_by_buyer ON task (buyer, id);
CREATE INDEX task_by_state ON task (state, id);
CREATE INDEX task_by_node ON task (node, id);

CREATE TABLE ledger_account (
    name    VARCHAR(60) PRIMARY KEY,
    balance BIGINT NOT NULL,
    CONSTRAINT ledger_account_covered CHECK (balance >= 0 OR name = 'external')
);

CREATE TABLE ledger_guard (
    id       VARCHAR(20) PRIMARY KEY,
    openings BIGINT NOT NULL
);
INSERT INTO ledger_guard (id, openings) VALUES ('open-account', 0);

CREATE TABLE transfer (
    id        VARCHAR(40) PRIMARY KEY,
    kind      VARCHAR(16) NOT NULL,
    task      VARCHAR(40),
    posted_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX transfer_by_task ON transfer (task, kind);

-- No foreign key to ledger_account: its check would lock the account out of order.
CREATE TABLE posting (
    transfer VARCHAR(40) NOT NULL REFERENCES transfer (id),
    line     INTEGER NOT NULL,
    account  VARCHAR(60) NOT NULL,
    amount   BIGINT NOT NULL,
    PRIMARY KEY (transfer, line)
);
CREATE INDEX posting_by_account ON posting (account, transfer);
