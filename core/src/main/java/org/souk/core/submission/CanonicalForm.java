package org.souk.core.submission;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Fields in a fixed order as bytes that only these fields have: each is its name and its value, both behind their lengths.
 * What is absent, empty or false leaves no trace, so that a field which is added later changes nothing where it is not
 * used.
 */
final class CanonicalForm {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    CanonicalForm text(String name, String value) {
        return field(name, utf8(value));
    }

    CanonicalForm text(String name, Optional<String> value) {
        value.ifPresent(present -> text(name, present));
        return this;
    }

    CanonicalForm number(String name, long value) {
        return field(name, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    /** Nothing unless it is set. */
    CanonicalForm flag(String name, boolean value) {
        return value ? field(name, new byte[] {1}) : this;
    }

    CanonicalForm time(String name, Instant value) {
        return field(name, moment(value.getEpochSecond(), value.getNano()));
    }

    CanonicalForm duration(String name, Duration value) {
        return field(name, moment(value.getSeconds(), value.getNano()));
    }

    /** In their order, which counts. */
    CanonicalForm texts(String name, List<String> values) {
        return items(name, values.stream().map(CanonicalForm::utf8).toList());
    }

    /** Sorted, for a set has no order. */
    CanonicalForm texts(String name, Set<String> values) {
        return texts(name, values.stream().sorted().toList());
    }

    /** Sorted by key. */
    CanonicalForm texts(String name, Map<String, String> values) {
        return parts(
                name,
                new TreeMap<>(values)
                        .entrySet().stream()
                                .map(entry -> new CanonicalForm()
                                        .text("key", entry.getKey())
                                        .text("value", entry.getValue()))
                                .toList());
    }

    CanonicalForm part(String name, CanonicalForm value) {
        return value.bytes.size() == 0 ? this : field(name, value.toBytes());
    }

    /** In their order, which counts. */
    CanonicalForm parts(String name, List<CanonicalForm> values) {
        return items(name, values.stream().map(CanonicalForm::toBytes).toList());
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private CanonicalForm items(String name, List<byte[]> values) {
        if (values.isEmpty()) {
            return this;
        }
        CanonicalForm items = new CanonicalForm();
        values.forEach(items::item);
        return field(name, items.toBytes());
    }

    private CanonicalForm field(String name, byte[] value) {
        item(utf8(name));
        item(value);
        return this;
    }

    private void item(byte[] value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
        bytes.writeBytes(value);
    }

    private static byte[] moment(long seconds, int nanos) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(seconds)
                .putInt(nanos)
                .array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
