package org.souk.api.docs;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.AccountList;
import org.souk.protocol.rest.AccountOpened;
import org.souk.protocol.rest.AccountRequest;
import org.souk.protocol.rest.ArraySummaryBody;
import org.souk.protocol.rest.DepositRequest;
import org.souk.protocol.rest.EnrolRequest;
import org.souk.protocol.rest.EnrolResponse;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.LedgerBody;
import org.souk.protocol.rest.MigrateRequest;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.NodeChange;
import org.souk.protocol.rest.NodeForecastBody;
import org.souk.protocol.rest.NodeList;
import org.souk.protocol.rest.PlanList;
import org.souk.protocol.rest.PlanRequest;
import org.souk.protocol.rest.PoolList;
import org.souk.protocol.rest.StoredFile;
import org.souk.protocol.rest.TaskBatch;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskList;
import org.souk.protocol.rest.TaskPage;
import org.souk.protocol.rest.TaskRequest;
import org.souk.protocol.rest.TransferPage;
import org.souk.protocol.rest.VersionBody;

/** Every operation of the REST interface. A test compares this list with the resources. */
final class Operations {
    private static final String BYTES = "application/octet-stream";
    private static final String CAR = "application/vnd.ipld.car";
    private static final String ID = "01jd8y0a3h9vqe6c7w2k5n4m1t";
    private static final String ACCOUNT = "01jd8xzw4r2sc9b6f1g8t0v7qe";
    private static final String CID = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";

    private static final String TASK_REQUEST =
            """
            {"name": "load chart", "module": "%s", "arguments": ["--width", "800"],
             "inputs": [{"path": "/in/cpu.csv", "cid": "%s"}], "outputs": ["/out/chart.png"],
             "resources": {"cpuMillis": 1000, "ramBytes": 67108864, "storageBytes": 16777216},
             "priority": "NORMAL", "maxPriceMicros": 50000, "wallLimitSeconds": 600}"""
                    .formatted(CID, CID);
    private static final String TASK =
            """
            {"id": "%s", "buyer": "%s", "request": %s, "state": "QUEUED", "attempts": 0, "fuel": 0, "preemptions": 0,
             "submittedAt": "2026-11-22T12:00:00Z"}"""
                    .formatted(ID, ACCOUNT, TASK_REQUEST);
    private static final String OFFER =
            """
            {"resources": {"cpuMillis": 2000, "ramBytes": 4294967296, "storageBytes": 10737418240},
             "tariff": {"perGigaFuelMicros": 1000, "perGibHourRamMicros": 500, "perGibHourStorageMicros": 10},
             "yieldToOwner": true}""";
    private static final String NODE =
            """
            {"id": "%s", "owner": "%s", "name": "shed", "connected": false, "availability": "ACTIVE", "offer": %s,
             "reserved": {"cpuMillis": 0, "ramBytes": 0, "storageBytes": 0}, "attempts": 0,
             "enrolledAt": "2026-11-22T12:00:00Z",
             "burstReserved": {"cpuMillis": 0, "ramBytes": 0, "storageBytes": 0}, "maintenance": []}"""
                    .formatted(ID, ACCOUNT, OFFER);
    private static final String POOL =
            """
            {"name": "garage", "nodes": 3, "selling": 2,
             "forSale": {"cpuMillis": 4000, "ramBytes": 8589934592, "storageBytes": 21474836480},
             "reserved": {"cpuMillis": 500, "ramBytes": 268435456, "storageBytes": 0},
             "burstForSale": {"cpuMillis": 0, "ramBytes": 0, "storageBytes": 0},
             "burstReserved": {"cpuMillis": 0, "ramBytes": 0, "storageBytes": 0}}""";
    private static final String ACCOUNT_BODY =
            """
            {"id": "%s", "name": "alice", "roles": ["buyer"], "openedAt": "2026-11-22T12:00:00Z",
             "plan": "standard", "availableMicros": 950000, "heldMicros": 50000}"""
                    .formatted(ACCOUNT);
    private static final String ARRAY =
            """
            {"id": "%s", "buyer": "%s", "from": 1, "to": 500, "atOnce": 50,
             "states": {"COMPLETED": 120, "RUNNING": 50, "QUEUED": 330}}"""
                    .formatted(ID, ACCOUNT);
    private static final String PLANS =
            """
            {"plans": [{"name": "standard", "weight": 1, "maxUnfinished": 100000, "refundPercent": 25},
                       {"name": "premium", "weight": 4, "maxUnfinished": 1000000, "refundPercent": 100}]}""";
    private static final String TRANSFERS =
            """
            {"transfers": [{"id": "%s", "kind": "hold", "task": "%s", "at": "2026-11-22T12:00:00Z",
              "postings": [{"account": "available:%s", "amountMicros": -50000},
                           {"account": "held:%s", "amountMicros": 50000}]}]}"""
                    .formatted(ID, ID, ACCOUNT, ACCOUNT);

