package org.souk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.MemoryBlockStore;
import org.souk.it.harness.Reply;
import org.souk.it.harness.Repository;
import org.souk.it.harness.Run;

/** {@code ./souk demo --json}: what it prints is a promise to scripts, and what it leaves can be checked. */
class DemoIT {
    @TempDir
    Path folder;

    @Test
    void demoRunsEverythingAndTellsWhatItCost() throws IOException {
        Run run = Run.of(
                        Repository.souk(
                                Map.of(),
                                "demo",
                                "--json",
                                "--home",
                                folder.resolve("demo").toString()),
                        "")
                .ok();

        JsonNode story = new Reply("demo", 200, null, run.out().getBytes(UTF_8)).json();
        assertThat(story.path("nodes").asInt()).isEqualTo(2);
        assertThat(story.path("tasks").asInt()).isPositive();
        assertThat(story.path("completed")).isEqualTo(story.path("tasks"));
        assertThat(story.path("ledgerSum").asLong(-1)).isZero();
        assertThat(story.path("fuel").asLong()).isPositive();
        assertThat(story.path("chargedMicros").asLong())
                .isPositive()
                .isEqualTo(story.path("paidMicros").asLong()
                        + story.path("feeMicros").asLong());
        assertThat(story.path("readySeconds").asDouble()).isPositive();
        assertThat(story.path("elapsedSeconds").asDouble())
                .isGreaterThan(story.path("readySeconds").asDouble());

        List<Path> pictures = new ArrayList<>();
        for (JsonNode output : story.path("outputs")) {
            byte[] content = Files.readAllBytes(Path.of(output.path("path").asText()));
            assertThat(output.path("sha256").asText()).isEqualTo(sha256(content));
            assertThat(output.path("cid").asText()).isEqualTo(cid(content));
            assertThat(output.path("task").asText()).isNotBlank();
            if (output.path("path").asText().endsWith(".png")) {
                pictures.add(Path.of(output.path("path").asText()));
            }
        }
        assertThat(pictures).isNotEmpty();
        for (Path picture : pictures) {
            assertThat(ImageIO.read(picture.toFile()).getWidth())
                    .as("%s", picture)
                    .isGreaterThan(100);
        }
    }

    private static String cid(byte[] content) throws IOException {
        return new ContentStore(new MemoryBlockStore())
                .add(new ByteArrayInputStream(content))
                .toString();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
