package org.souk.runtime.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.souk.runtime.wasi.SystemInterface;
import run.endive.runtime.HostFunction;
import run.endive.runtime.WasmFunctionHandle;

/**
 * The functions of the system interface as an instance imports them. A program that arrives piece by piece gets another
 * system interface with each piece and keeps its instance.
 */
final class SystemFunctions {

    private final CallPrices prices = new CallPrices();
    private final Map<String, Rebound> functions = new HashMap<>();

    private static final class Rebound {
        private WasmFunctionHandle present;
    }

    /** From now on calls go to this one. */
    void bind(SystemInterface system) {
        for (HostFunction function : system.functions()) {
            functions.computeIfAbsent(function.name(), name -> new Rebound()).present = function.handle();
        }
    }

    /** To import, when something is bound; each charges its price. */
    List<HostFunction> of(SystemInterface system) {
        List<HostFunction> imports = new ArrayList<>();
        for (HostFunction function : system.functions()) {
            Rebound rebound = functions.get(function.name());
            imports.add(prices.priced(new HostFunction(
                    function.module(),
                    function.name(),
                    function.functionType(),
                    (caller, arguments) -> rebound.present.apply(caller, arguments))));
        }
        return imports;
    }
}
