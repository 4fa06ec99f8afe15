package org.souk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Api;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.Reply;
import org.souk.it.harness.Repository;
import org.souk.it.harness.Seller;
import org.souk.it.harness.SharedControlPlane;
import org.souk.it.harness.TaskOrder;
import org.souk.protocol.json.Json;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.EnrolRequest;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.Problem;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.TariffBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskPage;

/** Every bad request is told its field and reason, leaves nothing behind, and costs nothing. */
class BadRequestIT {
    private static final long DEPOSIT = 10_000_000;
    private static final String ABSENT_CID = "bafkreieq5jui4j25lacwomsqgjeswwl3y5zcdrresptwgmfylxo2depppq";
    private static final byte[] WASM_HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    private Buyer buyer;
    private String noop;

    @BeforeEach
    void somebodyWantsToBuy() {
        buyer = MARKET.buyer(DEPOSIT);
        noop = buyer.program("noop");
    }

    @AfterEach
    void nothingIsHalfStored() {
        AccountBody balance = buyer.account().balance();
        assertThat(balance.availableMicros()).isEqualTo(DEPOSIT);
        assertThat(balance.heldMicros()).isZero();
        assertThat(buyer.api().get("/tasks").as(TaskPage.class).tasks()).isEmpty();
    }

    private Problem refused(TaskOrder order, String field) {
        return buyer.api().post("/tasks", order.request()).refusal(400, field);
    }

    @Test
    void moduleThatIsNotWebAssemblyIsRefused() {
        Problem problem = refused(aTask(buyer.upload("#!/bin/sh\n".getBytes(UTF_8))), "module");
        assertThat(problem.detail()).containsIgnoringCase("webassembly");
    }

    @Test
    void moduleThatIsCutShortIsRefused() {
        byte[] hello = Repository.program("hello");
        refused(aTask(buyer.upload(Arrays.copyOf(hello, hello.length / 2))), "module");
    }

    @Test
    void moduleThatIsTooLargeIsRefused() {
        byte[] large = new byte[SharedControlPlane.MAX_MODULE_BYTES + 1];
        System.arraycopy(WASM_HEADER, 0, large, 0, WASM_HEADER.length);
        assertThat(refused(aTask(buyer.upload(large)), "module").detail())
                .contains(Integer.toString(SharedControlPlane.MAX_MODULE_BYTES));
    }

    @Test
    void moduleThatImportsWhatIsNotOfferedIsRefusedAndTheImportIsNamed() {
        byte[] module = moduleImporting("env", "launch_missiles");
        assertThat(refused(aTask(buyer.upload(module)), "module").detail()).contains("launch_missiles");
    }

