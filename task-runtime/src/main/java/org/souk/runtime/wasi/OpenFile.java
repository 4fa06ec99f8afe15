package org.souk.runtime.wasi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.souk.runtime.wasi.FileTree.Place;

/** A regular file that one or more descriptors have open. It knows what its growth costs. */
final class OpenFile {

    /** Beyond it, offsets are absurd, and sums of offsets and lengths could overflow. */
    private static final long MAX_SIZE = 1L << 50;

    private final FileChannel channel;
    private final StorageQuota quota;
    private final FileJournal journal;
    private final FileTimes times;
    private Place place;
    private boolean deleted;

    OpenFile(Place place, FileChannel channel, StorageQuota quota, FileJournal journal, FileTimes times) {
        this.place = place;
        this.channel = channel;
        this.quota = quota;
        this.journal = journal;
        this.times = times;
    }

    Place place() {
        return place;
    }

    /** It has another name now. */
    void moved(Place to) {
        place = to;
    }

    FileChannel channel() {
        return channel;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Reads up to the buffer's length; 0 at the end. */
    int read(byte[] buffer, long position) throws IOException {
        if (position > MAX_SIZE) {
            return 0;
        }
        ByteBuffer target = ByteBuffer.wrap(buffer);
        long at = position;
        while (target.hasRemaining()) {
            int count = channel.read(target, at);
            if (count < 0) {
                break;
            }
            at += count;
        }
        return target.position();
    }

    /** Writes it, or as much of it as the quota allows, and says how much that was. */
    int write(byte[] bytes, long position) throws IOException, CallFailed {
        if (position > MAX_SIZE) {
            throw new CallFailed(Errno.FBIG);
        }
        long size = channel.size();
        long growth = Math.max(0, position + bytes.length - size);
        int allowed = bytes.length;
        if (growth > 0) {
            long gap = Math.max(0, position - size);
            if (gap > 0) {
                quota.take(gap);
            }
            allowed = (int) (bytes.length - (growth - gap) + quota.takeUpTo(growth - gap));
        }
        changes(Math.min(position, size), position + allowed);
        ByteBuffer source = ByteBuffer.wrap(bytes, 0, allowed);
        long at = position;
        while (source.hasRemaining()) {
            at += channel.write(source, at);
        }
        return allowed;
    }

    void resize(long size) throws IOException, CallFailed {
        if (size < 0) {
            throw new CallFailed(Errno.INVAL);
        }
        if (size > MAX_SIZE) {
            throw new CallFailed(Errno.FBIG);
        }
        long old = channel.size();
        if (size > old) {
            quota.take(size - old);
        }
        changes(Math.min(size, old), Math.max(size, old));
        if (size > old) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        } else {
            channel.truncate(size);
            quota.giveBack(old - size);
        }
    }

    private void changes(long from, long to) {
        if (!deleted) {
            journal.changed(place.host(), from, to);
            times.modified(place);
        }
    }

    void force(boolean metadata) throws IOException {
        channel.force(metadata);
    }

    /** The file has no name any more; its space is given back when it is closed. */
    void markDeleted() {
        deleted = true;
    }

    boolean isDeleted() {
        return deleted;
    }

    void close() throws IOException {
        if (deleted) {
            quota.giveBack(channel.size());
        }
        channel.close();
    }
}
