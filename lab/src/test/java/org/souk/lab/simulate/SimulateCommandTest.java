package org.souk.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.souk.lab.Lab;
import org.souk.protocol.json.Json;

class SimulateCommandTest {
    private static final Path LUBLIN = Path.of("data/lublin-256.swf.gz");

    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return Lab.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    }

    /** Figures of an independent implementation: mean and 95th percentile of the bounded slowdown, mean wait in s. */
    @Test
    void peersAgreeWithAnIndependentImplementation() throws IOException {
        assertPeer(HeadOfQueue.fcfs(), 22278, 134178, 1278524);
        assertPeer(HeadOfQueue.sjf(), 30.6, 178, 284734);
        assertPeer(new EasyBackfilling(), 118, 680, 24744);
    }

    private static void assertPeer(Policy policy, double mean, double p95, double wait) throws IOException {
        Workload workload = SwfReader.read(LUBLIN).compressed(0.04);
        PolicyReport report = SimulateCommand.replay(workload, policy, 0);
        Percentage tolerance = Percentage.withPercentage(2);
        assertThat(report.meanBoundedSlowdown()).isCloseTo(mean, tolerance);
        assertThat(report.p95BoundedSlowdown()).isCloseTo(p95, tolerance);
        assertThat(report.meanWaitSeconds()).isCloseTo(wait, tolerance);
    }

    @Test
    void jsonHasTheseFieldsInThisOrder() {
        PolicyReport figures = new PolicyReport(1.5, 2, 3, 0.5, 100, 7, 0.25, 0, 0.1);
        assertThat(Json.write(new SimulationReport("t.swf", 10, 4, Map.of("fcfs", figures))))
                .isEqualTo("{\"trace\":\"t.swf\",\"jobs\":10,\"processors\":4,\"policies\":{\"fcfs\":{"
                        + "\"meanBoundedSlowdown\":1.5,\"p95BoundedSlowdown\":2.0,\"meanWaitSeconds\":3.0,"
                        + "\"utilization\":0.5,\"makespanSeconds\":100.0,\"deadlinesAccepted\":7,"
                        + "\"deadlineMissRatio\":0.25,\"preemptions\":0,\"wallSeconds\":0.1}}}");
    }

    @Test
    void unknownPolicyIsNamedWithThoseThatThereAre() {
        assertThat(run("simulate", "--trace", LUBLIN.toString(), "--policy", "fcfs,lottery"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("there is no 'lottery'").contains("fcfs, sjf, easy, edf");
    }

    @Test
    void optionsThatMakeNoSenseAreUsageErrors() {
        assertThat(run("simulate", "--trace", LUBLIN.toString(), "--compress", "0"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("--compress must be above 0");
        assertThat(run("simulate", "--trace", LUBLIN.toString(), "--deadlines", "7:9:8"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("LO <= HI");
        assertThat(run("simulate", "--trace", LUBLIN.toString(), "--preemption-cost", "-1"))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("--preemption-cost must be from 0");
    }

    @Test
    void missingTraceIsNamed() {
        assertThat(run("simulate", "--trace", "absent.swf")).isEqualTo(1);
        assertThat(errors.toString()).contains("there is no file absent.swf");
    }
}
