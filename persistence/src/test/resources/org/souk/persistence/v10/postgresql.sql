-- A small market of schema version 10, written by its stores and exported by pg_dump --inserts (PostgreSQL 15).
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.account (
    id character varying(40) NOT NULL COLLATE pg_catalog."C",
    name character varying(100) NOT NULL COLLATE pg_catalog."C",
    roles character varying(60) NOT NULL,
    opened_at bigint NOT NULL,
    plan character varying(40) DEFAULT 'standard'::character varying NOT NULL
);
CREATE TABLE public.client (
    id character varying(100) NOT NULL COLLATE pg_catalog."C",
    account character varying(40) NOT NULL COLLATE pg_catalog."C",
    roles character varying(60) NOT NULL,
    node character varying(40) COLLATE pg_catalog."C",
    secret_hash character varying(500) NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL
);
CREATE TABLE public.ledger_account (
    name character varying(60) NOT NULL COLLATE pg_catalog."C",
    balance bigint NOT NULL,
    CONSTRAINT ledger_account_covered CHECK (((balance >= 0) OR ((name)::text = 'external'::text)))
);
CREATE TABLE public.ledger_guard (
    id character varying(20) NOT NULL,
    openings bigint NOT NULL
);
CREATE TABLE public.load_day (
    node character varying(40) NOT NULL COLLATE pg_catalog."C",
    day_of_epoch bigint NOT NULL,
    loads bytea NOT NULL
);
CREATE TABLE public.load_evidence (
    id integer NOT NULL,
    evidence bytea NOT NULL
);
CREATE TABLE public.load_model (
    version character varying(40) NOT NULL,
    trained_at bigint NOT NULL,
    model bytea NOT NULL
);
CREATE TABLE public.node (
    id character varying(40) NOT NULL COLLATE pg_catalog."C",
    owner character varying(40) NOT NULL COLLATE pg_catalog."C",
    name character varying(100) NOT NULL COLLATE pg_catalog."C",
    hardware text NOT NULL,
    cpu_millis integer NOT NULL,
    ram_bytes bigint NOT NULL,
    storage_bytes bigint NOT NULL,
    price_giga_fuel bigint NOT NULL,
    price_gib_hour_ram bigint NOT NULL,
    price_gib_hour_storage bigint NOT NULL,
    yield_to_owner boolean NOT NULL,
    availability character varying(16) NOT NULL,
    enrolled_at bigint NOT NULL,
    last_seen bigint,
    version bigint NOT NULL,
    terms text DEFAULT '{}'::text NOT NULL,
    pool character varying(63),
    burst_cpu_millis integer,
    burst_ram_bytes bigint,
    burst_storage_bytes bigint,
    burst_discount_percent integer,
    restrictions text DEFAULT '{}'::text NOT NULL
);
CREATE TABLE public.posting (
    transfer character varying(40) NOT NULL COLLATE pg_catalog."C",
    line integer NOT NULL,
    account character varying(60) NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL
);
CREATE TABLE public.signing_key (
    id character varying(100) NOT NULL,
    private_pkcs8 bytea NOT NULL,
    public_spki bytea NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE public.task (
    id character varying(40) NOT NULL COLLATE pg_catalog."C",
    buyer character varying(40) NOT NULL COLLATE pg_catalog."C",
    idempotency_key character varying(100),
    fingerprint character varying(64) NOT NULL,
    name character varying(100) NOT NULL,
    module character varying(200) NOT NULL,
    stdin character varying(200),
    program text NOT NULL,
    cpu_millis integer NOT NULL,
    ram_bytes bigint NOT NULL,
    storage_bytes bigint NOT NULL,
    priority character varying(16) NOT NULL,
    deadline bigint,
    max_price bigint NOT NULL,
    wall_limit_nanos bigint NOT NULL,
    fuel_limit bigint,
    submitted_at bigint NOT NULL,
    state character varying(16) NOT NULL,
    attempts integer NOT NULL,
    node character varying(40) COLLATE pg_catalog."C",
    price_giga_fuel bigint,
    price_gib_hour_ram bigint,
    price_gib_hour_storage bigint,
    attempt_fuel_limit bigint,
    assigned_at bigint,
    failed_on text NOT NULL,
    started_at bigint,
    finished_at bigint,
    ending text,
    bill_fuel bigint,
    bill_ram bigint,
    bill_storage bigint,
    bill_charged bigint,
    bill_fee bigint,
    bill_paid bigint,
    version bigint NOT NULL,
    suspensions integer DEFAULT 0 NOT NULL,
    evictions integer DEFAULT 0 NOT NULL,
    evicted_from text DEFAULT ''::text NOT NULL,
    preempted_at bigint,
    preempted_why character varying(200) DEFAULT ''::character varying NOT NULL,
    paused_since bigint,
    paused_nanos bigint DEFAULT 0 NOT NULL,
    resumed_at bigint,
    requirements text,
    comes_after text,
    array_id character varying(40) COLLATE pg_catalog."C",
    array_index integer,
    array_at_once integer,
    bill_refunded bigint,
    pool character varying(63),
    burst_allowed boolean DEFAULT false NOT NULL,
    attempt_burst boolean DEFAULT false NOT NULL,
    expected_nanos bigint,
    escalations text,
    snapshot_key character varying(43),
    journey text,
    bill_shares text,
    widening boolean DEFAULT false NOT NULL,
    offered_price bigint
);
CREATE TABLE public.task_dependency (
    task character varying(40) NOT NULL COLLATE pg_catalog."C",
    waits_for character varying(40) NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE public.transfer (
    id character varying(40) NOT NULL COLLATE pg_catalog."C",
    kind character varying(16) NOT NULL,
    task character varying(40) COLLATE pg_catalog."C",
    posted_at bigint NOT NULL
);
INSERT INTO public.account VALUES ('ada', 'ada', 'BUYER', 1780315200123456, 'premium');
INSERT INTO public.account VALUES ('sam', 'sam', 'SELLER OPERATOR', 1780315200123456, 'standard');
INSERT INTO public.client VALUES ('ada', 'ada', 'BUYER', NULL, '$argon2id$not-a-hash', 1780315200123456);
INSERT INTO public.client VALUES ('node-n1', 'sam', 'NODE', 'n1', '$argon2id$not-a-hash', 1780315200123456);
INSERT INTO public.flyway_schema_history VALUES (1, '1', 'first schema', 'SQL', 'V1__first_schema.sql', -2057415066, 'souk', '2026-12-01 02:49:22.655825', 247, true);
INSERT INTO public.flyway_schema_history VALUES (2, '2', 'preemption', 'SQL', 'V2__preemption.sql', -1808647144, 'souk', '2026-12-01 02:49:22.991071', 150, true);
INSERT INTO public.flyway_schema_history VALUES (3, '3', 'matching', 'SQL', 'V3__matching.sql', -1120731236, 'souk', '2026-12-01 02:49:23.218956', 20, true);
INSERT INTO public.flyway_schema_history VALUES (4, '4', 'workflows and plans', 'SQL', 'V4__workflows_and_plans.sql', -944945951, 'souk', '2026-12-01 02:49:23.338725', 102, true);
INSERT INTO public.flyway_schema_history VALUES (5, '5', 'pools burst restrictions', 'SQL', 'V5__pools_burst_restrictions.sql', -262116315, 'souk', '2026-12-01 02:49:23.548107', 23, true);
INSERT INTO public.flyway_schema_history VALUES (6, '6', 'expected duration', 'SQL', 'V6__expected_duration.sql', -1209444552, 'souk', '2026-12-01 02:49:23.622793', 48, true);
INSERT INTO public.flyway_schema_history VALUES (7, '7', 'escalation', 'SQL', 'V7__escalation.sql', -53161975, 'souk', '2026-12-01 02:49:23.722053', 50, true);
INSERT INTO public.flyway_schema_history VALUES (8, '8', 'moves', 'SQL', 'V8__moves.sql', -1852437562, 'souk', '2026-12-01 02:49:23.834719', 29, true);
INSERT INTO public.flyway_schema_history VALUES (9, '9', 'concessions', 'SQL', 'V9__concessions.sql', 1044832420, 'souk', '2026-12-01 02:49:23.890103', 43, true);
INSERT INTO public.flyway_schema_history VALUES (10, '10', 'loads', 'SQL', 'V10__loads.sql', -823457895, 'souk', '2026-12-01 02:49:23.999134', 89, true);
INSERT INTO public.ledger_account VALUES ('available:ada', 100000000);
INSERT INTO public.ledger_account VALUES ('external', -100000000);
INSERT INTO public.ledger_guard VALUES ('open-account', 1);
INSERT INTO public.load_day VALUES ('n1', 20000, '\x009600faffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff');
INSERT INTO public.load_evidence VALUES (1, '\x07');
INSERT INTO public.load_model VALUES ('v1', 1780315200123456, '\x0506');
INSERT INTO public.node VALUES ('n2', 'sam', 'name-n2', '{"os":"Linux 6.1","architecture":"amd64","cpuModel":"Test CPU","cores":4,"ram":17179869184,"disk":536870912000,"javaVersion":"17.0.1","agentVersion":"0.1.0","isolation":"jvm"}', 4000, 8589934592, 107374182400, 1000, 1000000, 0, false, 'DRAINING', 1780315200123456, NULL, 1, '{}', NULL, NULL, NULL, NULL, NULL, '{}');
INSERT INTO public.node VALUES ('n1', 'sam', 'name-n1', '{"os":"Linux 6.1","architecture":"amd64","cpuModel":"Test CPU","cores":4,"ram":17179869184,"disk":536870912000,"javaVersion":"17.0.1","agentVersion":"0.1.0","isolation":"jvm"}', 4000, 8589934592, 107374182400, 1000, 1000000, 0, false, 'ACTIVE', 1780315200123456, 1780315209123456, 0, '{}', NULL, NULL, NULL, NULL, NULL, '{}');
INSERT INTO public.posting VALUES ('d1', 1, 'available:ada', 100000000);
INSERT INTO public.posting VALUES ('d1', 0, 'external', -100000000);
INSERT INTO public.signing_key VALUES ('k1', '\x010203', '\xff00', 1780315200123456);
INSERT INTO public.task VALUES ('t1', 'ada', 'key-1', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', 'ended', 'bafkreimodule', NULL, '{"arguments":[],"environment":{},"inputs":[],"outputs":[]}', 100, 16777216, 0, 'NORMAL', NULL, 1000000, 600000000000, NULL, 1780315200123456, 'COMPLETED', 1, 'n1', 1000, 1000000, 0, 9223372036854775807, 1780315201123456, '', 1780315202123456, 1780315203123456, '{"reason":"SUCCESS","detail":"","exitCode":0,"fuel":7,"wallNanos":1000000000,"peakMemory":3145728,"outputs":[{"path":"/out/a","content":"bafout","size":5}],"stdout":"bafstdout"}', 1, 1, 1, 3, 1, 2, 3, 0, 0, '', NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, false, false, NULL, NULL, NULL, NULL, NULL, false, NULL);
INSERT INTO public.task VALUES ('t2', 'ada', 'key-2', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', 'Bärenjagd "7"', 'bafkreimodule', 'bafstdin', '{"arguments":["--from","","ä\n\\"],"environment":{"PATH":"/bin"},"inputs":[{"path":"/in/a","content":"bafa"},{"path":"/in/b","content":"bafb"}],"outputs":["/out/table.csv"]}', 100, 16777216, 0, 'CRITICAL', 1780315800123456, 2000000, 600000000000, 99, 1780315200123456, 'QUEUED', 0, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, '', NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'garage', false, false, NULL, NULL, NULL, NULL, NULL, true, 500000);
INSERT INTO public.task VALUES ('t3', 'ada', 'key-3', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', 'moved', 'bafkreimodule', NULL, '{"arguments":[],"environment":{},"inputs":[],"outputs":[]}', 100, 16777216, 0, 'NORMAL', NULL, 1000000, 600000000000, NULL, 1780315200123456, 'RUNNING', 1, 'n1', 1000, 1000000, 0, 9223372036854775807, 1780315201123456, '', 1780315202123456, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, 0, 0, '', NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, false, NULL, NULL, 'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk', '{"begin":{"fuel":0,"ranNanos":0},"segments":[],"highest":2,"targets":1,"visited":["n1","n2"],"past":[],"checkpoint":{"attempt":1,"content":"bafsnapshot","size":99,"at":{"fuel":7,"ranNanos":1234},"takenAt":"2026-06-01T12:00:03.123456Z"},"move":{"id":"m1","secret":"sssssssssssssssssssssssssssssssssssssssssss","number":2,"node":"n2","tariff":{"gigaFuel":1000,"gibHourRam":1000000,"gibHourStorage":0},"fuelLimit":9223372036854775807,"burst":false,"why":"somebody asked for it","plannedAt":"2026-06-01T12:00:04.123456Z","until":"2026-06-01T12:02:04.123456Z"}}', NULL, false, NULL);
INSERT INTO public.task VALUES ('t4', 'ada', NULL, 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', '', 'bafkreimodule', NULL, '{"arguments":[],"environment":{},"inputs":[],"outputs":[]}', 100, 16777216, 0, 'NORMAL', NULL, 1000000, 600000000000, NULL, 1780315200123456, 'BLOCKED', 0, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, '', NULL, '', NULL, 0, NULL, NULL, 't2', 'array', 7, 50, NULL, NULL, false, false, NULL, NULL, NULL, NULL, NULL, false, NULL);
INSERT INTO public.task_dependency VALUES ('t4', 't2');
INSERT INTO public.transfer VALUES ('d1', 'DEPOSIT', NULL, 1780315200123456);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.flyway_schema_history
    ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT ledger_account_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.ledger_guard
    ADD CONSTRAINT ledger_guard_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.load_day
    ADD CONSTRAINT load_day_pkey PRIMARY KEY (node, day_of_epoch);
ALTER TABLE ONLY public.load_evidence
    ADD CONSTRAINT load_evidence_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.load_model
    ADD CONSTRAINT load_model_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.node
    ADD CONSTRAINT node_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_pkey PRIMARY KEY (transfer, line);
ALTER TABLE ONLY public.signing_key
    ADD CONSTRAINT signing_key_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.task_dependency
    ADD CONSTRAINT task_dependency_pkey PRIMARY KEY (task, waits_for);
ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT transfer_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX account_by_name ON public.account USING btree (name);
CREATE INDEX client_by_account ON public.client USING btree (account);
CREATE UNIQUE INDEX client_by_id ON public.client USING btree (id);
CREATE INDEX flyway_schema_history_s_idx ON public.flyway_schema_history USING btree (success);
CREATE INDEX load_day_by_day ON public.load_day USING btree (day_of_epoch);
CREATE UNIQUE INDEX node_by_owner ON public.node USING btree (owner, name);
CREATE INDEX posting_by_account ON public.posting USING btree (account, transfer);
CREATE INDEX task_by_array ON public.task USING btree (array_id, array_index);
CREATE INDEX task_by_buyer ON public.task USING btree (buyer, id);
CREATE INDEX task_by_end ON public.task USING btree (finished_at);
CREATE UNIQUE INDEX task_by_key ON public.task USING btree (buyer, idempotency_key);
CREATE INDEX task_by_node ON public.task USING btree (node, id);
CREATE INDEX task_by_state ON public.task USING btree (state, id);
CREATE INDEX task_dependency_by_other ON public.task_dependency USING btree (waits_for);
CREATE UNIQUE INDEX transfer_by_task ON public.transfer USING btree (task, kind);
ALTER TABLE ONLY public.client
    ADD CONSTRAINT client_account_fkey FOREIGN KEY (account) REFERENCES public.account(id);
ALTER TABLE ONLY public.posting
    ADD CONSTRAINT posting_transfer_fkey FOREIGN KEY (transfer) REFERENCES public.transfer(id);
