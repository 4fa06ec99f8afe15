package org.souk.replay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.souk.client.content.ContentSource;
import org.souk.core.replay.Comparison;
import org.souk.core.replay.RunResult;
import org.souk.core.replay.RunTerms;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.MemoryBlockStore;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;
import org.souk.replay.run.TaskReplay;
import org.souk.replay.run.WireTerms;
import org.souk.testing.Patience;

/** Audits of real programs in real workers. */
@Timeout(Patience.TEST_SECONDS)
class AuditorTest {
    private static final ResourcesBody RESOURCES = new ResourcesBody(1000, 64 << 20, 1 << 20);
    private static final long FUEL_LIMIT = 50_000_000;
    private static final Instant SUBMITTED = Instant.parse("2026-03-04T05:06:07.654321Z");

    @TempDir
    Path folder;

    private final ContentStore stored = new ContentStore(new MemoryBlockStore());
    private TaskReplay replay;
    private Auditor auditor;

    @BeforeEach
    void open() throws IOException {
        replay = new TaskReplay(folder, this::fetch);
        auditor = new Auditor(replay, Patience.LIMIT);
    }

    private void fetch(Cid cid, ContentSource.CarReceiver receiver) throws IOException {
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        stored.exportCar(cid, car);
        receiver.receive(new ByteArrayInputStream(car.toByteArray()));
    }

    private String module(String program) throws IOException {
        return stored(Path.of("..", "demo", "bin", program + ".wasm"));
    }

    private String stored(Path program) throws IOException {
        return stored.add(new ByteArrayInputStream(Files.readAllBytes(program))).toString();
    }

    /** What an honest node would report. */
    private EndingBody honest(String module) throws Exception {
        RunTerms terms = new RunTerms(
                "t-1",
                new RunTerms.Program(module, null, null, Optional.of(SUBMITTED)),
                RunTerms.Content.NONE,
                WireTerms.limits(RESOURCES, FUEL_LIMIT, Patience.LIMIT));
        RunResult found = replay.of(terms, progress -> {});
        return new EndingBody(
                found.end().name(),
                "",
                found.exitCode(),
                found.fuel(),
                12,
                65536,
                List.of(),
                found.stdout().orElse(null),
                found.stderr().orElse(null),
                null);
    }

    private static EndingBody ending(String reason, long fuel) {
        return new EndingBody(reason, "", -1, fuel, 12, 65536, List.of(), null, null, null);
    }

    private static EndingBody withFuel(long fuel, EndingBody honest) {
        return new EndingBody(
                honest.reason(),
                "",
                honest.exitCode(),
                fuel,
                12,
                65536,
                honest.outputs(),
                honest.stdout(),
                honest.stderr(),
                null);
    }

    private static TaskBody task(String module, EndingBody ending) {
        TaskRequest request = new TaskRequest(
                null, module, null, null, null, null, null, RESOURCES, null, null, 1_000_000, 60L, null);
        Instant now = SUBMITTED;
        return new TaskBody(
                "t-1",
                "alice",
                request,
                StateName.COMPLETED,
                1,
                "n-1",
                ending == null ? 0 : ending.fuel(),
                FUEL_LIMIT,
                now,
                now,
                now,
                now,
                0,
                null,
                false,
                null,
                List.of(),
                ending);
    }

    private Audit audit(String module, EndingBody ending) throws Exception {
        return auditor.of(task(module, ending), progress -> {});
    }

    @Test
    void honestReportIsConfirmed() throws Exception {
        String module = module("hello");
        EndingBody honest = honest(module);
        assertThat(honest.reason()).isEqualTo("SUCCESS");

        Audit audit = audit(module, honest);

        assertThat(audit.verdict()).isEqualTo(AuditVerdict.CONFIRMED);
        assertThat(audit.replays()).isEqualTo(1);
        assertThat(audit.checks()).extracting(Comparison.Point::what).contains("fuel", "stdout");
    }

    @Test
    void tooMuchFuelIsRefuted() throws Exception {
        String module = module("hello");
        EndingBody honest = honest(module);

        Audit audit = audit(module, withFuel(honest.fuel() + 1, honest));

        assertThat(audit.verdict()).isEqualTo(AuditVerdict.REFUTED);
        assertThat(audit.replays()).isEqualTo(2);
        assertThat(audit.checks())
                .filteredOn(check -> !check.same())
                .extracting(Comparison.Point::what)
                .containsExactly("fuel");
    }

    /** It prints the time, measures how long it takes and stops work when a time has come. */
    @Test
    void programThatReadsTheClockCanBeAudited() throws Exception {
        String module = stored(Path.of("..", "task-runtime", "programs", "bin", "diary.wasm"));
        EndingBody honest = honest(module);
        assertThat(honest.reason()).isEqualTo("SUCCESS");

        assertThat(audit(module, honest).verdict()).isEqualTo(AuditVerdict.CONFIRMED);
        assertThat(audit(module, withFuel(honest.fuel() + 1, honest)).verdict()).isEqualTo(AuditVerdict.REFUTED);
    }

    @Test
    void programOutOfFuelIsReplayedToItsLimit() throws Exception {
        String module = module("spin");

        assertThat(audit(module, ending("FUEL_LIMIT", 20_000_000)).verdict()).isEqualTo(AuditVerdict.CONFIRMED);
    }

    @Test
    void fuelOfACancelledTaskMustBeWhatItsProgramCanUse() throws Exception {
        String spin = module("spin");
        assertThat(audit(spin, ending("CANCELLED", 20_000_000)).verdict()).isEqualTo(AuditVerdict.CONFIRMED);

        String noop = module("noop");
        assertThat(audit(noop, ending("CANCELLED", 20_000_000)).verdict()).isEqualTo(AuditVerdict.REFUTED);
    }

    @Test
    void taskThatNeverRanHasNothingToReplay() throws Exception {
        Audit audit = audit(module("noop"), ending("DEADLINE_PASSED", 0));

        assertThat(audit.verdict()).isEqualTo(AuditVerdict.NOT_REPRODUCIBLE);
        assertThat(audit.replays()).isZero();
    }

    @Test
    void taskThatRunsCannotBeAudited() throws Exception {
        String module = module("noop");
        assertThatThrownBy(() -> audit(module, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
