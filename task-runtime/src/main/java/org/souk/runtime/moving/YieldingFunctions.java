package org.souk.runtime.moving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.souk.runtime.module.BinaryReader;
import org.souk.runtime.module.FunctionType;
import org.souk.runtime.module.Instructions;
import org.souk.runtime.module.Op;
import org.souk.runtime.module.Refused;

/** Which functions may come to a place where the program can be suspended: those from which a call leads to one. */
final class YieldingFunctions {

    private final MeteredModule module;
    private final boolean[] yields;
    private final Set<FunctionType> indirectly = new HashSet<>();

    /** The functions that call a function, and those that call any function of a type that a table may hold. */
    private final List<Set<Integer>> callers = new ArrayList<>();

    private final Map<FunctionType, Set<Integer>> indirectCallers = new HashMap<>();
    private final Set<Integer> inTables;
    private boolean tablesChange;

    private YieldingFunctions(MeteredModule module) {
        this.module = module;
        this.yields = new boolean[module.functions()];
        this.inTables = new HashSet<>(module.referencedFunctions());
    }

    /** @param points the imported functions in which a program can be suspended */
    static YieldingFunctions of(MeteredModule module, Set<String> points) throws Refused {
        YieldingFunctions functions = new YieldingFunctions(module);
        functions.readCalls();
        functions.spreadFrom(points);
        return functions;
    }

    private void readCalls() throws Refused {
        for (int i = 0; i < module.functions(); i++) {
            callers.add(new HashSet<>());
        }
        for (int function = module.imports(); function < module.functions(); function++) {
            BinaryReader body = module.body(function);
            MeteredModule.readLocals(body);
            Instructions at = new Instructions(body);
            while (!at.atEnd()) {
                at.next();
                switch (at.opcode()) {
                    case Op.CALL -> callers.get(at.immediate()).add(function);
                    case Op.CALL_INDIRECT ->
                        indirectCallers
                                .computeIfAbsent(module.type(at.immediate()), type -> new HashSet<>())
                                .add(function);
                    case Op.REF_FUNC -> inTables.add(at.immediate());
                    case Op.TABLE_SET, Op.TABLE_INIT, Op.TABLE_COPY, Op.TABLE_FILL -> tablesChange = true;
                    default -> {}
                }
            }
        }
    }

    private void spreadFrom(Set<String> points) {
        Deque<Integer> found = new ArrayDeque<>();
        for (int function = 0; function < module.imports(); function++) {
            if (points.contains(module.importedName(function))) {
                add(function, found);
            }
        }
        while (!found.isEmpty()) {
            int function = found.remove();
            callers.get(function).forEach(caller -> add(caller, found));
            FunctionType type = module.functionType(function);
            if (inTables.contains(function) && indirectly.add(type)) {
                indirectCallers.getOrDefault(type, Set.of()).forEach(caller -> add(caller, found));
            }
        }
    }

    private void add(int function, Deque<Integer> found) {
        if (!yields[function]) {
            yields[function] = true;
            found.add(function);
        }
    }

    /** Whether an entry of a table may become another one while the program runs. */
    boolean tablesChange() {
        return tablesChange;
    }

    boolean function(int index) {
        return yields[index];
    }

    /** Whether an indirect call of this type may yield. */
    boolean indirectly(FunctionType type) {
        return indirectly.contains(type);
    }
}
