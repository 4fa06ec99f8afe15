-- A small market of schema version 10, written by its stores and exported by H2's SCRIPT.
CREATE USER IF NOT EXISTS "SOUK" PASSWORD '' ADMIN;
CREATE MEMORY TABLE "PUBLIC"."flyway_schema_history"(
    "installed_rank" INTEGER NOT NULL,
    "version" CHARACTER VARYING(50),
    "description" CHARACTER VARYING(200) NOT NULL,
    "type" CHARACTER VARYING(20) NOT NULL,
    "script" CHARACTER VARYING(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" CHARACTER VARYING(100) NOT NULL,
    "installed_on" TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL,
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
);
ALTER TABLE "PUBLIC"."flyway_schema_history" ADD CONSTRAINT "PUBLIC"."flyway_schema_history_pk" PRIMARY KEY("installed_rank");
INSERT INTO "PUBLIC"."flyway_schema_history" VALUES
(-1, NULL, '<< Flyway Schema History table created >>', 'TABLE', '', NULL, 'SOUK', TIMESTAMP '2026-12-01 02:49:15.169961', 0, TRUE),
(1, '1', 'first schema', 'SQL', 'V1__first_schema.sql', -1399948927, 'SOUK', TIMESTAMP '2026-12-01 02:49:15.738862', 164, TRUE),
(2, '2', 'preemption', 'SQL', 'V2__preemption.sql', 304335828, 'SOUK', TIMESTAMP '2026-12-01 02:49:16.229433', 424, TRUE),
(3, '3', 'matching', 'SQL', 'V3__matching.sql', 1206366607, 'SOUK', TIMESTAMP '2026-12-01 02:49:16.432634', 130, TRUE),
(4, '4', 'workflows and plans', 'SQL', 'V4__workflows_and_plans.sql', 1494726186, 'SOUK', TIMESTAMP '2026-12-01 02:49:16.781359', 311, TRUE),
(5, '5', 'pools burst restrictions', 'SQL', 'V5__pools_burst_restrictions.sql', 1080726298, 'SOUK', TIMESTAMP '2026-12-01 02:49:17.10037', 247, TRUE),
(6, '6', 'expected duration', 'SQL', 'V6__expected_duration.sql', -1209444552, 'SOUK', TIMESTAMP '2026-12-01 02:49:17.17273', 40, TRUE),
(7, '7', 'escalation', 'SQL', 'V7__escalation.sql', -282492585, 'SOUK', TIMESTAMP '2026-12-01 02:49:17.236712', 43, TRUE),
(8, '8', 'moves', 'SQL', 'V8__moves.sql', -390364814, 'SOUK', TIMESTAMP '2026-12-01 02:49:17.381535', 97, TRUE),
(9, '9', 'concessions', 'SQL', 'V9__concessions.sql', 1044832420, 'SOUK', TIMESTAMP '2026-12-01 02:49:17.489227', 76, TRUE),
(10, '10', 'loads', 'SQL', 'V10__loads.sql', 1524869961, 'SOUK', TIMESTAMP '2026-12-01 02:49:17.548969', 23, TRUE);
CREATE INDEX "PUBLIC"."flyway_schema_history_s_idx" ON "PUBLIC"."flyway_schema_history"("success" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."TASK"(
    "ID" CHARACTER VARYING(40) NOT NULL,
    "BUYER" CHARACTER VARYING(40) NOT NULL,
    "IDEMPOTENCY_KEY" CHARACTER VARYING(100),
    "FINGERPRINT" CHARACTER VARYING(64) NOT NULL,
    "NAME" CHARACTER VARYING(100) NOT NULL,
    "MODULE" CHARACTER VARYING(200) NOT NULL,
    "STDIN" CHARACTER VARYING(200),
    "PROGRAM" CHARACTER LARGE OBJECT NOT NULL,
    "CPU_MILLIS" INTEGER NOT NULL,
    "RAM_BYTES" BIGINT NOT NULL,
    "STORAGE_BYTES" BIGINT NOT NULL,
    "PRIORITY" CHARACTER VARYING(16) NOT NULL,
    "DEADLINE" BIGINT,
    "MAX_PRICE" BIGINT NOT NULL,
    "WALL_LIMIT_NANOS" BIGINT NOT NULL,
    "FUEL_LIMIT" BIGINT,
    "SUBMITTED_AT" BIGINT NOT NULL,
    "STATE" CHARACTER VARYING(16) NOT NULL,
    "ATTEMPTS" INTEGER NOT NULL,
    "NODE" CHARACTER VARYING(40),
    "PRICE_GIGA_FUEL" BIGINT,
    "PRICE_GIB_HOUR_RAM" BIGINT,
    "PRICE_GIB_HOUR_STORAGE" BIGINT,
    "ATTEMPT_FUEL_LIMIT" BIGINT,
    "ASSIGNED_AT" BIGINT,
    "FAILED_ON" CHARACTER LARGE OBJECT NOT NULL,
    "STARTED_AT" BIGINT,
    "FINISHED_AT" BIGINT,
    "ENDING" CHARACTER LARGE OBJECT,
    "BILL_FUEL" BIGINT,
    "BILL_RAM" BIGINT,
    "BILL_STORAGE" BIGINT,
    "BILL_CHARGED" BIGINT,
    "BILL_FEE" BIGINT,
    "BILL_PAID" BIGINT,
    "VERSION" BIGINT NOT NULL,
    "SUSPENSIONS" INTEGER DEFAULT 0 NOT NULL,
    "EVICTIONS" INTEGER DEFAULT 0 NOT NULL,
    "EVICTED_FROM" CHARACTER LARGE OBJECT DEFAULT '' NOT NULL,
    "PREEMPTED_AT" BIGINT,
    "PREEMPTED_WHY" CHARACTER VARYING(200) DEFAULT '' NOT NULL,
    "PAUSED_SINCE" BIGINT,
    "PAUSED_NANOS" BIGINT DEFAULT 0 NOT NULL,
    "RESUMED_AT" BIGINT,
    "REQUIREMENTS" CHARACTER LARGE OBJECT,
    "COMES_AFTER" CHARACTER LARGE OBJECT,
    "ARRAY_ID" CHARACTER VARYING(40),
    "ARRAY_INDEX" INTEGER,
    "ARRAY_AT_ONCE" INTEGER,
    "BILL_REFUNDED" BIGINT,
    "POOL" CHARACTER VARYING(63),
    "BURST_ALLOWED" BOOLEAN DEFAULT FALSE NOT NULL,
    "ATTEMPT_BURST" BOOLEAN DEFAULT FALSE NOT NULL,
    "EXPECTED_NANOS" BIGINT,
    "ESCALATIONS" CHARACTER LARGE OBJECT,
    "SNAPSHOT_KEY" CHARACTER VARYING(43),
    "JOURNEY" CHARACTER LARGE OBJECT,
    "BILL_SHARES" CHARACTER LARGE OBJECT,
    "WIDENING" BOOLEAN DEFAULT FALSE NOT NULL,
    "OFFERED_PRICE" BIGINT
);
ALTER TABLE "PUBLIC"."TASK" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_27" PRIMARY KEY("ID");
INSERT INTO "PUBLIC"."TASK" VALUES
('t1', 'ada', 'key-1', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', 'ended', 'bafkreimodule', NULL, '{"arguments":[],"environment":{},"inputs":[],"outputs":[]}', 100, 16777216, 0, 'NORMAL', NULL, 1000000, 600000000000, NULL, 1780315200123456, 'COMPLETED', 1, 'n1', 1000, 1000000, 0, 9223372036854775807, 1780315201123456, '', 1780315202123456, 1780315203123456, '{"reason":"SUCCESS","detail":"","exitCode":0,"fuel":7,"wallNanos":1000000000,"peakMemory":3145728,"outputs":[{"path":"/out/a","content":"bafout","size":5}],"stdout":"bafstdout"}', 1, 1, 1, 3, 1, 2, 3, 0, 0, '', NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, FALSE, FALSE, NULL, NULL, NULL, NULL, NULL, FALSE, NULL),
('t2', 'ada', 'key-2', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', U&'B\00e4renjagd "7"', 'bafkreimodule', 'bafstdin', U&'{"arguments":["--from","","\00e4\\n\\\\"],"environment":{"PATH":"/bin"},"inputs":[{"path":"/in/a","content":"bafa"},{"path":"/in/b","content":"bafb"}],"outputs":["/out/table.csv"]}', 100, 16777216, 0, 'CRITICAL', 1780315800123456, 2000000, 600000000000, 99, 1780315200123456, 'QUEUED', 0, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, '', NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'garage', FALSE, FALSE, NULL, NULL, NULL, NULL, NULL, TRUE, 500000),
('t3', 'ada', 'key-3', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', 'moved', 'bafkreimodule', NULL, '{"arguments":[],"environment":{},"inputs":[],"outputs":[]}', 100, 16777216, 0, 'NORMAL', NULL, 1000000, 600000000000, NULL, 1780315200123456, 'RUNNING', 1, 'n1', 1000, 1000000, 0, 9223372036854775807, 1780315201123456, '', 1780315202123456, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 4, 0, 0, '', NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, FALSE, FALSE, NULL, NULL, 'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk', '{"begin":{"fuel":0,"ranNanos":0},"segments":[],"highest":2,"targets":1,"visited":["n1","n2"],"past":[],"checkpoint":{"attempt":1,"content":"bafsnapshot","size":99,"at":{"fuel":7,"ranNanos":1234},"takenAt":"2026-06-01T12:00:03.123456Z"},"move":{"id":"m1","secret":"sssssssssssssssssssssssssssssssssssssssssss","number":2,"node":"n2","tariff":{"gigaFuel":1000,"gibHourRam":1000000,"gibHourStorage":0},"fuelLimit":9223372036854775807,"burst":false,"why":"somebody asked for it","plannedAt":"2026-06-01T12:00:04.123456Z","until":"2026-06-01T12:02:04.123456Z"}}', NULL, FALSE, NULL),
('t4', 'ada', NULL, 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', '', 'bafkreimodule', NULL, '{"arguments":[],"environment":{},"inputs":[],"outputs":[]}', 100, 16777216, 0, 'NORMAL', NULL, 1000000, 600000000000, NULL, 1780315200123456, 'BLOCKED', 0, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, '', NULL, '', NULL, 0, NULL, NULL, 't2', 'array', 7, 50, NULL, NULL, FALSE, FALSE, NULL, NULL, NULL, NULL, NULL, FALSE, NULL);
CREATE UNIQUE NULLS DISTINCT INDEX "PUBLIC"."TASK_BY_KEY" ON "PUBLIC"."TASK"("BUYER" NULLS FIRST, "IDEMPOTENCY_KEY" NULLS FIRST);
CREATE INDEX "PUBLIC"."TASK_BY_BUYER" ON "PUBLIC"."TASK"("BUYER" NULLS FIRST, "ID" NULLS FIRST);
CREATE INDEX "PUBLIC"."TASK_BY_STATE" ON "PUBLIC"."TASK"("STATE" NULLS FIRST, "ID" NULLS FIRST);
CREATE INDEX "PUBLIC"."TASK_BY_NODE" ON "PUBLIC"."TASK"("NODE" NULLS FIRST, "ID" NULLS FIRST);
CREATE INDEX "PUBLIC"."TASK_BY_END" ON "PUBLIC"."TASK"("FINISHED_AT" NULLS FIRST);
CREATE INDEX "PUBLIC"."TASK_BY_ARRAY" ON "PUBLIC"."TASK"("ARRAY_ID" NULLS FIRST, "ARRAY_INDEX" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."CLIENT"(
    "ID" CHARACTER VARYING(100) NOT NULL,
    "ACCOUNT" CHARACTER VARYING(40) NOT NULL,
    "ROLES" CHARACTER VARYING(60) NOT NULL,
    "NODE" CHARACTER VARYING(40),
    "SECRET_HASH" CHARACTER VARYING(500) NOT NULL,
    "CREATED_AT" BIGINT NOT NULL
);
INSERT INTO "PUBLIC"."CLIENT" VALUES
('ada', 'ada', 'BUYER', NULL, '$argon2id$not-a-hash', 1780315200123456),
('node-n1', 'sam', 'NODE', 'n1', '$argon2id$not-a-hash', 1780315200123456);
CREATE UNIQUE NULLS DISTINCT INDEX "PUBLIC"."CLIENT_BY_ID" ON "PUBLIC"."CLIENT"("ID" NULLS FIRST);
CREATE INDEX "PUBLIC"."CLIENT_BY_ACCOUNT" ON "PUBLIC"."CLIENT"("ACCOUNT" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."SIGNING_KEY"(
    "ID" CHARACTER VARYING(100) NOT NULL,
    "PRIVATE_PKCS8" BINARY VARYING(8192) NOT NULL,
    "PUBLIC_SPKI" BINARY VARYING(8192) NOT NULL,
    "CREATED_AT" BIGINT NOT NULL
);
ALTER TABLE "PUBLIC"."SIGNING_KEY" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_5" PRIMARY KEY("ID");
INSERT INTO "PUBLIC"."SIGNING_KEY" VALUES
('k1', X'010203', X'ff00', 1780315200123456);
CREATE MEMORY TABLE "PUBLIC"."ACCOUNT"(
    "ID" CHARACTER VARYING(40) NOT NULL,
    "NAME" CHARACTER VARYING(100) NOT NULL,
    "ROLES" CHARACTER VARYING(60) NOT NULL,
    "OPENED_AT" BIGINT NOT NULL,
    "PLAN" CHARACTER VARYING(40) DEFAULT 'standard' NOT NULL
);
ALTER TABLE "PUBLIC"."ACCOUNT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_E" PRIMARY KEY("ID");
INSERT INTO "PUBLIC"."ACCOUNT" VALUES
('ada', 'ada', 'BUYER', 1780315200123456, 'premium'),
('sam', 'sam', 'SELLER OPERATOR', 1780315200123456, 'standard');
CREATE UNIQUE NULLS DISTINCT INDEX "PUBLIC"."ACCOUNT_BY_NAME" ON "PUBLIC"."ACCOUNT"("NAME" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."NODE"(
    "ID" CHARACTER VARYING(40) NOT NULL,
    "OWNER" CHARACTER VARYING(40) NOT NULL,
    "NAME" CHARACTER VARYING(100) NOT NULL,
    "HARDWARE" CHARACTER LARGE OBJECT NOT NULL,
    "CPU_MILLIS" INTEGER NOT NULL,
    "RAM_BYTES" BIGINT NOT NULL,
    "STORAGE_BYTES" BIGINT NOT NULL,
    "PRICE_GIGA_FUEL" BIGINT NOT NULL,
    "PRICE_GIB_HOUR_RAM" BIGINT NOT NULL,
    "PRICE_GIB_HOUR_STORAGE" BIGINT NOT NULL,
    "YIELD_TO_OWNER" BOOLEAN NOT NULL,
    "AVAILABILITY" CHARACTER VARYING(16) NOT NULL,
    "ENROLLED_AT" BIGINT NOT NULL,
    "LAST_SEEN" BIGINT,
    "VERSION" BIGINT NOT NULL,
    "TERMS" CHARACTER LARGE OBJECT DEFAULT '{}' NOT NULL,
    "POOL" CHARACTER VARYING(63),
    "BURST_CPU_MILLIS" INTEGER,
    "BURST_RAM_BYTES" BIGINT,
    "BURST_STORAGE_BYTES" BIGINT,
    "BURST_DISCOUNT_PERCENT" INTEGER,
    "RESTRICTIONS" CHARACTER LARGE OBJECT DEFAULT '{}' NOT NULL
);
ALTER TABLE "PUBLIC"."NODE" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_2" PRIMARY KEY("ID");
INSERT INTO "PUBLIC"."NODE" VALUES
('n1', 'sam', 'name-n1', '{"os":"Linux 6.1","architecture":"amd64","cpuModel":"Test CPU","cores":4,"ram":17179869184,"disk":536870912000,"javaVersion":"17.0.1","agentVersion":"0.1.0","isolation":"jvm"}', 4000, 8589934592, 107374182400, 1000, 1000000, 0, FALSE, 'ACTIVE', 1780315200123456, 1780315209123456, 0, '{}', NULL, NULL, NULL, NULL, NULL, '{}'),
('n2', 'sam', 'name-n2', '{"os":"Linux 6.1","architecture":"amd64","cpuModel":"Test CPU","cores":4,"ram":17179869184,"disk":536870912000,"javaVersion":"17.0.1","agentVersion":"0.1.0","isolation":"jvm"}', 4000, 8589934592, 107374182400, 1000, 1000000, 0, FALSE, 'DRAINING', 1780315200123456, NULL, 1, '{}', NULL, NULL, NULL, NULL, NULL, '{}');
CREATE UNIQUE NULLS DISTINCT INDEX "PUBLIC"."NODE_BY_OWNER" ON "PUBLIC"."NODE"("OWNER" NULLS FIRST, "NAME" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."LEDGER_ACCOUNT"(
    "NAME" CHARACTER VARYING(60) NOT NULL,
    "BALANCE" BIGINT NOT NULL
);
ALTER TABLE "PUBLIC"."LEDGER_ACCOUNT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_74" PRIMARY KEY("NAME");
INSERT INTO "PUBLIC"."LEDGER_ACCOUNT" VALUES
('available:ada', 100000000),
('external', -100000000);
CREATE MEMORY TABLE "PUBLIC"."LEDGER_GUARD"(
    "ID" CHARACTER VARYING(20) NOT NULL,
    "OPENINGS" BIGINT NOT NULL
);
ALTER TABLE "PUBLIC"."LEDGER_GUARD" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_4" PRIMARY KEY("ID");
INSERT INTO "PUBLIC"."LEDGER_GUARD" VALUES
('open-account', 1);
CREATE MEMORY TABLE "PUBLIC"."TRANSFER"(
    "ID" CHARACTER VARYING(40) NOT NULL,
    "KIND" CHARACTER VARYING(16) NOT NULL,
    "TASK" CHARACTER VARYING(40),
    "POSTED_AT" BIGINT NOT NULL
);
ALTER TABLE "PUBLIC"."TRANSFER" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_7A" PRIMARY KEY("ID");
INSERT INTO "PUBLIC"."TRANSFER" VALUES
('d1', 'DEPOSIT', NULL, 1780315200123456);
CREATE UNIQUE NULLS DISTINCT INDEX "PUBLIC"."TRANSFER_BY_TASK" ON "PUBLIC"."TRANSFER"("TASK" NULLS FIRST, "KIND" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."POSTING"(
    "TRANSFER" CHARACTER VARYING(40) NOT NULL,
    "LINE" INTEGER NOT NULL,
    "ACCOUNT" CHARACTER VARYING(60) NOT NULL,
    "AMOUNT" BIGINT NOT NULL
);
ALTER TABLE "PUBLIC"."POSTING" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_13" PRIMARY KEY("TRANSFER", "LINE");
INSERT INTO "PUBLIC"."POSTING" VALUES
('d1', 1, 'available:ada', 100000000),
('d1', 0, 'external', -100000000);
CREATE INDEX "PUBLIC"."POSTING_BY_ACCOUNT" ON "PUBLIC"."POSTING"("ACCOUNT" NULLS FIRST, "TRANSFER" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."TASK_DEPENDENCY"(
    "TASK" CHARACTER VARYING(40) NOT NULL,
    "WAITS_FOR" CHARACTER VARYING(40) NOT NULL
);
ALTER TABLE "PUBLIC"."TASK_DEPENDENCY" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_C" PRIMARY KEY("TASK", "WAITS_FOR");
INSERT INTO "PUBLIC"."TASK_DEPENDENCY" VALUES
('t4', 't2');
CREATE INDEX "PUBLIC"."TASK_DEPENDENCY_BY_OTHER" ON "PUBLIC"."TASK_DEPENDENCY"("WAITS_FOR" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."LOAD_DAY"(
    "NODE" CHARACTER VARYING(40) NOT NULL,
    "DAY_OF_EPOCH" BIGINT NOT NULL,
    "LOADS" BINARY VARYING(1152) NOT NULL
);
ALTER TABLE "PUBLIC"."LOAD_DAY" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_9" PRIMARY KEY("NODE", "DAY_OF_EPOCH");
INSERT INTO "PUBLIC"."LOAD_DAY" VALUES
('n1', 20000, X'009600faffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff');
CREATE INDEX "PUBLIC"."LOAD_DAY_BY_DAY" ON "PUBLIC"."LOAD_DAY"("DAY_OF_EPOCH" NULLS FIRST);
CREATE MEMORY TABLE "PUBLIC"."LOAD_MODEL"(
    "VERSION" CHARACTER VARYING(40) NOT NULL,
    "TRAINED_AT" BIGINT NOT NULL,
    "MODEL" BINARY LARGE OBJECT NOT NULL
);
ALTER TABLE "PUBLIC"."LOAD_MODEL" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_5A" PRIMARY KEY("VERSION");
INSERT INTO "PUBLIC"."LOAD_MODEL" VALUES
('v1', 1780315200123456, X'0506');
CREATE MEMORY TABLE "PUBLIC"."LOAD_EVIDENCE"(
    "ID" INTEGER NOT NULL,
    "EVIDENCE" BINARY LARGE OBJECT NOT NULL
);
ALTER TABLE "PUBLIC"."LOAD_EVIDENCE" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_2B" PRIMARY KEY("ID");
INSERT INTO "PUBLIC"."LOAD_EVIDENCE" VALUES
(1, X'07');
ALTER TABLE "PUBLIC"."LEDGER_ACCOUNT" ADD CONSTRAINT "PUBLIC"."LEDGER_ACCOUNT_COVERED" CHECK(("BALANCE" >= CAST(0 AS BIGINT))
    OR ("NAME" = 'external')) NOCHECK;
ALTER TABLE "PUBLIC"."CLIENT" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_7" FOREIGN KEY("ACCOUNT") REFERENCES "PUBLIC"."ACCOUNT"("ID") NOCHECK;
ALTER TABLE "PUBLIC"."POSTING" ADD CONSTRAINT "PUBLIC"."CONSTRAINT_1" FOREIGN KEY("TRANSFER") REFERENCES "PUBLIC"."TRANSFER"("ID") NOCHECK;
