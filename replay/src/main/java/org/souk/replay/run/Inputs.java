package org.souk.replay.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.client.MarketRefused;
import org.souk.client.MarketUnreachable;
import org.souk.client.content.ContentCache;
import org.souk.core.replay.RunEnd;
import org.souk.core.replay.RunTerms;
import org.souk.ipfs.BlockMissing;
import org.souk.ipfs.Cid;
import org.souk.ipfs.InvalidCid;
import org.souk.ipfs.InvalidContent;
import org.souk.ipfs.StorageFull;
import org.souk.runtime.Mount;

/** What a task reads, in the cache as long as this is open. */
public final class Inputs implements AutoCloseable {
    private final List<ContentCache.Pinned> pinned = new ArrayList<>();
    private final List<Mount> mounts = new ArrayList<>();
    private String moduleKey;
    private Path module;
    private Optional<Path> stdin = Optional.empty();

    private Inputs() {}

    /**
     * Gets everything that a run reads.
     *
     * @throws RunFailed when something is not to be had
     */
    public static Inputs of(RunTerms terms, ContentCache cache) throws RunFailed, InterruptedException {
        Inputs inputs = new Inputs();
        try {
            inputs.moduleKey = terms.program().module();
            inputs.module = inputs.pin("module", inputs.moduleKey, cache);
            if (terms.content().stdin().isPresent()) {
                inputs.stdin =
                        Optional.of(inputs.pin("stdin", terms.content().stdin().get(), cache));
            }
            for (RunTerms.Input file : terms.content().inputs()) {
                inputs.mounts.add(Mount.readOnly(inputs.pin("input " + file.path(), file.cid(), cache), file.path()));
            }
            return inputs;
        } catch (RunFailed | InterruptedException | RuntimeException e) {
            inputs.close();
            throw e;
        }
    }

    private Path pin(String what, String cid, ContentCache cache) throws RunFailed, InterruptedException {
        try {
            ContentCache.Pinned content = cache.pin(Cid.parse(cid));
            pinned.add(content);
            return content.path();
        } catch (InvalidCid e) {
            throw new RunFailed(RunEnd.INPUT_UNAVAILABLE, what + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new RunFailed(blame(e), what + ": " + e.getMessage(), e);
        }
    }

    /** A node is at fault for its disk and its connection, not for what the market does not have or gives wrongly. */
    private static RunEnd blame(IOException e) {
        if (e instanceof MarketRefused refused) {
            return refused.isPassing() || refused.status() == 401 ? RunEnd.NODE_FAULT : RunEnd.INPUT_UNAVAILABLE;
        }
        if (e instanceof MarketUnreachable || e instanceof StorageFull) {
            return RunEnd.NODE_FAULT;
        }
        boolean bad = e instanceof InvalidContent || e instanceof BlockMissing;
        return bad ? RunEnd.INPUT_UNAVAILABLE : RunEnd.NODE_FAULT;
    }

    public Path module() {
        return module;
    }

    /** What workers know it by: its CID. */
    public String moduleKey() {
        return moduleKey;
    }

    public Optional<Path> stdin() {
        return stdin;
    }

    public List<Mount> mounts() {
        return mounts;
    }

    @Override
    public void close() {
        pinned.forEach(ContentCache.Pinned::close);
    }
}
