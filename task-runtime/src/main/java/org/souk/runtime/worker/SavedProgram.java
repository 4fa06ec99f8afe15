package org.souk.runtime.worker;

import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.Instance;
import run.endive.runtime.TableInstance;
import run.endive.wasm.types.MutabilityType;

/** The state of an instance in a snapshot: its variables, its tables, and which segments it has dropped. */
final class SavedProgram {

    private static final int NULL = -1;
    private static final int MAX_GLOBALS = 1_000_000;
    private static final int MAX_SEGMENTS = 1_000_000;

    private final Instance instance;
    private final int maxTableEntries;

    SavedProgram(Instance instance, int maxTableEntries) {
        this.instance = instance;
        this.maxTableEntries = maxTableEntries;
    }

    void saveTo(StateWriter state) {
        state.number(instance.globalCount());
        for (int i = 0; i < instance.globalCount(); i++) {
            GlobalInstance global = instance.global(i);
            if (global.getMutabilityType() == MutabilityType.Var) {
                state.large(global.getValueLow()).large(global.getValueHigh());
            }
        }
        state.number(instance.tableCount());
        for (int i = 0; i < instance.tableCount(); i++) {
            TableInstance table = instance.table(i);
            state.number(table.size());
            for (int entry = 0; entry < table.size(); entry++) {
                state.number(table.ref(entry));
            }
        }
        int data = dataSegments();
        state.number(data);
        for (int i = 0; i < data; i++) {
            state.flag(instance.dataSegmentData(i).length == 0);
        }
        state.number(instance.elementCount());
        for (int i = 0; i < instance.elementCount(); i++) {
            state.flag(instance.element(i) == null);
        }
    }

    /** Puts the state into an instance that has just been made of the same module. */
    void restoreFrom(StateReader state) throws SnapshotRefused {
        require(state.number("variables", 0, MAX_GLOBALS) == instance.globalCount(), "variables");
        for (int i = 0; i < instance.globalCount(); i++) {
            GlobalInstance global = instance.global(i);
            if (global.getMutabilityType() == MutabilityType.Var) {
                long low = state.large("variable");
                long high = state.large("variable");
                require(!global.getType().isReference() || isReference(low), "references");
                global.setValueLow(low);
                global.setValueHigh(high);
            }
        }
        require(state.number("tables", 0, MAX_SEGMENTS) == instance.tableCount(), "tables");
        for (int i = 0; i < instance.tableCount(); i++) {
            restoreTable(state, instance.table(i));
        }
        require(state.number("data segments", 0, MAX_SEGMENTS) == dataSegments(), "data segments");
        for (int i = 0; i < dataSegments(); i++) {
            if (state.flag("data segment")) {
                instance.dropDataSegment(i);
            }
        }
        require(state.number("element segments", 0, MAX_SEGMENTS) == instance.elementCount(), "element segments");
        for (int i = 0; i < instance.elementCount(); i++) {
            if (state.flag("element segment")) {
                instance.setElement(i, null);
            }
        }
    }

    private void restoreTable(StateReader state, TableInstance table) throws SnapshotRefused {
        int size = state.count("table", maxTableEntries, 4);
        if (size < table.size() || size > table.size() && table.grow(size - table.size(), NULL, instance) < 0) {
            throw new SnapshotRefused("has a table of " + size + " entries, which the module does not allow");
        }
        for (int entry = 0; entry < size; entry++) {
            int reference = state.number("entry of a table");
            require(isReference(reference), "references");
            table.setRef(entry, reference, reference == NULL ? null : instance);
        }
    }

    /** The host gives no references of its own, so that each that is not null is one to a function of the module. */
    boolean isReference(long value) {
        return value == NULL || value >= 0 && value < instance.functionCount();
    }

    private int dataSegments() {
        return instance.module().dataSection().dataSegmentCount();
    }

    private static void require(boolean fits, String what) throws SnapshotRefused {
        if (!fits) {
            throw new SnapshotRefused("has other " + what + " than the module");
        }
    }
}
