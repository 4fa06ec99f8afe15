package org.souk.lab.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads one direction of a WebSocket connection (RFC 6455): the handshake as it is, then message by message. */
final class MessageReader {
    private static final int LONGEST = 16 << 20;
    private static final int LONGEST_HANDSHAKE = 64 << 10;
    private static final int FIN = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int TEXT = 1;
    private static final int CONTROL = 8;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MASK = 4;

    private final DataInputStream in;
    private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private boolean isText;

    MessageReader(InputStream in) {
        this.in = new DataInputStream(new BufferedInputStream(in));
    }

    /** The request or response that opens the connection, with the empty line. */
    byte[] handshake() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ended = 0;
        while (ended < 4) {
            int next = in.readUnsignedByte();
            head.write(next);
            // \r\n\r\n
            ended = next == (ended % 2 == 0 ? '\r' : '\n') ? ended + 1 : next == '\r' ? 1 : 0;
            if (head.size() > LONGEST_HANDSHAKE) {
                throw new ProtocolException("the handshake is too long");
            }
        }
        return head.toByteArray();
    }

    /** Waits for the next one; empty at the end of the connection. */
    Optional<Message> next() throws IOException {
        while (true) {
            int first;
            try {
                first = in.readUnsignedByte();
            } catch (EOFException e) {
                return Optional.empty();
            }
            int opcode = first & OPCODE;
            if (opcode >= CONTROL) {
                ByteArrayOutputStream frame = new ByteArrayOutputStream();
                frame(first, frame, new ByteArrayOutputStream());
                return Optional.of(new Message(frame.toByteArray(), null));
            }
            isText = opcode == TEXT || opcode == 0 && isText;
            frame(first, raw, payload);
            if ((first & FIN) != 0) {
                return Optional.of(whole());
            }
        }
    }

    private Message whole() {
        Message message = new Message(raw.toByteArray(), isText ? payload.toString(StandardCharsets.UTF_8) : null);
        raw.reset();
        payload.reset();
        return message;
    }

    /** Copies one frame after its first byte, and what it carries without the mask. */
    private void frame(int first, ByteArrayOutputStream wire, ByteArrayOutputStream carried) throws IOException {
        int second = in.readUnsignedByte();
        wire.write(first);
        wire.write(second);
        long length = second & LENGTH;
        if (length == TWO_BYTES) {
            length = number(2, wire);
        } else if (length == EIGHT_BYTES) {
            length = number(8, wire);
        }
        if (length < 0 || length + payload.size() > LONGEST) {
            throw new ProtocolException("a message is too long");
        }
        byte[] mask = new byte[MASK];
        if ((second & MASKED) != 0) {
            in.readFully(mask);
            wire.write(mask);
        }
        byte[] content = new byte[(int) length];
        in.readFully(content);
        wire.write(content);
        for (int i = 0; i < content.length; i++) {
            carried.write(content[i] ^ mask[i % MASK]);
        }
    }

    private long number(int bytes, ByteArrayOutputStream wire) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.readUnsignedByte();
            wire.write(next);
            number = number << 8 | next;
        }
        return number;
    }
}