    private Operations() {}

    static List<Operation> all() {
        return Stream.of(tasks(), arrays(), files(), nodes(), accounts(), ledger())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Operation> tasks() {
        return List.of(
                new Operation("POST", "/v1/tasks", "submitTask", "tasks", "Submit a task", "buyer")
                        .says(
                                "Its price limit is held at once. Durable when this is answered. With 'array' it makes all"
                                        + " elements and answers with the first; with 'after' it waits for others.")
                        .header("Idempotency-Key", "Repeating it with the same body gives the first task again", "k-1")
                        .takes(TaskRequest.class, TASK_REQUEST)
                        .answers(201, TaskBody.class, TASK)
                        .answers(200, TaskBody.class, TASK)
                        .fails(402, "The account cannot cover the price limit")
                        .fails(429, "The service plan does not allow so many unfinished tasks")
                        .fails(409, "The idempotency key was used for another request"),
                new Operation("POST", "/v1/tasks/batch", "submitTasks", "tasks", "Submit many tasks at once", "buyer")
                        .says(
                                "Taken in all or none, at most 500. A refusal names the task by its place. A task may come"
                                        + " after others of the batch by their labels, so that a batch is a whole graph.")
                        .header("Idempotency-Key", "Repeating it with the same body gives the first tasks again", "k-2")
                        .takes(TaskBatch.class, "{\"tasks\": [" + TASK_REQUEST + "]}")
                        .answers(200, TaskList.class, "{\"tasks\": [" + TASK + "]}")
                        .fails(402, "The account cannot cover the price limits of all of them")
                        .fails(429, "The service plan does not allow so many unfinished tasks")
                        .fails(409, "The idempotency key was used for other requests"),
                new Operation("GET", "/v1/tasks", "listTasks", "tasks", "List tasks, newest first", "buyer", "operator")
                        .query("state", "Only in these states, separated by commas", "QUEUED,RUNNING")
                        .query("buyer", "Only this buyer's, 'me' for the caller; absent: an operator sees all", "me")
                        .query("node", "Only those whose current or last attempt is on this node", ID)
                        .query("array", "Only the elements of this array", ID)
                        .pages()
                        .answers(200, TaskPage.class, "{\"tasks\": [" + TASK + "]}"),
                new Operation("GET", "/v1/tasks/{id}", "findTask", "tasks", "One task", "buyer", "operator")
                        .path("id", "The task", ID)
                        .answers(200, TaskBody.class, TASK)
                        .fails(404, "There is no such task, or it is another's"),
                new Operation(
                                "POST",
                                "/v1/tasks/{id}/cancel",
                                "cancelTask",
                                "tasks",
                                "Cancel a task",
                                "buyer",
                                "operator")
                        .says("A task that has ended stays as it is.")
                        .path("id", "The task", ID)
                        .answers(200, TaskBody.class, TASK.replace("QUEUED", "CANCELLED"))
                        .fails(404, "There is no such task, or it is another's"),
                new Operation(
                                "POST",
                                "/v1/tasks/{id}/migrate",
                                "migrateTask",
                                "tasks",
                                "Move a running task to another node",
                                "buyer",
                                "operator")
                        .says("It goes on running until it is handed over; 'moves' of the task tell how that goes.")
                        .path("id", "The task", ID)
                        .takes(MigrateRequest.class, "{\"node\": \"" + ID + "\"}")
                        .answers(200, TaskBody.class, TASK)
                        .fails(404, "There is no such task or node, or the task is another's")
                        .fails(409, "It cannot be moved now, or not there"),
                new Operation(
                                "GET",
                                "/v1/tasks/{id}/explain",
                                "explainTask",
                                "tasks",
                                "Why a task is where it is",
                                "buyer",
                                "operator")
                        .path("id", "The task", ID)
                        .answers(
                                200,
                                ExplanationBody.class,
                                "{\"summary\": \"It has waited for 4 s: FitsCapacity turned away 2 nodes.\","
                                        + " \"rejections\": {\"FitsCapacity\": 2}, \"scores\": {}}")
                        .fails(404, "There is no such task, or it is another's"),
                new Operation(
                                "GET",
                                "/v1/tasks/{id}/logs",
                                "readLogs",
                                "tasks",
                                "What a task's program wrote",
                                "buyer",
                                "operator")
                        .path("id", "The task", ID)
                        .query("stream", "stdout (if absent) or stderr", "stdout")
                        .answersBytes(200, "text/plain")
                        .fails(404, "There is no such task, or it is another's")
                        .fails(409, "The task has not ended"),
                new Operation(
                                "GET",
                                "/v1/tasks/{id}/outputs",
                                "readOutput",
                                "tasks",
                                "A file or folder that a task wrote",
                                "buyer",
                                "operator")
                        .path("id", "The task", ID)
                        .query("path", "As the request named it", "/out/chart.png")
                        .query("format", "raw (if absent), or car, which folders need", "raw")
                        .answersBytes(200, BYTES, CAR)
                        .fails(404, "There is no such task or output, or it is another's")
                        .fails(409, "The task has not ended"));
    }

    private static List<Operation> arrays() {
        return List.of(
                new Operation(
                                "GET",
                                "/v1/arrays/{id}",
                                "findArray",
                                "tasks",
                                "An array as a whole",
                                "buyer",
                                "operator")
                        .path("id", "The array, as its elements name it", ID)
                        .answers(200, ArraySummaryBody.class, ARRAY)
                        .fails(404, "There is no such array, or it is another's"),
                new Operation(
                                "POST",
                                "/v1/arrays/{id}/cancel",
                                "cancelArray",
                                "tasks",
                                "Cancel all elements of an array",
                                "buyer",
                                "operator")
                        .says("Elements that have ended stay as they are.")
                        .path("id", "The array, as its elements name it", ID)
                        .answers(200, ArraySummaryBody.class, ARRAY)
                        .fails(404, "There is no such array, or it is another's"));
    }

    private static List<Operation> files() {
        String[] everybody = {"buyer", "seller", "operator", "node"};
        return List.of(
                new Operation("POST", "/v1/files", "addFile", "files", "Store a file, or a folder as a CAR", everybody)
                        .says("A file gets the CID that 'ipfs add --cid-version=1' gives it. All is stored or nothing.")
                        .takesBytes(BYTES, CAR)
                        .answers(201, StoredFile.class, "{\"cid\": \"%s\", \"bytes\": 5}".formatted(CID))
                        .fails(413, "It is larger than souk.files.max-bytes")
                        .fails(507, "The market's storage is full"),
                new Operation("GET", "/v1/files/{cid}", "readFile", "files", "Read stored content", everybody)
                        .path("cid", "CIDv1 in base32", CID)
                        .query("format", "raw (if absent) or car; the Accept header can ask, too", "raw")
                        .answersBytes(200, BYTES, CAR)
                        .fails(404, "It is not stored here"),
                new Operation(
                                "HEAD",
                                "/v1/files/{cid}",
                                "headFile",
                                "files",
                                "Whether content is stored, and its size",
                                everybody)
                        .path("cid", "CIDv1 in base32", CID)
                        .query("format", "raw (if absent) or car", "raw")
                        .answersBytes(200)
                        .fails(404, "It is not stored here"));
    }

    private static final String FORECAST =
            """
            {"node": "%s", "stepSeconds": 300, "model": "0f3a5c7e9b1d", "trainedAt": "2026-11-22T03:10:44Z",
             "cpu": {"champion": "lstm",
                     "history": [{"at": "2026-11-22T11:55:00Z", "percent": 23.41}],
                     "forecast": [{"at": "2026-11-22T12:00:00Z", "lower": 17.2, "median": 24.1, "upper": 38.5}],
                     "errors": [{"stepsAhead": 1, "compared": 412, "meanError": 2.31, "persistenceError": 3.05,
                                 "coverage": 0.9102}]},
             "ram": {"history": [], "forecast": [], "errors": []}}"""
                    .formatted(ID);

    private static List<Operation> nodes() {
        return List.of(
                new Operation("POST", "/v1/nodes", "enrolNode", "nodes", "Enrol a machine", "seller")
                        .says("The answer holds the credentials of its agent; the secret is shown this once.")
                        .takes(EnrolRequest.class, "{\"name\": \"shed\", \"offer\": " + OFFER + "}")
                        .answers(
                                201,
                                EnrolResponse.class,
                                "{\"node\": %s, \"clientId\": \"node-%s\", \"clientSecret\": \"…\"}"
                                        .formatted(NODE, ID))
                        .fails(409, "The owner has a node of that name"),
                new Operation(
                                "GET",
                                "/v1/nodes",
                                "listNodes",
                                "nodes",
                                "One's own nodes; every node for operators",
                                "seller",
                                "operator")
                        .answers(200, NodeList.class, "{\"nodes\": [" + NODE + "]}"),
                new Operation(
                                "GET",
                                "/v1/nodes/{id}",
                                "findNode",
                                "nodes",
                                "One node with its load",
                                "seller",
                                "operator")
                        .path("id", "The node", ID)
                        .answers(200, NodeBody.class, NODE)
                        .fails(404, "There is no such node, or it is another's"),
                new Operation(
                                "GET",
                                "/v1/nodes/{id}/forecast",
                                "forecastNode",
                                "nodes",
                                "What a node's owner used in the last day and will need in the next hour",
                                "seller",
                                "operator")
                        .says("In steps of five minutes, for CPU and RAM, in percent of the machine and without the"
                                + " market's tasks. There is no forecast before the first model was trained, nor for a"
                                + " node of which nothing was measured in the last hour.")
                        .path("id", "The node", ID)
                        .answers(200, NodeForecastBody.class, FORECAST)
                        .fails(404, "There is no such node, or it is another's"),
                new Operation(
                                "PATCH",
                                "/v1/nodes/{id}",
                                "changeNode",
                                "nodes",
                                "Change what a node sells",
                                "seller",
                                "operator")
                        .says("At once, and while tasks run. What a lower offer takes away from them they keep for the"
                                + " grace time; then as many as are too many go back to the queue, burst first, then the"
                                + " lowest class, then those with the least work lost. Absent parts stay.")
                        .path("id", "The node", ID)
                        .takes(NodeChange.class, "{\"availability\": \"DRAINING\"}")
                        .answers(200, NodeBody.class, NODE.replace("ACTIVE", "DRAINING"))
                        .fails(404, "There is no such node, or it is another's"),
                new Operation(
                                "POST",
                                "/v1/nodes/{id}/release",
                                "releaseNode",
                                "nodes",
                                "End a node's quarantine",
                                "operator")
                        .says("It ends by itself once the node has made sense for some time.")
                        .path("id", "The node", ID)
                        .answers(200, NodeBody.class, NODE)
                        .fails(404, "There is no such node"),
                new Operation(
                                "GET",
                                "/v1/pools",
                                "listPools",
                                "nodes",
                                "The pools of the market and what they have",
                                "buyer",
                                "seller",
                                "operator")
                        .answers(200, PoolList.class, "{\"pools\": [" + POOL + "]}"));
    }

    private static List<Operation> accounts() {
        String[] owners = {"buyer", "seller", "operator"};
        return List.of(
                new Operation("POST", "/v1/accounts", "openAccount", "accounts", "Open an account", "operator")
                        .says("The answer holds the credentials of its first client; the secret is shown this once.")
                        .takes(AccountRequest.class, "{\"name\": \"alice\", \"roles\": [\"buyer\"]}")
                        .answers(
                                201,
                                AccountOpened.class,
                                "{\"account\": %s, \"clientId\": \"alice\", \"clientSecret\": \"…\"}"
                                        .formatted(ACCOUNT_BODY))
                        .fails(409, "There is an account of that name"),
                new Operation("GET", "/v1/accounts", "listAccounts", "accounts", "Every account, by name", "operator")
                        .answers(200, AccountList.class, "{\"accounts\": [" + ACCOUNT_BODY + "]}"),
                new Operation("GET", "/v1/accounts/me", "ownAccount", "accounts", "The caller's account", owners)
                        .answers(200, AccountBody.class, ACCOUNT_BODY),
                new Operation(
                                "GET",
                                "/v1/accounts/me/transfers",
                                "ownTransfers",
                                "accounts",
                                "The caller's transfers, newest first",
                                owners)
                        .pages()
                        .answers(200, TransferPage.class, TRANSFERS),
                new Operation("GET", "/v1/accounts/{id}", "findAccount", "accounts", "One account", "operator")
                        .path("id", "The account", ACCOUNT)
                        .answers(200, AccountBody.class, ACCOUNT_BODY)
                        .fails(404, "There is no such account"),
                new Operation(
                                "GET",
                                "/v1/accounts/{id}/transfers",
                                "accountTransfers",
                                "accounts",
                                "An account's transfers, newest first",
                                "operator")
                        .path("id", "The account", ACCOUNT)
                        .pages()
                        .answers(200, TransferPage.class, TRANSFERS)
                        .fails(404, "There is no such account"),
                new Operation(
                                "POST",
                                "/v1/accounts/{id}/deposits",
                                "deposit",
                                "accounts",
                                "Bring money into the market",
                                "operator")
                        .path("id", "The account", ACCOUNT)
                        .takes(DepositRequest.class, "{\"amountMicros\": 1000000}")
                        .answers(200, AccountBody.class, ACCOUNT_BODY)
                        .fails(404, "There is no such account"),
                new Operation(
                                "PUT",
                                "/v1/accounts/{id}/plan",
                                "changePlan",
                                "accounts",
                                "Give an account another service plan",
                                "operator")
                        .path("id", "The account", ACCOUNT)
                        .takes(PlanRequest.class, "{\"plan\": \"premium\"}")
                        .answers(200, AccountBody.class, ACCOUNT_BODY.replace("standard", "premium"))
                        .fails(404, "There is no such account"),
                new Operation("GET", "/v1/plans", "listPlans", "accounts", "The service plans", owners)
                        .says("A new account gets the first.")
                        .answers(200, PlanList.class, PLANS));
    }

    private static List<Operation> ledger() {
        return List.of(
                new Operation("GET", "/v1/ledger", "readLedger", "ledger", "All balances and their sum", "operator")
                        .answers(
                                200,
                                LedgerBody.class,
                                "{\"balances\": {\"available:%s\": 1000000, \"external\": -1000000}, \"sumMicros\": 0}"
                                        .formatted(ACCOUNT)),
                new Operation(
                                "GET",
                                "/v1/ledger/transfers",
                                "allTransfers",
                                "ledger",
                                "All transfers, newest first",
                                "operator")
                        .pages()
                        .answers(200, TransferPage.class, TRANSFERS),
                new Operation("GET", "/v1/version", "version", "market", "The version of the market; needs no token")
                        .answers(200, VersionBody.class, "{\"version\": \"0.1.0\", \"protocol\": 2}"));
    }

    /** Fields that may be absent; all others are always there, or must be. */
    static Set<String> optionalFields() {
        return Set.of(
                "TaskRequest.name",
                "TaskRequest.arguments",
                "TaskRequest.environment",
                "TaskRequest.stdin",
                "TaskRequest.inputs",
                "TaskRequest.outputs",
                "TaskRequest.priority",
                "TaskRequest.deadline",
                "TaskRequest.wallLimitSeconds",
                "TaskRequest.fuelLimit",
                "TaskRequest.pool",
                "TaskRequest.burst",
                "TaskRequest.label",
                "TaskRequest.after",
                "TaskRequest.array",
                "ArrayBody.atOnce",
                "TaskBody.array",
                "PlanBody.maxCpuMillis",
                "PlanBody.maxRamBytes",
                "TaskBody.burst",
                "OfferBody.pool",
                "OfferBody.burst",
                "MaintenanceBody.weekly",
                "NodeChange.graceSeconds",
                "NodeChange.drainBy",
                "NodeChange.maintenance",
                "NodeForecastBody.model",
                "NodeForecastBody.trainedAt",
                "LoadCourseBody.champion",
                "NodeBody.surplusUntil",
                "NodeBody.drainBy",
                "NodeBody.quarantine",
                "TaskBody.node",
                "TaskBody.fuelLimit",
                "TaskBody.assignedAt",
                "TaskBody.startedAt",
                "TaskBody.finishedAt",
                "TaskBody.ending",
                "EndingBody.stdout",
                "EndingBody.stderr",
                "TaskPage.next",
                "TransferPage.next",
                "TransferBody.task",
                "NodeBody.hardware",
                "NodeBody.lastSeen",
                "NodeBody.load",
                "NodeChange.offer",
                "NodeChange.availability",
                "Problem.detail",
                "Problem.instance",
                "Problem.field");
    }
}
