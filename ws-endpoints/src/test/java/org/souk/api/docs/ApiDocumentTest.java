package org.souk.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Holds the published document to the code. It is a file, since the server's own scanner does not understand records
 * and would describe every body as an empty object.
 */
class ApiDocumentTest {
    private static final Path PUBLISHED = Path.of("src/main/resources/META-INF/openapi.json");

    /** To publish a change: {@code mvn test -pl ws-endpoints -Dtest=ApiDocumentTest -Dsouk.openapi.write=true}. */
    @Test
    void thePublishedDocumentIsWhatTheCodeDoes() throws IOException {
        String built = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(new ApiDocument().build())
                + "\n";
        if (Boolean.getBoolean("souk.openapi.write")) {
            Files.writeString(PUBLISHED, built);
        }
        assertThat(Files.readString(PUBLISHED)).isEqualTo(built);
    }
}
