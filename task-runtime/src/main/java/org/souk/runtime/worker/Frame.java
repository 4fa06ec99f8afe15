package org.souk.runtime.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.Packing;

/**
 * What parent and worker say to each other. On the wire: the length of the rest as four bytes, one byte for the kind,
 * then the fields in their order. Both ends are of one build, so there is no version.
 */
sealed interface Frame {

    /** A frame larger than this means that the stream is not one of frames. */
    int MAX_LENGTH = 16 << 20;

    /** Its number on the wire, and how it is read there. */
    Kind kind();

    /** Writes the fields, as its {@link #kind} reads them. */
    void writeFields(DataOutputStream out) throws IOException;

    /** From the parent to the worker. */
    sealed interface Order extends Frame {
        /** Has this kind of order carried out. */
        void giveTo(Orders taker) throws IOException;
    }

    /** From the worker to the parent. */
    sealed interface Report extends Frame {
        /** Has this kind of report taken in. */
        void giveTo(Reports taker) throws IOException;
    }

    /** Carries out every kind of order: who implements this knows all of them, or does not compile. */
    interface Orders {
        void run(Run order) throws IOException;

        void preload(Preload order) throws IOException;

        void cancel(Cancel order) throws IOException;

        void suspend(Suspend order) throws IOException;

        void resume(Resume order) throws IOException;

        void save(Save order) throws IOException;

        void arrived(Arrived order) throws IOException;
    }

    /** Takes in every kind of report: who implements this knows all of them, or does not compile. */
    interface Reports {
        void ready(Ready report) throws IOException;

        void progress(Progress report) throws IOException;

        void outcome(Outcome report) throws IOException;

        void preloaded(Preloaded report) throws IOException;

        void saved(Saved report) throws IOException;
    }

    /** The kinds in the order of their numbers on the wire. */
    enum Kind {
        READY(in -> new Ready()),
        RUN(in -> new Run(in.readLong(), FrameFields.readRequest(in), in.readBoolean())),
        PRELOAD(in -> new Preload(in.readLong(), Path.of(FrameFields.readText(in)), FrameFields.readText(in))),
        CANCEL(in -> new Cancel(in.readLong())),
        PROGRESS(in -> new Progress(
                in.readLong(),
                new RunProgress(
                        in.readLong(),
                        Duration.ofNanos(in.readLong()),
                        in.readLong(),
                        in.readBoolean(),
                        in.readBoolean()))),
        OUTCOME(in -> new Outcome(in.readLong(), FrameFields.readOutcome(in))),
        PRELOADED(in -> new Preloaded(in.readLong(), FrameFields.readText(in))),
        SUSPEND(in -> new Suspend(in.readLong())),
        RESUME(in -> new Resume(in.readLong())),
        SAVE(in -> new Save(
                in.readLong(),
                in.readLong(),
                new SnapshotOrder(
                        Path.of(FrameFields.readText(in)),
                        SnapshotOrder.Extent.valueOf(FrameFields.readText(in)),
                        Packing.valueOf(FrameFields.readText(in)),
                        SnapshotOrder.Then.valueOf(FrameFields.readText(in)),
                        in.readLong()))),
        SAVED(in -> new Saved(in.readLong(), in.readLong(), FrameFields.readResult(in))),
        ARRIVED(in -> new Arrived(in.readLong(), in.readLong(), in.readBoolean()));

        private final Reader reader;

        Kind(Reader reader) {
            this.reader = reader;
        }

        /** Reads the fields of a frame. */
        private interface Reader {
            Frame read(DataInputStream in) throws IOException;
        }
    }

    /** The worker can take work. */
    record Ready() implements Report {
        @Override
        public Kind kind() {
            return Kind.READY;
        }

        @Override
        public void writeFields(DataOutputStream out) {
            // There are none.
        }

        @Override
        public void giveTo(Reports taker) throws IOException {
            taker.ready(this);
        }
    }

    /** Run this; {@code run} names the run in what follows. While its snapshot still arrives it begins suspended. */
    record Run(long run, RunRequest request, boolean arriving) implements Order {
        @Override
        public Kind kind() {
            return Kind.RUN;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
            FrameFields.writeRequest(out, request);
            out.writeBoolean(arriving);
        }

        @Override
        public void giveTo(Orders taker) throws IOException {
            taker.run(this);
        }
    }

    /** Load and compile a module, so that a run of it starts at once. */
    record Preload(long run, Path module, String moduleKey) implements Order {
        @Override
        public Kind kind() {
            return Kind.PRELOAD;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
            FrameFields.writeText(out, module.toString());
            FrameFields.writeText(out, moduleKey);
        }

        @Override
        public void giveTo(Orders taker) throws IOException {
            taker.preload(this);
        }
    }

