package org.souk.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.souk.agent.content.MarketContent;
import org.souk.agent.home.Folders;
import org.souk.agent.market.MarketClient;
import org.souk.agent.market.Retry;
import org.souk.ipfs.Cid;
import org.souk.protocol.rest.OutputBody;

/** Content on its way to the market and back; every byte is checked against its CID. */
public final class Contents implements AutoCloseable {
    private final Path scratch;
    private final MarketContent market;

    public Contents(MarketClient client) throws IOException {
        scratch = Files.createTempDirectory("souk-");
        market = new MarketContent(client, scratch, new Retry(Duration.ofSeconds(30)));
    }

    /** Stores a file or folder and answers with its CID. */
    public String upload(Path file) throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            throw new Failure(file + " does not exist");
        }
        return market.upload(file).cid();
    }

    void print(String cid, OutputStream out) throws IOException, InterruptedException {
        market.read(Cid.parse(cid), (store, content) -> store.copyTo(content, out));
        out.flush();
    }

    /** Saves outputs below a folder, each at its own path, and answers with their places. */
    public List<Path> save(List<OutputBody> outputs, Path folder) throws IOException, InterruptedException {
        List<Path> saved = new java.util.ArrayList<>();
        for (OutputBody output : outputs) {
            Path target = folder.resolve(output.path().substring(1)).normalize();
            if (!target.startsWith(folder.normalize())) {
                throw new Failure("the output '" + output.path() + "' would leave " + folder);
            }
            if (Files.isDirectory(target)) {
                throw new Failure(target + " exists; choose another --output-dir");
            }
            Files.createDirectories(target.toAbsolutePath().getParent());
            market.read(Cid.parse(output.cid()), (store, content) -> {
                Files.deleteIfExists(target);
                store.extract(content, target, Long.MAX_VALUE);
            });
            saved.add(target);
        }
        return saved;
    }

    @Override
    public void close() throws IOException {
        Folders.delete(scratch);
    }
}
