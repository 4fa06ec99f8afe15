package org.souk.lab.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    private static final String SHAKE = "GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n";

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    @Test
    void handshakeEndsWithTheEmptyLine() throws IOException {
        wire.writeBytes(SHAKE.getBytes(UTF_8));
        wire.writeBytes(Wire.frame(true, 1, "hello"));
        MessageReader reader = reader();

        assertThat(new String(reader.handshake(), UTF_8)).isEqualTo(SHAKE);
        assertThat(reader.next()).map(Message::text).contains("hello");
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void maskIsTakenOffTheTextAndKeptOnTheWire() throws IOException {
        byte[] frame = Wire.masked("für Souk");
        wire.writeBytes(frame);

        Message message = reader().next().orElseThrow();

        assertThat(message.text()).isEqualTo("für Souk");
        assertThat(message.raw()).isEqualTo(frame);
    }

    @Test
    void fragmentsAreOneMessageAndControlFramesBetweenThemComeFirst() throws IOException {
        byte[] first = Wire.frame(false, 1, "one ");
        byte[] ping = Wire.frame(true, 9, "?");
        byte[] rest = Wire.frame(true, 0, "two");
        wire.writeBytes(first);
        wire.writeBytes(ping);
        wire.writeBytes(rest);
        MessageReader reader = reader();

        Message control = reader.next().orElseThrow();
        Message message = reader.next().orElseThrow();

        assertThat(control.isText()).isFalse();
        assertThat(control.raw()).isEqualTo(ping);
        assertThat(message.text()).isEqualTo("one two");
        assertThat(message.raw()).startsWith(first).endsWith(rest).hasSize(first.length + rest.length);
    }

    @Test
    void longMessagesHaveTheirLengthInMoreBytes() throws IOException {
        String medium = "m".repeat(60_000);
        String large = "l".repeat(70_000);
        wire.writeBytes(Wire.frame(true, 1, medium));
        wire.writeBytes(Wire.frame(true, 1, large));
        MessageReader reader = reader();

        assertThat(reader.next()).map(Message::text).contains(medium);
        assertThat(reader.next()).map(Message::text).contains(large);
    }

    @Test
    void bytesAreNoText() throws IOException {
        wire.writeBytes(Wire.frame(true, 2, "bytes"));

        assertThat(reader().next()).map(Message::isText).contains(false);
    }

    @Test
    void connectionThatEndsWithinAFrameIsBroken() {
        wire.writeBytes(Wire.frame(true, 1, "hello"));
        byte[] all = wire.toByteArray();
        MessageReader reader = new MessageReader(new ByteArrayInputStream(all, 0, all.length - 1));

        assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
    }

    private MessageReader reader() {
        return new MessageReader(new ByteArrayInputStream(wire.toByteArray()));
    }

    @Test
    void nothingIsTheEnd() throws IOException {
        assertThat(reader().next()).isEqualTo(Optional.empty());
    }
}
