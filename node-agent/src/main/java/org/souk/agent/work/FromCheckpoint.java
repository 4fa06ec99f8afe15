package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import org.souk.client.MarketRefused;
import org.souk.client.content.MarketContent;
import org.souk.ipfs.BlockMissing;
import org.souk.ipfs.Cid;
import org.souk.ipfs.InvalidCid;
import org.souk.ipfs.InvalidContent;
import org.souk.protocol.node.CheckpointRef;
import org.souk.replay.run.Inputs;
import org.souk.replay.run.RunFolders;

/**
 * A program goes on where a node that was lost had it last snapshotted. Where that is not to be had it begins anew: that
 * costs this node some work, and the task nothing.
 */
record FromCheckpoint(CheckpointRef checkpoint, MarketContent market) implements StartPoint {
    private static final System.Logger LOG = System.getLogger(FromCheckpoint.class.getName());

    @Override
    public long fuel() {
        return checkpoint.fuel();
    }

    @Override
    public Optional<Path> snapshot(WorkerPool.Lease lease, Inputs inputs, RunFolders.RunFolder folder)
            throws IOException, InterruptedException {
        Path file = folder.snapshot();
        try {
            market.read(Cid.parse(checkpoint.cid()), (store, cid) -> store.extract(cid, file, checkpoint.bytes()));
            return Optional.of(file);
        } catch (MarketRefused e) {
            if (e.isPassing()) {
                throw e;
            }
            return none(e);
        } catch (InvalidCid | InvalidContent | BlockMissing e) {
            return none(e);
        }
    }

    private Optional<Path> none(Exception why) {
        LOG.log(
                Level.WARNING,
                "The checkpoint {0} is not to be had, the program begins anew: {1}",
                checkpoint.cid(),
                why);
        return Optional.empty();
    }
}
