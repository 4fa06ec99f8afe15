package org.souk.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.souk.runtime.RealPrograms;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.SnapshotKey;
import org.souk.testing.Patience;

/** What programs in C and Go see of time, and the course that they take because of it, is the same in every run. */
@Tag("long")
@Timeout(Patience.TEST_SECONDS)
class ReplayedTimeTest {
    private static final int RUNS = 10;
    private static final long SLICE = 5_000_000;
    private static final int MOST_SAVED = 4;

    /** By name; compiling Go takes longer than running it. */
    private static final Map<String, Program> COMPILED = new HashMap<>();

    @TempDir
    Path directory;

    /** All that anybody sees of a run, but how long it took. */
    private record Seen(int exitCode, long fuel, String output) {}

    private Seen seen(RunOutcome outcome, RunRequest request) throws Exception {
        assertThat(outcome.succeeded()).as(outcome.toString()).isTrue();
        return new Seen(
                outcome.exitCode(),
                outcome.fuel(),
                Files.readString(request.streams().stdout()));
    }

    private Seen run(Program program, RunRequest request) throws Exception {
        return seen(new Execution(request).run(program), request);
    }

    private static Program compiled(RealPrograms.Case diary) throws Exception {
        if (!COMPILED.containsKey(diary.name())) {
            COMPILED.put(diary.name(), Program.compiled(Files.readAllBytes(diary.module())));
        }
        return COMPILED.get(diary.name());
    }

    @AfterAll
    static void forget() {
        COMPILED.clear();
    }

    private RunRequest request(RealPrograms.Case diary, String name) throws Exception {
        return diary.request(Files.createDirectory(directory.resolve(name)));
    }

    @ParameterizedTest
    @MethodSource("org.souk.runtime.RealPrograms#diaries")
    void everyRunIsTheSame(RealPrograms.Case diary) throws Exception {
        Program program = compiled(diary);
        Set<Seen> seen = new HashSet<>();

        for (int i = 0; i < RUNS; i++) {
            seen.add(run(program, request(diary, "run" + i)));
        }

        assertThat(seen).hasSize(1);
        assertThat(seen.iterator().next().output()).contains("2026-01-01T00:00:00");
    }

    @ParameterizedTest
    @MethodSource("org.souk.runtime.RealPrograms#diaries")
    void interpreterSeesTheSameTime(RealPrograms.Case diary) throws Exception {
        Program interpreted = Program.interpreted(Files.readAllBytes(diary.module()));

        assertThat(run(interpreted, request(diary, "interpreted")))
                .isEqualTo(run(compiled(diary), request(diary, "compiled")));
    }

    @ParameterizedTest
    @MethodSource("org.souk.runtime.RealPrograms#diaries")
    void clockStartsAtTheTimeOfTheTerms(RealPrograms.Case diary) throws Exception {
        Instant start = Instant.parse("2031-05-06T07:08:09Z");

        Seen seen = run(compiled(diary), request(diary, "later").startingAt(start));

        assertThat(seen.output()).contains("2031-05-06T07:08:09").doesNotContain("2026-01-01");
    }

    @ParameterizedTest
    @MethodSource("org.souk.runtime.RealPrograms#diaries")
    void runThatGoesOnFromASnapshotSeesTheSameTime(RealPrograms.Case diary) throws Exception {
        Program program = compiled(diary);
        Seen whole = run(program, request(diary, "whole"));
        int saved = 0;
        long slices = 1 + whole.fuel() / SLICE;
        for (long slice = 1; slice <= slices; slice += Math.max(1, slices / MOST_SAVED)) {
            RunRequest request = request(diary, "slice" + slice).savedWith(SnapshotKey.random());
            Path file = directory.resolve("snapshot" + slice);
            Execution left = new Execution(request);
            SnapshotResult[] result = new SnapshotResult[1];
            left.order(SnapshotOrder.to(file).afterSlices(slice), got -> result[0] = got);
            assertThat(seen(left.run(program), request))
                    .as("saved in slice " + slice)
                    .isEqualTo(whole);
            if (result[0] instanceof SnapshotResult.Taken) {
                saved++;
                assertThat(run(program, request.from(file)))
                        .as("restored in slice " + slice)
                        .isEqualTo(whole);
            }
            left.orderNoMore();
        }
        assertThat(saved).isGreaterThanOrEqualTo(3);
    }
}
