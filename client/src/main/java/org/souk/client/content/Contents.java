package org.souk.client.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.souk.client.MarketClient;
import org.souk.client.Retry;
import org.souk.client.file.Folders;
import org.souk.ipfs.Cid;
import org.souk.protocol.rest.OutputBody;

/**
 * Content on its way to the market and back; every byte is checked against its CID. Calls that fail for a passing reason
 * are repeated for 30 seconds. Needs room for temporary files, which are deleted when this is closed. For one thread.
 */
public final class Contents implements AutoCloseable {
    private final Path scratch;
    private final MarketContent market;

    /** @param client of whoever uploads and downloads */
    public Contents(MarketClient client) throws IOException {
        scratch = Files.createTempDirectory("souk-");
        market = new MarketContent(client, scratch, new Retry(Duration.ofSeconds(30)));
    }

    /**
     * Stores a file or folder and answers with its CID.
     *
     * @throws NoSuchFileException when it does not exist
     */
    public String upload(Path file) throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "it does not exist");
        }
        return market.upload(file).cid();
    }

    /** Writes a file's content to a stream, and flushes it. Content that is not what its CID says is not written. */
    public void copyTo(String cid, OutputStream out) throws IOException, InterruptedException {
        market.read(Cid.parse(cid), (store, content) -> store.copyTo(content, out));
        out.flush();
    }

    /**
     * Saves outputs below a folder, each at its own path, and answers with their places in the same order. Files that are
     * there are replaced.
     *
     * @throws FileAlreadyExistsException when there is a folder in the place of an output
     * @throws IOException when an output's path leads out of the folder
     */
    public List<Path> save(List<OutputBody> outputs, Path folder) throws IOException, InterruptedException {
        List<Path> saved = new ArrayList<>();
        for (OutputBody output : outputs) {
            Path target = folder.resolve(output.path().substring(1)).normalize();
            if (!target.startsWith(folder.normalize())) {
                throw new IOException("the output '" + output.path() + "' would leave " + folder);
            }
            if (Files.isDirectory(target)) {
                throw new FileAlreadyExistsException(
                        target.toString(), null, "there is a folder in the place of an output");
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
