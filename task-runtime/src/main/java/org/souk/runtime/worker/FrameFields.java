package org.souk.runtime.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
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
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.SnapshotKey;

/** How the larger fields of {@link Frame}s are written and read. */
final class FrameFields {
    private FrameFields() {}

    static void writeResult(DataOutputStream out, SnapshotResult result) throws IOException {
        result.match(taken -> writeTaken(out, taken), failed -> writeFailed(out, failed));
    }

    private static Void writeTaken(DataOutputStream out, SnapshotResult.Taken taken) throws IOException {
        out.writeBoolean(true);
        out.writeLong(taken.fuel());
        out.writeLong(taken.wall().toNanos());
        out.writeLong(taken.bytes());
        out.writeLong(taken.addedBytes());
        out.writeInt(taken.records());
        out.writeLong(taken.memoryBytes());
        out.writeLong(taken.took().toNanos());
        return null;
    }

    private static Void writeFailed(DataOutputStream out, SnapshotResult.Failed failed) throws IOException {
        out.writeBoolean(false);
        writeText(out, failed.reason());
        return null;
    }

    static SnapshotResult readResult(DataInputStream in) throws IOException {
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

    static void writeRequest(DataOutputStream out, RunRequest request) throws IOException {
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

    static RunRequest readRequest(DataInputStream in) throws IOException {
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

    static void writeOutcome(DataOutputStream out, RunOutcome outcome) throws IOException {
        writeText(out, outcome.ending().name());
        out.writeInt(outcome.exitCode());
        writeText(out, outcome.detail());
        out.writeLong(outcome.fuel());
        out.writeLong(outcome.wall().toNanos());
        out.writeLong(outcome.peakMemoryBytes());
        out.writeBoolean(outcome.storageRefused());
    }

    static RunOutcome readOutcome(DataInputStream in) throws IOException {
        return new RunOutcome(
                Ending.valueOf(readText(in)),
                in.readInt(),
                readText(in),
                in.readLong(),
                Duration.ofNanos(in.readLong()),
                in.readLong(),
                in.readBoolean());
    }

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
