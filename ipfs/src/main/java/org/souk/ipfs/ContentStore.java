package org.souk.ipfs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Files and folders by CID, over a store of blocks. What is added gets the CID that {@code ipfs add --cid-version=1}
 * gives it, and is in the store as a whole or not at all. Safe for use by many threads.
 *
 * <p>Besides the {@link ContentException}s named below every method throws {@link IOException} when the disk or the
 * other end of a stream fails.
 */
public final class ContentStore {
    private final BlockStore blocks;

    /** A store of content in a store of blocks. */
    public ContentStore(BlockStore blocks) {
        this.blocks = blocks;
    }

    /** {@link #add(InputStream, long)} without a limit but the store's. */
    public Cid add(InputStream content) throws IOException {
        return add(content, Long.MAX_VALUE);
    }

    /**
     * Adds a file. The stream is read to its end and not closed.
     *
     * @throws LimitExceeded when it has more than {@code maxBytes}
     * @throws StorageFull when the store has no room
     */
    public Cid add(InputStream content, long maxBytes) throws IOException {
        try (Staging staging = blocks.stage()) {
            Cid cid = new FileImport(staging).add(content, maxBytes).cid();
            staging.commit();
            return cid;
        }
    }

    /**
     * Adds a file, or a folder with everything in it.
     *
     * @throws InvalidContent when the path does not exist, or there is a symbolic link or a device in it
     * @throws LimitExceeded when a folder has too many entries to be one block, or lies too deep
     * @throws StorageFull when the store has no room
     */
    public Cid add(Path fileOrFolder) throws IOException {
        try (Staging staging = blocks.stage()) {
            Cid cid = new FolderImport(staging).add(fileOrFolder).cid();
            staging.commit();
            return cid;
        }
    }

    /**
     * Bytes of content: of the file, or of all files in the folder. It is what the content claims; reading the content
     * checks the claim.
     */
    public long size(Cid cid) throws IOException {
        return new UnixFsReader(blocks).measure(cid).bytes();
    }

    /** {@link #copyTo(Cid, OutputStream, long)} without a limit. */
    public void copyTo(Cid file, OutputStream out) throws IOException {
        copyTo(file, out, Long.MAX_VALUE);
    }

    /**
     * Writes a file's content, every block verified before it is written.
     *
     * @throws LimitExceeded when the file has more than {@code maxBytes}; nothing is written then
     * @throws InvalidContent when it is a folder or malformed
     * @throws BlockMissing when a block is not here
     * @throws BlockCorrupt when a block was found corrupt
     */
    public void copyTo(Cid file, OutputStream out, long maxBytes) throws IOException {
        new UnixFsReader(blocks).copyFile(file, out, maxBytes);
    }

    /**
     * Writes a file or folder to {@code target}, which must not exist; its parent must. When this fails, nothing is
     * there.
     *
     * @throws LimitExceeded when there are more than {@code maxBytes} or more than 100,000 files and folders
     * @throws InvalidContent when a name is unsafe or the content malformed
     * @throws StorageFull when the disk has no room
     */
    public void extract(Cid cid, Path target, long maxBytes) throws IOException {
        new Extraction(blocks, maxBytes).extract(cid, target);
    }

    /** Writes the content with all its blocks as a CAR version 1. The stream is not closed. */
    public void exportCar(Cid root, OutputStream out) throws IOException {
        CarWriter.write(root, blocks, out);
    }

    /**
     * Adds the content of a CAR version 1 with one root. The stream is read to its end and not closed.
     *
     * @return the root
     * @throws InvalidContent when the CAR is malformed or has blocks that do not belong to its root
     * @throws BlockCorrupt when a block does not have the hash of its CID
     * @throws BlockMissing when a block is neither in the CAR nor in the store
     */
    public Cid importCar(InputStream car, CarLimits limits) throws IOException {
        return importCar(new CarReader(new BufferedInputStream(car), limits));
    }

    /**
     * Adds the content of a CAR that must have this root: what one does with the answer to a request for it.
     *
     * @throws InvalidContent also when the CAR has another root
     */
    public void importCar(Cid expectedRoot, InputStream car, CarLimits limits) throws IOException {
        CarReader reader = new CarReader(new BufferedInputStream(car), limits);
        if (!reader.root().equals(expectedRoot)) {
            throw new InvalidContent("CAR has the root " + reader.root() + ", expected " + expectedRoot);
        }
        importCar(reader);
    }

    private Cid importCar(CarReader reader) throws IOException {
        try (Staging staging = blocks.stage()) {
            new CarImport(reader).into(staging, blocks);
            staging.commit();
            return reader.root();
        }
    }

    /** Whether every block of the content is here. */
    public boolean complete(Cid cid) throws IOException {
        return Dag.missing(cid, blocks).isEmpty();
    }
}
