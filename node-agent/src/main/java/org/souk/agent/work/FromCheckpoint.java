package org.souk.agent.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.souk.agent.content.MarketContent;
import org.souk.ipfs.Cid;
import org.souk.ipfs.InvalidCid;
import org.souk.protocol.node.CheckpointRef;

/** A program goes on where a node that was lost had it last snapshotted. */
record FromCheckpoint(CheckpointRef checkpoint, MarketContent market) implements Beginning {
    @Override
    public long fuel() {
        return checkpoint.fuel();
    }

    @Override
    public Optional<Path> snapshot(WorkerPool.Lease lease, Inputs inputs, RunFolders.RunFolder folder)
            throws AttemptFailed, IOException, InterruptedException {
        Path file = folder.snapshot();
        try {
            market.read(Cid.parse(checkpoint.cid()), (store, cid) -> store.extract(cid, file, checkpoint.bytes()));
            return Optional.of(file);
        } catch (InvalidCid e) {
            throw new AttemptFailed(EndReason.INPUT_UNAVAILABLE, "checkpoint: " + e.getMessage(), e);
        }
    }
}
