package org.souk.agent.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.client.MarketRefused;
import org.souk.client.MarketUnreachable;
import org.souk.client.content.ContentCache;
import org.souk.ipfs.BlockMissing;
import org.souk.ipfs.Cid;
import org.souk.ipfs.InvalidCid;
import org.souk.ipfs.InvalidContent;
import org.souk.ipfs.StorageFull;
import org.souk.protocol.rest.FileBody;
import org.souk.runtime.Mount;

/** What a task reads, in the cache as long as this is open. */
final class Inputs implements AutoCloseable {
    private final List<ContentCache.Pinned> pinned = new ArrayList<>();
    private final List<Mount> mounts = new ArrayList<>();
    private String moduleKey;
    private Path module;
    private Optional<Path> stdin = Optional.empty();

    private Inputs() {}

    /**
     * Gets everything that the task reads.
     *
     * @param module CID
     * @param stdin CID, null for an empty input
     * @param files null for none
     * @throws AttemptFailed when something is not to be had
     */
    static Inputs of(String module, String stdin, List<FileBody> files, ContentCache cache)
            throws AttemptFailed, InterruptedException {
        Inputs inputs = new Inputs();
        try {
            inputs.moduleKey = module;
            inputs.module = inputs.pin("module", module, cache);
            if (stdin != null) {
                inputs.stdin = Optional.of(inputs.pin("stdin", stdin, cache));
            }
            for (FileBody file : orNone(files)) {
                inputs.mounts.add(Mount.readOnly(inputs.pin("input " + file.path(), file.cid(), cache), file.path()));
            }
            return inputs;
        } catch (AttemptFailed | InterruptedException | RuntimeException e) {
            inputs.close();
            throw e;
        }
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }

    private Path pin(String what, String cid, ContentCache cache) throws AttemptFailed, InterruptedException {
        try {
            ContentCache.Pinned content = cache.pin(Cid.parse(cid));
            pinned.add(content);
            return content.path();
        } catch (InvalidCid e) {
            throw new AttemptFailed(EndReason.INPUT_UNAVAILABLE, what + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new AttemptFailed(blame(e), what + ": " + e.getMessage(), e);
        }
    }

    /** A node is at fault for its disk and its connection, not for what the market does not have or gives wrongly. */
    private static EndReason blame(IOException e) {
        if (e instanceof MarketRefused refused) {
            return refused.isPassing() || refused.status() == 401 ? EndReason.NODE_FAULT : EndReason.INPUT_UNAVAILABLE;
        }
        if (e instanceof MarketUnreachable || e instanceof StorageFull) {
            return EndReason.NODE_FAULT;
        }
        boolean bad = e instanceof InvalidContent || e instanceof BlockMissing;
        return bad ? EndReason.INPUT_UNAVAILABLE : EndReason.NODE_FAULT;
    }

    Path module() {
        return module;
    }

    /** What workers know it by: its CID. */
    String moduleKey() {
        return moduleKey;
    }

    Optional<Path> stdin() {
        return stdin;
    }

    List<Mount> mounts() {
        return mounts;
    }

    @Override
    public void close() {
        pinned.forEach(ContentCache.Pinned::close);
    }
}
