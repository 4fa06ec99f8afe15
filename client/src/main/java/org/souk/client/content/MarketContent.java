package org.souk.client.content;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.souk.client.MarketClient;
import org.souk.client.Retry;
import org.souk.client.file.Folders;
import org.souk.ipfs.CarLimits;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.FileBlockStore;
import org.souk.protocol.rest.StoredFile;

/**
 * The market's store of content. What is uploaded is named here first, and the market's name for it must be the same.
 * Calls that fail for a passing reason are repeated.
 */
public final class MarketContent implements ContentSource {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final MarketClient market;
    private final Path scratch;
    private final Retry retry;

    /** @param scratch an existing folder for temporary files */
    public MarketContent(MarketClient market, Path scratch) {
        this(market, scratch, new Retry(PATIENCE));
    }

    /** As the other, with another patience. */
    public MarketContent(MarketClient market, Path scratch, Retry retry) {
        this.market = market;
        this.scratch = scratch;
        this.retry = retry;
    }

    @Override
    public void fetch(Cid cid, CarReceiver receiver) throws IOException, InterruptedException {
        retry.call(() -> {
            market.downloadCar(cid, receiver::receive);
            return cid;
        });
    }

    /** A use of content that was fetched and verified. */
    @FunctionalInterface
    public interface Use {
        void of(ContentStore store, Cid cid) throws IOException;
    }

    /** Fetches content, verifies all of it and hands it over. */
    public void read(Cid cid, Use use) throws IOException, InterruptedException {
        Path work = Files.createDirectories(scratch.resolve("read-" + UUID.randomUUID()));
        try (FileBlockStore blocks = FileBlockStore.open(work, Long.MAX_VALUE)) {
            ContentStore store = new ContentStore(blocks);
            fetch(cid, car -> store.importCar(cid, car, CarLimits.ofBytes(Long.MAX_VALUE)));
            use.of(store, cid);
        } finally {
            Folders.delete(work);
        }
    }

    /** Stores a file, or a folder with everything in it, and answers with its CID and size. */
    public StoredFile upload(Path fileOrFolder) throws IOException, InterruptedException {
        Cid cid = HashOnly.cidOf(fileOrFolder);
        StoredFile stored = Files.isDirectory(fileOrFolder)
                ? uploadFolder(cid, fileOrFolder)
                : retry.call(() -> market.upload(fileOrFolder));
        if (!stored.cid().equals(cid.toString())) {
            throw new IOException("the market stored " + fileOrFolder.getFileName() + " as " + stored.cid()
                    + ", but its content is " + cid);
        }
        return new StoredFile(stored.cid(), Folders.bytes(fileOrFolder));
    }

    private StoredFile uploadFolder(Cid cid, Path folder) throws IOException, InterruptedException {
        Path work = Files.createDirectories(scratch.resolve("car-" + UUID.randomUUID()));
        try (FileBlockStore blocks = FileBlockStore.open(work, Long.MAX_VALUE)) {
            ContentStore store = new ContentStore(blocks);
            store.add(folder);
            Path car = work.resolve("content.car");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(car))) {
                store.exportCar(cid, out);
            }
            return retry.call(() -> market.uploadCar(car));
        } finally {
            Folders.delete(work);
        }
    }
}
