package org.souk.runtime.worker;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.runtime.Ending;
import org.souk.runtime.Mount;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.Packing;
import org.souk.runtime.snapshot.SnapshotKey;

/**
 * What parent and worker say to each other. On the wire: the length of the rest as four bytes, one byte for the kind,
 * then the fields in their order. Both ends are of one build, so there is no version.
 */
sealed interface Frame {

    /** A frame larger than this means that the stream is not one of frames. */
    int MAX_LENGTH = 16 << 20;

    /** The worker can take work. */
    record Ready() implements Frame {}

    /** Run this; {@code run} names the run in what follows. While its snapshot still arrives it begins suspended. */
    record Run(long run, RunRequest request, boolean arriving) implements Frame {}

    /** So much of the run's snapshot is there. */
    record Arrived(long run, long bytes, boolean complete) implements Frame {}

    /** Load and compile a module, so that a run of it starts at once. */
    record Preload(long run, Path module, String moduleKey) implements Frame {}

    /** End the run. */
    record Cancel(long run) implements Frame {}

    /** Let the run stand still. */
    record Suspend(long run) implements Frame {}

    /** Let a suspended run go on. */
    record Resume(long run) implements Frame {}

    /** Save the run. */
    record Save(long run, long order, SnapshotOrder what) implements Frame {}

    /** What came of an order to save the run. */
    record Saved(long run, long order, SnapshotResult result) implements Frame {}

    /** The run goes on, or has come to stand. */
    record Progress(long run, RunProgress progress) implements Frame {}

    /** The run ended. */
    record Outcome(long run, RunOutcome outcome) implements Frame {}

    /** The module is loaded, or was refused for this reason. */
    record Preloaded(long run, String refusal) implements Frame {}

    /** Writes the frame and flushes. */
    default void writeTo(DataOutputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        encode(new DataOutputStream(bytes));
        stream.writeInt(bytes.size());
        bytes.writeTo(stream);
        stream.flush();
    }

    private void encode(DataOutputStream out) throws IOException {
        if (this instanceof Ready) {
            out.writeByte(0);
        } else if (this instanceof Run frame) {
            out.writeByte(1);
            out.writeLong(frame.run);
            out.writeBoolean(frame.arriving);
            writeRequest(out, frame.request);
        } else if (this instanceof Preload frame) {
            out.writeByte(2);
            out.writeLong(frame.run);
            writeText(out, frame.module.toString());
            writeText(out, frame.moduleKey);
        } else if (this instanceof Cancel frame) {
            out.writeByte(3);
            out.writeLong(frame.run);
        } else if (this instanceof Progress frame) {
            out.writeByte(4);
            out.writeLong(frame.run);
            out.writeLong(frame.progress.fuel());
            out.writeLong(frame.progress.wall().toNanos());
            out.writeLong(frame.progress.memoryBytes());
            out.writeBoolean(frame.progress.suspended());
            out.writeBoolean(frame.progress.movable());
        } else if (this instanceof Outcome frame) {
            out.writeByte(5);
            out.writeLong(frame.run);
            writeOutcome(out, frame.outcome);
        } else if (this instanceof Preloaded frame) {
            out.writeByte(6);
            out.writeLong(frame.run);
            writeText(out, frame.refusal);
        } else if (this instanceof Suspend frame) {
            out.writeByte(7);
            out.writeLong(frame.run);
        } else if (this instanceof Resume frame) {
            out.writeByte(8);
            out.writeLong(frame.run);
        } else if (this instanceof Save frame) {
            out.writeByte(9);
            out.writeLong(frame.run);
            out.writeLong(frame.order);
            writeText(out, frame.what.file().toString());
            writeText(out, frame.what.extent().name());
            writeText(out, frame.what.packing().name());
            writeText(out, frame.what.then().name());
            out.writeLong(frame.what.afterSlices());
        } else if (this instanceof Saved frame) {
            out.writeByte(10);
            out.writeLong(frame.run);
            out.writeLong(frame.order);
            writeResult(out, frame.result);
        } else if (this instanceof Arrived frame) {
            out.writeByte(11);
            out.writeLong(frame.run);
            out.writeLong(frame.bytes);
            out.writeBoolean(frame.complete);
        }
    }

