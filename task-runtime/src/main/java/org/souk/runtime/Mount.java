package org.souk.runtime;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A host file or directory that the task sees at a guest path.
 *
 * @param host an existing file or directory on this machine; symbolic links inside it are never followed
 * @param guest an absolute guest path such as {@code /in/data.csv}, without {@code .} or {@code ..}
 * @param access whether the task may change it; only directories can be mounted {@link Access#READ_WRITE}
 */
public record Mount(Path host, String guest, Access access) {

    /** What the task may do with what is mounted. */
    public enum Access {
        READ_ONLY,
        READ_WRITE
    }

    /**
     * Checks the guest path.
     *
     * @throws IllegalArgumentException if the guest path is not absolute, is {@code /} or has an empty, {@code .} or
     *     {@code ..} segment
     */
    public Mount {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(access, "access");
        if (!guest.startsWith("/") || guest.length() < 2 || guest.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("guest: must be an absolute path below /, but is '" + guest + "'");
        }
        for (String segment : guest.substring(1).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException(
                        "guest: must have no empty, '.' or '..' segment, but is '" + guest + "'");
            }
        }
    }

    /** A file or directory that the task can read. */
    public static Mount readOnly(Path host, String guest) {
        return new Mount(host, guest, Access.READ_ONLY);
    }

    /** A directory that the task can read and change. */
    public static Mount readWrite(Path host, String guest) {
        return new Mount(host, guest, Access.READ_WRITE);
    }
}