    /** End the run. */
    record Cancel(long run) implements Order {
        @Override
        public Kind kind() {
            return Kind.CANCEL;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
        }

        @Override
        public void giveTo(Orders taker) throws IOException {
            taker.cancel(this);
        }
    }

    /** The run goes on, or has come to stand. */
    record Progress(long run, RunProgress progress) implements Report {
        @Override
        public Kind kind() {
            return Kind.PROGRESS;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
            out.writeLong(progress.fuel());
            out.writeLong(progress.wall().toNanos());
            out.writeLong(progress.memoryBytes());
            out.writeBoolean(progress.suspended());
            out.writeBoolean(progress.movable());
        }

        @Override
        public void giveTo(Reports taker) throws IOException {
            taker.progress(this);
        }
    }

    /** The run ended. */
    record Outcome(long run, RunOutcome outcome) implements Report {
        @Override
        public Kind kind() {
            return Kind.OUTCOME;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
            FrameFields.writeOutcome(out, outcome);
        }

        @Override
        public void giveTo(Reports taker) throws IOException {
            taker.outcome(this);
        }
    }

    /** The module is loaded, or was refused for this reason. */
    record Preloaded(long run, String refusal) implements Report {
        @Override
        public Kind kind() {
            return Kind.PRELOADED;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
            FrameFields.writeText(out, refusal);
        }

        @Override
        public void giveTo(Reports taker) throws IOException {
            taker.preloaded(this);
        }
    }

    /** Let the run stand still. */
    record Suspend(long run) implements Order {
        @Override
        public Kind kind() {
            return Kind.SUSPEND;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
        }

        @Override
        public void giveTo(Orders taker) throws IOException {
            taker.suspend(this);
        }
    }

    /** Let a suspended run go on. */
    record Resume(long run) implements Order {
        @Override
        public Kind kind() {
            return Kind.RESUME;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
        }

        @Override
        public void giveTo(Orders taker) throws IOException {
            taker.resume(this);
        }
    }

    /** Save the run. */
    record Save(long run, long order, SnapshotOrder what) implements Order {
        @Override
        public Kind kind() {
            return Kind.SAVE;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
            out.writeLong(order);
            FrameFields.writeText(out, what.file().toString());
            FrameFields.writeText(out, what.extent().name());
            FrameFields.writeText(out, what.packing().name());
            FrameFields.writeText(out, what.then().name());
            out.writeLong(what.afterSlices());
        }

        @Override
        public void giveTo(Orders taker) throws IOException {
            taker.save(this);
        }
    }

    /** What came of an order to save the run. */
    record Saved(long run, long order, SnapshotResult result) implements Report {
        @Override
        public Kind kind() {
            return Kind.SAVED;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
            out.writeLong(order);
            FrameFields.writeResult(out, result);
        }

        @Override
        public void giveTo(Reports taker) throws IOException {
            taker.saved(this);
        }
    }

    /** So much of the run's snapshot is there. */
    record Arrived(long run, long bytes, boolean complete) implements Order {
        @Override
        public Kind kind() {
            return Kind.ARRIVED;
        }

        @Override
        public void writeFields(DataOutputStream out) throws IOException {
            out.writeLong(run);
            out.writeLong(bytes);
            out.writeBoolean(complete);
        }

        @Override
        public void giveTo(Orders taker) throws IOException {
            taker.arrived(this);
        }
    }

    /** Writes the frame and flushes. */
    default void writeTo(DataOutputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(kind().ordinal());
        writeFields(out);
        stream.writeInt(bytes.size());
        bytes.writeTo(stream);
        stream.flush();
    }

    /**
     * Reads one order.
     *
     * @throws EOFException if the other end is gone
     * @throws IOException if the stream is not one of orders
     */
    static Order readOrder(DataInputStream stream) throws IOException {
        Frame frame = read(stream);
        if (frame instanceof Order order) {
            return order;
        }
        throw new IOException("a parent must not send " + frame);
    }

    /**
     * Reads one report.
     *
     * @throws EOFException if the other end is gone
     * @throws IOException if the stream is not one of reports
     */
    static Report readReport(DataInputStream stream) throws IOException {
        Frame frame = read(stream);
        if (frame instanceof Report report) {
            return report;
        }
        throw new IOException("a worker must not send " + frame);
    }

    private static Frame read(DataInputStream stream) throws IOException {
        int length = stream.readInt();
        if (length < 1 || length > MAX_LENGTH) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the stream ended inside a frame");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int kind = in.readUnsignedByte();
        if (kind >= Kind.values().length) {
            throw new IOException("a frame of kind " + kind);
        }
        return Kind.values()[kind].reader.read(in);
    }
}
