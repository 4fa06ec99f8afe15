package org.souk.runtime.wasi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.souk.runtime.Mount;
import org.souk.runtime.snapshot.SnapshotRefused;

/**
 * The files that a task sees: the root directory and what is mounted over it. A guest path is resolved name by name on
 * the guest's side, so {@code ..} cannot leave the root, and no symbolic link is ever followed, so neither can a name.
 */
final class FileTree {

    /** What every file system allows, in bytes. */
    private static final int MAX_NAME = 255;

    /** Of a path from the root, in bytes: half of what Linux allows, so that it does not matter where the root is. */
    static final int MAX_PATH = 2048;

    /**
     * A place in the tree.
     *
     * @param guest the names from the root; none for the root itself
     * @param host the file or directory behind it, which need not exist
     * @param writable whether the task may change it
     */
    record Place(List<String> guest, Path host, boolean writable) {

        /** The place to which a relative path leads from here; an empty one leads to itself. */
        Place below(Path relative) {
            List<String> names = new ArrayList<>(guest);
            if (!relative.toString().isEmpty()) {
                relative.forEach(name -> names.add(name.toString()));
            }
            return new Place(List.copyOf(names), host.resolve(relative), writable);
        }

        /** The same number on every machine. */
        long inode() {
            long hash = 0xcbf29ce484222325L;
            for (String name : guest) {
                hash = (hash ^ '/') * 0x100000001b3L;
                for (int i = 0; i < name.length(); i++) {
                    hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
                }
            }
            return hash & Long.MAX_VALUE;
        }
    }

    private record MountPoint(List<String> guest, Path host, boolean writable) {}

    private final List<MountPoint> mounts = new ArrayList<>();

    /**
     * A tree.
     *
     * @throws IOException if the root or what is to be mounted is missing, or a file is to be mounted writable
     */
    FileTree(Path root, List<Mount> mounted) throws IOException {
        mounts.add(new MountPoint(List.of(), realDirectory(root), true));
        for (Mount mount : mounted) {
            boolean writable = mount.access() == Mount.Access.READ_WRITE;
            Path host = writable ? realDirectory(mount.host()) : mount.host().toRealPath();
            mounts.add(new MountPoint(List.of(mount.guest().substring(1).split("/")), host, writable));
        }
    }

