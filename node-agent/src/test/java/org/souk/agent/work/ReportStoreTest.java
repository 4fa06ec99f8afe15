package org.souk.agent.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.protocol.node.AgentFrame.Ended;

class ReportStoreTest {
    @TempDir
    Path folder;

    private static Ended report(String task, int attempt) {
        return new Ended(task, attempt, "SUCCESS", "", 0, 42, 7, 65536, List.of(), "bafy", null);
    }

    @Test
    void reportSurvivesTheEndOfTheProcess() throws IOException {
        ReportStore.open(folder).save(report("t-1", 2));

        assertThat(ReportStore.open(folder).all()).containsExactly(report("t-1", 2));
    }

    @Test
    void acknowledgedReportIsGoneForGood() throws IOException {
        ReportStore store = ReportStore.open(folder);
        store.save(report("t-1", 1));
        store.save(report("t-2", 1));

        store.forget(new AttemptId("t-1", 1));

        assertThat(store.all()).containsExactly(report("t-2", 1));
        assertThat(ReportStore.open(folder).all()).containsExactly(report("t-2", 1));
    }

    @Test
    void reportThatWasBeingWrittenIsDroppedAndHarmsNoOther() throws IOException {
        ReportStore.open(folder).save(report("t-1", 1));
        Files.writeString(folder.resolve("t-2.1.json.new"), "{\"type\":\"ended\",\"task\":\"t-2\"");
        Files.writeString(folder.resolve("t-3.1.json"), "{\"type\":\"ended\",\"ta");

        assertThat(ReportStore.open(folder).all()).containsExactly(report("t-1", 1));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void laterReportOnTheSameAttemptTakesItsPlace() throws IOException {
        ReportStore store = ReportStore.open(folder);
        store.save(report("t-1", 1));
        Ended again = new Ended("t-1", 1, "NODE_FAULT", "again", -1, 0, 0, 0, List.of(), null, null);

        store.save(again);

        assertThat(ReportStore.open(folder).all()).containsExactly(again);
    }

    @Test
    void reportIsKeptInMemoryWhenTheDiskFails() throws IOException {
        ReportStore store = ReportStore.open(folder.resolve("reports"));
        Files.delete(folder.resolve("reports"));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> store.save(report("t-1", 1)))
                .isInstanceOf(IOException.class);

        assertThat(store.all()).containsExactly(report("t-1", 1));
    }
}
