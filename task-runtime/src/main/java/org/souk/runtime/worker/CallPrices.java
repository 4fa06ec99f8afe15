package org.souk.runtime.worker;

import java.util.Map;
import org.souk.runtime.module.Metering;
import org.souk.runtime.moving.Migratable;
import org.souk.runtime.wasi.Errno;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.HostFunction;
import run.endive.runtime.Instance;
import run.endive.wasm.types.Export;
import run.endive.wasm.types.ExportSection;
import run.endive.wasm.types.ExternalType;

/**
 * What the calls of the host cost in fuel, beside the {@code call} itself: some for the call, more where it goes to the
 * disk, and 1 for each 2 bytes that it brings or takes. The price depends on the call, its arguments and its answer
 * alone, so that a replay pays the same. It is taken off the module's fuel when the call is answered; the module looks
 * at its fuel before each call. A call that is left in its middle, since the program is taken away, costs nothing then
 * and its price when it is answered.
 */
final class CallPrices {

    /** What costs no more than going to the host and back. */
    private static final long LIGHT = 200;

    private static final long FILE = 1_000;
    private static final long PATH = 5_000;
    private static final long DISK = 50_000;
    private static final long SUBSCRIPTION = 20;
    private static final int MAX_SUBSCRIPTIONS = 1024;
    private static final int BYTES_PER_FUEL = 2;

    /** The calls that cost more than a light one. */
    private static final Map<String, Long> PRICES = Map.ofEntries(
            Map.entry("args_get", FILE),
            Map.entry("environ_get", FILE),
            Map.entry("fd_allocate", FILE),
            Map.entry("fd_close", FILE),
            Map.entry("fd_filestat_get", FILE),
            Map.entry("fd_filestat_set_size", FILE),
            Map.entry("fd_filestat_set_times", FILE),
            Map.entry("fd_pread", FILE),
            Map.entry("fd_pwrite", FILE),
            Map.entry("fd_read", FILE),
            Map.entry("fd_readdir", PATH),
            Map.entry("fd_renumber", FILE),
            Map.entry("fd_write", FILE),
            Map.entry("path_create_directory", PATH),
            Map.entry("path_filestat_get", PATH),
            Map.entry("path_filestat_set_times", PATH),
            Map.entry("path_link", PATH),
            Map.entry("path_open", PATH),
            Map.entry("path_readlink", PATH),
            Map.entry("path_remove_directory", PATH),
            Map.entry("path_rename", PATH),
            Map.entry("path_symlink", PATH),
            Map.entry("path_unlink_file", PATH),
            Map.entry("fd_datasync", DISK),
            Map.entry("fd_sync", DISK));

    /** Where a call answers how many bytes it moved: the argument that points there. */
    private static final Map<String, Integer> MOVED =
            Map.of("fd_read", 3, "fd_write", 3, "fd_pread", 4, "fd_pwrite", 4, "fd_readdir", 4);

    private static final String STATE = Migratable.STATE;

    private Instance instance;
    private GlobalInstance fuel;
    private GlobalInstance state;

    /** The same function, which charges its price to the metered module that calls it. */
    HostFunction priced(HostFunction function) {
        String name = function.name();
        return new HostFunction(function.module(), name, function.functionType(), (caller, arguments) -> {
            long[] answer = function.handle().apply(caller, arguments);
            charge(caller, name, arguments, answer);
            return answer;
        });
    }

    private void charge(Instance caller, String name, long[] arguments, long[] answer) {
        if (caller != instance) {
            instance = caller;
            fuel = caller.exports().global(Metering.FUEL);
            state = exports(caller, STATE) ? caller.exports().global(STATE) : null;
        }
        if (state == null || state.getValue() == 0) {
            fuel.setValue(fuel.getValue() - priceOf(caller, name, arguments, answer[0] == Errno.SUCCESS.number()));
        }
    }

    private static boolean exports(Instance instance, String name) {
        ExportSection exports = instance.module().exportSection();
        for (int i = 0; i < exports.exportCount(); i++) {
            Export export = exports.getExport(i);
            if (export.exportType() == ExternalType.GLOBAL && export.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static long priceOf(Instance caller, String name, long[] arguments, boolean succeeded) {
        long price = PRICES.getOrDefault(name, LIGHT);
        if (name.equals("poll_oneoff")) {
            return price + SUBSCRIPTION * Math.min(arguments[2] & 0xFFFF_FFFFL, MAX_SUBSCRIPTIONS);
        }
        if (!succeeded) {
            return price;
        }
        long bytes = 0;
        if (name.equals("random_get")) {
            bytes = arguments[1];
        } else if (MOVED.containsKey(name)) {
            bytes = caller.memory().readInt((int) arguments[MOVED.get(name)]);
        }
        return price + (bytes & 0xFFFF_FFFFL) / BYTES_PER_FUEL;
    }
}