    /**
     * Reads one frame.
     *
     * @throws EOFException if the other end is gone
     * @throws IOException if the stream is not one of frames
     */
    static Frame readFrom(DataInputStream stream) throws IOException {
        int length = stream.readInt();
        if (length < 1 || length > MAX_LENGTH) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended inside a frame");
        }
        DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(bytes));
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 0 -> new Ready();
            case 1 -> readRun(in);
            case 2 -> new Preload(in.readLong(), Path.of(readText(in)), readText(in));
            case 3 -> new Cancel(in.readLong());
            case 4 ->
                new Progress(
                        in.readLong(),
                        new RunProgress(
                                in.readLong(),
                                Duration.ofNanos(in.readLong()),
                                in.readLong(),
                                in.readBoolean(),
                                in.readBoolean()));
            case 5 -> new Outcome(in.readLong(), readOutcome(in));
            case 6 -> new Preloaded(in.readLong(), readText(in));
            case 7 -> new Suspend(in.readLong());
            case 8 -> new Resume(in.readLong());
            case 9 ->
                new Save(
                        in.readLong(),
                        in.readLong(),
                        new SnapshotOrder(
                                Path.of(readText(in)),
                                SnapshotOrder.Extent.valueOf(readText(in)),
                                Packing.valueOf(readText(in)),
                                SnapshotOrder.Then.valueOf(readText(in)),
                                in.readLong()));
            case 10 -> new Saved(in.readLong(), in.readLong(), readResult(in));
            case 11 -> new Arrived(in.readLong(), in.readLong(), in.readBoolean());
            default -> throw new IOException("a frame of kind " + kind);
        };
    }

    private static Run readRun(DataInputStream in) throws IOException {
        long run = in.readLong();
        boolean arriving = in.readBoolean();
        return new Run(run, readRequest(in), arriving);
    }

    private static void writeResult(DataOutputStream out, SnapshotResult result) throws IOException {
        if (result instanceof SnapshotResult.Taken taken) {
            out.writeBoolean(true);
            out.writeLong(taken.fuel());
            out.writeLong(taken.wall().toNanos());
            out.writeLong(taken.bytes());
            out.writeLong(taken.addedBytes());
            out.writeInt(taken.records());
            out.writeLong(taken.memoryBytes());
            out.writeLong(taken.took().toNanos());
        } else if (result instanceof SnapshotResult.Failed failed) {
            out.writeBoolean(false);
            writeText(out, failed.reason());
        }
    }

    private static SnapshotResult readResult(DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return new SnapshotResult.Failed(readText(in));
        }
        return new SnapshotResult.Taken(
                in.readLong(),
                Duration.ofNanos(in.readLong()),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                Duration.ofNanos(in.readLong()));
    }

    private static void writeRequest(DataOutputStream out, RunRequest request) throws IOException {
        writeText(out, request.module().toString());
        writeText(out, request.moduleKey());
        out.writeInt(request.arguments().size());
        for (String argument : request.arguments()) {
            writeText(out, argument);
        }
        out.writeInt(request.environment().size());
        for (Map.Entry<String, String> variable : request.environment().entrySet()) {
            writeText(out, variable.getKey());
            writeText(out, variable.getValue());
        }
        writeText(out, request.streams().stdin().map(Path::toString).orElse(""));
        writeText(out, request.streams().stdout().toString());
        writeText(out, request.streams().stderr().toString());
        writeText(out, request.root().toString());
        out.writeInt(request.mounts().size());
        for (Mount mount : request.mounts()) {
            writeText(out, mount.host().toString());
            writeText(out, mount.guest());
            writeText(out, mount.access().name());
        }
        RunLimits limits = request.limits();
        out.writeLong(limits.memoryBytes());
        out.writeLong(limits.fuel());
        out.writeLong(limits.wall().getSeconds());
        out.writeInt(limits.wall().getNano());
        out.writeLong(limits.storageBytes());
        out.writeLong(limits.outputBytes());
        out.writeInt(limits.descriptors());
        out.writeLong(request.randomSeed());
        out.writeLong(request.clockStart().getEpochSecond());
        out.writeInt(request.clockStart().getNano());
        out.writeBoolean(request.snapshotKey().isPresent());
        if (request.snapshotKey().isPresent()) {
            out.write(request.snapshotKey().get().bytes());
        }
        writeText(out, request.snapshot().map(Path::toString).orElse(""));
    }

    private static RunRequest readRequest(DataInputStream in) throws IOException {
        Path module = Path.of(readText(in));
        String key = readText(in);
        List<String> arguments = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            arguments.add(readText(in));
        }
        Map<String, String> environment = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            environment.put(readText(in), readText(in));
        }
        String stdin = readText(in);
        RunRequest.Streams streams = new RunRequest.Streams(
                stdin.isEmpty() ? Optional.empty() : Optional.of(Path.of(stdin)),
                Path.of(readText(in)),
                Path.of(readText(in)));
        Path root = Path.of(readText(in));
        List<Mount> mounts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            mounts.add(new Mount(Path.of(readText(in)), readText(in), Mount.Access.valueOf(readText(in))));
        }
        RunLimits limits = new RunLimits(
                in.readLong(),
                in.readLong(),
                Duration.ofSeconds(in.readLong(), in.readInt()),
                in.readLong(),
                in.readLong(),
                in.readInt());
        long randomSeed = in.readLong();
        Instant clockStart = Instant.ofEpochSecond(in.readLong(), in.readInt());
        Optional<SnapshotKey> snapshotKey = Optional.empty();
        if (in.readBoolean()) {
            byte[] bytes = new byte[SnapshotKey.LENGTH];
            in.readFully(bytes);
            snapshotKey = Optional.of(SnapshotKey.of(bytes));
        }
        String snapshot = readText(in);
        return new RunRequest(
                module,
                key,
                arguments,
                environment,
                streams,
                root,
                mounts,
                limits,
                randomSeed,
                clockStart,
                snapshotKey,
                snapshot.isEmpty() ? Optional.empty() : Optional.of(Path.of(snapshot)));
    }

    private static void writeOutcome(DataOutputStream out, RunOutcome outcome) throws IOException {
        writeText(out, outcome.ending().name());
        out.writeInt(outcome.exitCode());
        writeText(out, outcome.detail());
        out.writeLong(outcome.fuel());
        out.writeLong(outcome.wall().toNanos());
        out.writeLong(outcome.peakMemoryBytes());
        out.writeBoolean(outcome.storageRefused());
    }

    private static RunOutcome readOutcome(DataInputStream in) throws IOException {
        return new RunOutcome(
                Ending.valueOf(readText(in)),
                in.readInt(),
                readText(in),
                in.readLong(),
                Duration.ofNanos(in.readLong()),
                in.readLong(),
                in.readBoolean());
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
