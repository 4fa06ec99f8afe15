package org.souk.runtime.wasi;

import java.util.Map;
import java.util.Optional;

/**
 * The names and signatures of WASI preview 1, all of which are offered. A signature has one letter for each parameter,
 * {@code i} for a 32-bit and {@code l} for a 64-bit integer, a colon, and {@code i} when there is a result, which is an
 * error number.
 */
public final class Preview1 {

    /** The name of the import module. */
    public static final String MODULE = "wasi_snapshot_preview1";

    private static final Map<String, String> SIGNATURES = Map.ofEntries(
            Map.entry("args_get", "ii:i"),
            Map.entry("args_sizes_get", "ii:i"),
            Map.entry("environ_get", "ii:i"),
            Map.entry("environ_sizes_get", "ii:i"),
            Map.entry("clock_res_get", "ii:i"),
            Map.entry("clock_time_get", "ili:i"),
            Map.entry("fd_advise", "illi:i"),
            Map.entry("fd_allocate", "ill:i"),
            Map.entry("fd_close", "i:i"),
            Map.entry("fd_datasync", "i:i"),
            Map.entry("fd_fdstat_get", "ii:i"),
            Map.entry("fd_fdstat_set_flags", "ii:i"),
            Map.entry("fd_fdstat_set_rights", "ill:i"),
            Map.entry("fd_filestat_get", "ii:i"),
            Map.entry("fd_filestat_set_size", "il:i"),
            Map.entry("fd_filestat_set_times", "illi:i"),
            Map.entry("fd_pread", "iiili:i"),
            Map.entry("fd_prestat_get", "ii:i"),
            Map.entry("fd_prestat_dir_name", "iii:i"),
            Map.entry("fd_pwrite", "iiili:i"),
            Map.entry("fd_read", "iiii:i"),
            Map.entry("fd_readdir", "iiili:i"),
            Map.entry("fd_renumber", "ii:i"),
            Map.entry("fd_seek", "ilii:i"),
            Map.entry("fd_sync", "i:i"),
            Map.entry("fd_tell", "ii:i"),
            Map.entry("fd_write", "iiii:i"),
            Map.entry("path_create_directory", "iii:i"),
            Map.entry("path_filestat_get", "iiiii:i"),
            Map.entry("path_filestat_set_times", "iiiilli:i"),
            Map.entry("path_link", "iiiiiii:i"),
            Map.entry("path_open", "iiiiillii:i"),
            Map.entry("path_readlink", "iiiiii:i"),
            Map.entry("path_remove_directory", "iii:i"),
            Map.entry("path_rename", "iiiiii:i"),
            Map.entry("path_symlink", "iiiii:i"),
            Map.entry("path_unlink_file", "iii:i"),
            Map.entry("poll_oneoff", "iiii:i"),
            Map.entry("proc_exit", "i:"),
            Map.entry("proc_raise", "i:i"),
            Map.entry("sched_yield", ":i"),
            Map.entry("random_get", "ii:i"),
            Map.entry("sock_accept", "iii:i"),
            Map.entry("sock_recv", "iiiiii:i"),
            Map.entry("sock_send", "iiiii:i"),
            Map.entry("sock_shutdown", "ii:i"));

    private Preview1() {}

    /** The signature of a function, empty if there is no such function. */
    public static Optional<String> signatureOf(String function) {
        return Optional.ofNullable(SIGNATURES.get(function));
    }
}