    private static Path realDirectory(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new IOException(directory + " is not a directory");
        }
        return real;
    }

    /** Resolves a path from a directory. All but its last name must be directories. */
    Place resolve(List<String> directory, String path) throws CallFailed {
        if (path.isEmpty()) {
            throw new CallFailed(Errno.NOENT);
        }
        if (path.startsWith("/")) {
            throw new CallFailed(Errno.NOTCAPABLE);
        }
        List<String> names = new ArrayList<>(directory);
        String[] parts = path.split("/");
        boolean wantsDirectory = path.endsWith("/");
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                if (names.isEmpty()) {
                    throw new CallFailed(Errno.NOTCAPABLE);
                }
                names.remove(names.size() - 1);
                continue;
            }
            if (bytes(part) > MAX_NAME) {
                throw new CallFailed(Errno.NAMETOOLONG);
            }
            if (part.indexOf('\0') >= 0) {
                throw new CallFailed(Errno.INVAL);
            }
            names.add(part);
            if (i < parts.length - 1) {
                requireDirectory(at(names));
            }
        }
        if (bytes(String.join("/", names)) > MAX_PATH) {
            throw new CallFailed(Errno.NAMETOOLONG);
        }
        Place place = at(names);
        if (wantsDirectory && exists(place)) {
            requireDirectory(place);
        }
        return place;
    }

    /**
     * Whether all that is below a directory could be reached where it is to be. Else it could be neither saved nor deleted.
     */
    void requireRoomFor(Place directory, Place to) throws CallFailed, IOException {
        int[] longest = {0};
        Path top = directory.host();
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return visitFile(folder, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                longest[0] = Math.max(longest[0], bytes(top.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
        if (bytes(String.join("/", to.guest())) + 1 + longest[0] > MAX_PATH) {
            throw new CallFailed(Errno.NAMETOOLONG);
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The place with these names, whether or not there is something. */
    Place at(List<String> names) throws CallFailed {
        MountPoint nearest = mounts.get(0);
        for (MountPoint mount : mounts) {
            if (mount.guest.size() >= nearest.guest.size() && startsWith(names, mount.guest)) {
                nearest = mount;
            }
        }
        try {
            Path host = nearest.host;
            for (String name : names.subList(nearest.guest.size(), names.size())) {
                host = host.resolve(name);
            }
            return new Place(List.copyOf(names), host, nearest.writable);
        } catch (InvalidPathException e) {
            throw new CallFailed(Errno.ILSEQ);
        }
    }

    /** The root and the writable mounts on the host, in their order. */
    List<Path> writable() {
        return mounts.stream()
                .filter(MountPoint::writable)
                .map(MountPoint::host)
                .toList();
    }

    /** The names in a path from the root that a snapshot has; empty for the root itself. */
    static List<String> names(String path) throws SnapshotRefused {
        if (path.isEmpty()) {
            return List.of();
        }
        List<String> names = List.of(path.split("/", -1));
        for (String name : names) {
            if (name.isEmpty()
                    || name.equals(".")
                    || name.equals("..")
                    || name.length() > MAX_NAME
                    || name.indexOf('\0') >= 0) {
                throw new SnapshotRefused("has a wrong path: " + path);
            }
        }
        return names;
    }

    private static boolean startsWith(List<String> names, List<String> prefix) {
        return names.size() >= prefix.size() && names.subList(0, prefix.size()).equals(prefix);
    }

    /** What is there; empty for a directory that exists only because something is mounted below it. */
    Optional<BasicFileAttributes> attributes(Place place) throws CallFailed {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(place.host, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isOther()) {
                throw new CallFailed(Errno.NOTSUP);
            }
            return Optional.of(attributes);
        } catch (NoSuchFileException e) {
            if (leadsToMount(place)) {
                return Optional.empty();
            }
            throw new CallFailed(Errno.NOENT);
        } catch (IOException e) {
            throw new CallFailed(Errno.NOENT);
        }
    }

    boolean exists(Place place) {
        return Files.exists(place.host, LinkOption.NOFOLLOW_LINKS) || leadsToMount(place);
    }

    /** Whether something is mounted at the place or below it; such a place cannot be moved or removed. */
    boolean leadsToMount(Place place) {
        for (MountPoint mount : mounts) {
            if (startsWith(mount.guest, place.guest)) {
                return true;
            }
        }
        return false;
    }

    private void requireDirectory(Place place) throws CallFailed {
        Optional<BasicFileAttributes> attributes = attributes(place);
        if (attributes.isPresent() && attributes.get().isSymbolicLink()) {
            throw new CallFailed(Errno.LOOP);
        }
        if (attributes.isPresent() && !attributes.get().isDirectory()) {
            throw new CallFailed(Errno.NOTDIR);
        }
    }

    /** The names in a directory in their order, each with what is there. */
    SortedMap<String, Place> list(List<String> directory) throws CallFailed {
        SortedMap<String, Place> entries = new TreeMap<>();
        Place place = at(directory);
        if (Files.isDirectory(place.host, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(place.host)) {
                for (Path child : children) {
                    add(entries, directory, child.getFileName().toString());
                }
            } catch (DirectoryIteratorException e) {
                throw new UncheckedIOException(e.getCause());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        for (MountPoint mount : mounts) {
            if (mount.guest.size() > directory.size() && startsWith(mount.guest, directory)) {
                add(entries, directory, mount.guest.get(directory.size()));
            }
        }
        return entries;
    }

    private void add(SortedMap<String, Place> entries, List<String> directory, String name) throws CallFailed {
        List<String> names = new ArrayList<>(directory);
        names.add(name);
        entries.put(name, at(names));
    }
}
