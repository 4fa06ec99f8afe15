package org.souk.agent.work;

import java.io.IOException;
import java.nio.file.Path;
import org.souk.client.content.ContentCache;
import org.souk.client.content.MarketContent;
import org.souk.replay.run.RunFolders;

/** What attempts share. */
public record AgentContext(ContentCache cache, MarketContent market, WorkerPool pool, RunFolders folders) {
    /** A workplace whose runs have their folders in {@code runs}; what an agent before this one left there is deleted. */
    public static AgentContext in(Path runs, ContentCache cache, MarketContent market, WorkerPool pool)
            throws IOException {
        return new AgentContext(cache, market, pool, new RunFolders(runs));
    }
}
