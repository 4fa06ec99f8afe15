package org.souk.ipfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stores a file or a folder with everything in it, hidden files too, as {@code ipfs add -r -H --cid-version=1} does.
 * What IPFS could not give back as a plain file (symbolic links, devices, pipes) is refused rather than left out.
 */
final class FolderImport {
    /**
     * Kubo turns a folder into a sharded one when its names and CIDs have 256 KiB together. Souk refuses such a folder
     * (about 5,000 entries), because it would get another CID.
     */
    static final int MAX_FOLDER_BYTES = 256 * 1024;

    private final BlockSink sink;
    private final FileImport files;

    FolderImport(BlockSink sink) {
        this.sink = sink;
        this.files = new FileImport(sink);
    }

    ImportedNode add(Path path) throws IOException {
        return add(path, 0);
    }

    private ImportedNode add(Path path, int depth) throws IOException {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            try (InputStream content = Files.newInputStream(path)) {
                return files.add(content, Long.MAX_VALUE);
            }
        }
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new InvalidContent(path + " "
                    + (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                            ? "is a symbolic link or a device, which is not supported: give a file or folder"
                            : "does not exist"));
        }
        if (depth == UnixFsReader.MAX_FOLDER_DEPTH) {
            throw new LimitExceeded(path + " lies deeper than " + UnixFsReader.MAX_FOLDER_DEPTH + " folders");
        }
        return folder(path, depth);
    }

    private ImportedNode folder(Path path, int depth) throws IOException {
        List<DagPbLink> entries = new ArrayList<>();
        long contentSize = 0;
        long totalSize = 0;
        long folderBytes = 0;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                EntryName.requireSafe(name);
                folderBytes += name.getBytes(StandardCharsets.UTF_8).length + Cid.BYTE_LENGTH;
                if (folderBytes >= MAX_FOLDER_BYTES) {
                    throw new LimitExceeded("folder " + path + " has too many entries (more than " + entries.size()
                            + " with names this long): split it into smaller folders");
                }
                ImportedNode node = add(child, depth + 1);
                entries.add(node.link(name));
                contentSize += node.contentSize();
                totalSize += node.totalSize();
            }
        }
        Block block = Block.of(Codec.DAG_PB, UnixFsNode.encodeFolder(entries).encode());
        sink.put(block);
        return new ImportedNode(block.cid(), contentSize, totalSize + block.size());
    }
}