    /** A module of two sections: one function type without parameters, and one import of it. */
    private static byte[] moduleImporting(String module, String name) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(WASM_HEADER);
        out.writeBytes(new byte[] {1, 4, 1, 0x60, 0, 0});
        out.writeBytes(new byte[] {2, (byte) (module.length() + name.length() + 5), 1});
        for (String text : new String[] {module, name}) {
            out.write(text.length());
            out.writeBytes(text.getBytes(UTF_8));
        }
        out.writeBytes(new byte[] {0, 0});
        return out.toByteArray();
    }

    @Test
    void contentThatIsNotStoredIsRefused() {
        refused(aTask(ABSENT_CID), "module");
        refused(aTask(noop).stdin(ABSENT_CID), "stdin");
        refused(aTask(noop).reading("/in/x", ABSENT_CID), "inputs");
    }

    @Test
    void textThatIsNoCidIsRefused() {
        refused(aTask("QmNonsense"), "module");
        refused(aTask("../../etc/passwd"), "module");
        refused(aTask(noop).stdin("bafy"), "stdin");
        refused(aTask(noop).reading("/in/x", ""), "inputs[0].cid");
        buyer.api().get("/files/nonsense").refusal(400, "cid");
        buyer.api().get("/files/" + ABSENT_CID).refusal(404);
    }

    @TestFactory
    Stream<DynamicTest> absurdOrdersAreRefused() {
        return Map.ofEntries(
                        Map.entry("resources.cpuMillis", aTask(noop).needing(-1, MIB, MIB)),
                        Map.entry("resources.cpuMillis ", aTask(noop).needing(0, MIB, MIB)),
                        Map.entry("resources.cpuMillis  ", aTask(noop).needing(Integer.MAX_VALUE, MIB, MIB)),
                        Map.entry("resources.ramBytes", aTask(noop).needing(250, -1, MIB)),
                        Map.entry("resources.ramBytes ", aTask(noop).needing(250, Long.MAX_VALUE, MIB)),
                        Map.entry("resources.ramBytes  ", aTask(noop).needing(250, 1, MIB)),
                        Map.entry("resources.storageBytes", aTask(noop).needing(250, 64 * MIB, -1)),
                        Map.entry("resources.storageBytes ", aTask(noop).needing(250, 64 * MIB, Long.MAX_VALUE)),
                        Map.entry("maxPriceMicros", aTask(noop).paying(0)),
                        Map.entry("maxPriceMicros ", aTask(noop).paying(-5)),
                        Map.entry("maxPriceMicros  ", aTask(noop).paying(Long.MAX_VALUE)),
                        Map.entry("wallLimitSeconds", aTask(noop).wallLimit(0L)),
                        Map.entry("wallLimitSeconds ", aTask(noop).wallLimit(-1L)),
                        Map.entry("wallLimitSeconds  ", aTask(noop).wallLimit(Long.MAX_VALUE)),
                        Map.entry("fuelLimit", aTask(noop).fuelLimit(0)),
                        Map.entry("fuelLimit ", aTask(noop).fuelLimit(-1)),
                        Map.entry("deadline", aTask(noop).until(Instant.now().minusSeconds(5))),
                        Map.entry("deadline ", aTask(noop).until(Instant.parse("+12345-01-01T00:00:00Z"))),
                        Map.entry("name", aTask(noop).named("x".repeat(101))),
                        Map.entry("name ", aTask(noop).named("bell\u0007")),
                        Map.entry("arguments", aTask(noop).with("a".repeat(200_000))),
                        Map.entry("arguments ", aTask(noop).with("nul\0")),
                        Map.entry("environment", aTask(noop).environment("BAD NAME", "x")),
                        Map.entry("outputs", aTask(noop).writing("../../etc/cron.d/x")),
                        Map.entry("outputs ", aTask(noop).writing("/out/../../x")),
                        Map.entry("outputs  ", aTask(noop).writing("/")),
                        Map.entry("inputs", aTask(noop).reading("/in/../../x", noop)),
                        Map.entry("inputs ", aTask(noop).reading("relative", noop)),
                        Map.entry("inputs  ", aTask(noop).reading("/a", noop).reading("/a/b", noop)))
                .entrySet()
                .stream()
                .map(bad -> DynamicTest.dynamicTest(
                        bad.getKey(), () -> refused(bad.getValue(), bad.getKey().strip())));
    }

    @Test
    void taskThatTheAccountCannotCoverIsRefused() {
        Problem problem = buyer.api()
                .post("/tasks", aTask(noop).paying(DEPOSIT + 1).request())
                .refusal(402);
        assertThat(problem.detail()).isNotBlank();
    }

    @Test
    void unknownAndForeignTasksLookAlike() {
        Buyer other = MARKET.buyer();
        TaskBody foreign = other.submit(aTask(noop).request());
        for (String id : new String[] {foreign.id(), "nosuchtask", "NOSUCHTASK", "x".repeat(2000)}) {
            buyer.api().get("/tasks/" + id).refusal(404);
        }
        for (String id : new String[] {"..%2F..%2Fetc", "%00"}) {
            assertThat(buyer.api().get("/tasks/" + id).status()).as(id).isBetween(400, 499);
        }
        assertThat(buyer.api().get("/tasks/" + foreign.id()).refusal(404).type())
                .isEqualTo(buyer.api().get("/tasks/nosuchtask").refusal(404).type());
        buyer.api().post("/tasks/" + foreign.id() + "/cancel").refusal(404);
        buyer.api().get("/tasks/" + foreign.id() + "/explain").refusal(404);
        buyer.api().get("/tasks/" + foreign.id() + "/logs").refusal(404);
        assertThat(other.task(foreign.id()).state().isFinal()).isFalse();
    }

    @Test
    void tokenIsNeeded() {
        Reply reply = Api.anonymous().get("/tasks");
        reply.refusal(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void tamperedTokensAreRefused() {
        String token = Api.token(buyer.account().clientId(), buyer.account().secret());
        String[] parts = token.split("\\.");
        String operator = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8).replace("buyer", "operator");
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(operator.getBytes(UTF_8));
        String unsigned = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(UTF_8));

        Api.with(token).get("/tasks").expect(200);
        Api.with(parts[0] + "." + forged + "." + parts[2]).get("/ledger").refusal(401);
        Api.with(unsigned + "." + forged + ".").get("/ledger").refusal(401);
        Api.with(token.substring(0, token.length() - 6) + "AAAAAA")
                .get("/tasks")
                .refusal(401);
        Api.with("nonsense").get("/tasks").refusal(401);
    }

    @Test
    void wrongRoleIsRefused() {
        Seller seller = MARKET.seller();
        seller.api().post("/tasks", aTask(noop).request()).refusal(403);
        seller.api().get("/tasks").refusal(403);
        buyer.api().get("/nodes").refusal(403);
        buyer.api().get("/ledger").refusal(403);
        buyer.api().get("/accounts").refusal(403);
        seller.api()
                .post("/accounts/" + seller.account().id() + "/deposits", Map.of("amountMicros", 1))
                .refusal(403);
        var node = seller.enrol("n", Seller.smallOffer());
        Api.with(Api.token(node.clientId(), node.clientSecret())).get("/tasks").refusal(403);
    }

    @Test
    void wrongSecretGetsNoToken() {
        Api anonymous = Api.anonymous();
        Reply reply = anonymous.send(anonymous
                .request("//oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + Api.encoded(buyer.account().clientId()) + "&client_secret=wrong")));
        assertThat(reply.expect(401).field("error")).isEqualTo("invalid_client");
    }

    @Test
    void sameKeyWithAnotherOrderIsAConflict() {
        Buyer keyed = MARKET.buyer(DEPOSIT);
        Api api = keyed.api();
        TaskBody first = api.post("/tasks", "Idempotency-Key", "k", aTask(noop).request())
                .expect(201)
                .as(TaskBody.class);
        api.post("/tasks", "Idempotency-Key", "k", aTask(noop).paying(17).request())
                .refusal(409);
        api.post("/tasks", "Idempotency-Key", "k".repeat(101), aTask(noop).request())
                .refusal(400, "Idempotency-Key");
        assertThat(api.get("/tasks").as(TaskPage.class).tasks())
                .extracting(TaskBody::id)
                .containsExactly(first.id());
    }

    @Test
    void bodyThatIsNoJsonOrDoesNotFitIsRefusedAndTheFieldNamed() {
        json("{\"module\":").refusal(400);
        json("").refusal(400);
        json("null").refusal(400);
        json("[]").refusal(400);
        String good = new String(Json.bytes(aTask(noop).request()), UTF_8);
        json(good.replaceFirst("\\{", "{\"colour\":\"red\",")).refusal(400, "colour");
        json("{\"module\":\"" + noop + "\"}").refusal(400, "maxPriceMicros");
        json("{\"maxPriceMicros\":\"12\"}").refusal(400, "maxPriceMicros");
        json("{\"maxPriceMicros\":1.5}").refusal(400, "maxPriceMicros");
        json("{\"priority\":\"URGENT\"}").refusal(400, "priority");
        json("{\"deadline\":\"tomorrow\"}").refusal(400, "deadline");
        json("[".repeat(100_000)).refusal(400);
        json("{\"module\":\"" + noop + "\",\"module\":\"" + noop + "\"}").refusal(400);
    }

    private Reply json(String body) {
        return buyer.api().post("/tasks", "application/json", body.getBytes(UTF_8));
    }

    @Test
    void hugeBodyIsRefused() {
        buyer.api().post("/tasks", "application/json", new byte[3 << 20]).refusal(413);
    }

    @Test
    void hugeHeaderIsRefused() {
        Api api = buyer.api();
        Reply reply = api.send(
                api.request("/tasks").header("X-Huge", "h".repeat(64 << 10)).GET());
        assertThat(reply.status()).isBetween(400, 499);
    }

    @Test
    void wrongMediaTypeIsRefused() {
        buyer.api().post("/tasks", "text/xml", "<task/>".getBytes(UTF_8)).refusal(415);
        buyer.api().post("/files", "text/html", "<p>".getBytes(UTF_8)).refusal(415);
    }

    @Test
    void unknownPathsAndMethodsAreProblemsToo() {
        buyer.api().get("/nothing/here").refusal(404);
        Api api = buyer.api();
        api.send(api.request("/tasks").DELETE()).refusal(405);
    }

    @Test
    void listWithABadFilterIsRefused() {
        buyer.api().get("/tasks?limit=0").refusal(400, "limit");
        buyer.api().get("/tasks?limit=100000").refusal(400, "limit");
        buyer.api().get("/tasks?limit=ten").refusal(400, "limit");
        buyer.api().get("/tasks?state=sleeping").refusal(400, "state");
    }

    @Test
    void carWithoutItsBlocksOrOfNonsenseIsRefused() {
        buyer.api()
                .post("/files", "application/vnd.ipld.car", new byte[] {5, 'n', 'o', 'C', 'A', 'R'})
                .refusal(400);
        buyer.api().post("/files", "application/vnd.ipld.car", new byte[0]).refusal(400);
    }

    @Test
    void carWhoseBlockDoesNotMatchItsCidIsRefused() {
        String cid = buyer.upload("what the CID says".getBytes(UTF_8));
        byte[] car =
                buyer.api().get("/files/" + cid + "?format=car").expect(200).body();
        car[car.length - 1] ^= 1;
        buyer.api().post("/files", "application/vnd.ipld.car", car).refusal(400);
    }

    @Test
    void absurdOffersAreRefused() {
        Seller seller = MARKET.seller();
        enrol(seller, Seller.offer(-1, MIB, MIB)).refusal(400, "offer.resources.cpuMillis");
        enrol(seller, Seller.offer(1000, -1, MIB)).refusal(400, "offer.resources.ramBytes");
        enrol(seller, new OfferBody(new ResourcesBody(1000, MIB, MIB), new TariffBody(-1, 1, 1), false))
                .expect(400);
        enrol(seller, null).refusal(400, "offer");
        assertThat(seller.api().get("/nodes").json().path("nodes")).isEmpty();
    }

    private static Reply enrol(Seller seller, OfferBody offer) {
        return seller.api().post("/nodes", new EnrolRequest("absurd", offer));
    }

    @Test
    void accountsAndDepositsThatMakeNoSenseAreRefused() {
        Api operator = MARKET.operator().api();
        operator.post("/accounts", Map.of("name", "x", "roles", new String[] {"king"}))
                .refusal(400, "roles");
        operator.post("/accounts", Map.of("name", buyer.account().name(), "roles", new String[] {"buyer"}))
                .refusal(409, "name");
        operator.post("/accounts/" + buyer.account().id() + "/deposits", Map.of("amountMicros", -1))
                .expect(400);
        operator.post("/accounts/nobody/deposits", Map.of("amountMicros", 1)).refusal(404);
    }
}
