package org.souk.runtime.module;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Locals in which the parameters of blocks go in, so that no block has any: Endive 1.0.0, compiled as well as
 * interpreted, leaves values behind where a jump to a block with parameters finds more on the stack than it takes.
 *
 * <p>All blocks of a function share these locals. They are written just before a block begins and read first in it.
 */
final class BlockParameters {

    private final List<Integer> types = new ArrayList<>();
    private int first;

    /** Makes room for a block's parameters. */
    void need(FunctionType block) {
        for (int type : block.parameters()) {
            int missing = Collections.frequency(block.parameters(), type) - Collections.frequency(types, type);
            types.addAll(Collections.nCopies(Math.max(missing, 0), type));
        }
    }

    /** The groups in which the locals are declared: one of each, behind one for a condition; none if not needed. */
    int groups() {
        return types.isEmpty() ? 0 : types.size() + 1;
    }

    /** Declares the locals, of which this is the first. */
    void declare(int index, BinaryWriter out) {
        first = index;
        if (!types.isEmpty()) {
            out.unsigned(1).octets(Op.I32);
            types.forEach(type -> out.unsigned(1).octets(type));
        }
    }

    /** Moves the operands of these types into the locals, from below a condition if there is one, which stays. */
    void save(List<Integer> parameters, boolean condition, BinaryWriter out) {
        if (parameters.isEmpty()) {
            return;
        }
        if (condition) {
            out.octets(Op.LOCAL_SET).unsigned(first);
        }
        List<Integer> locals = locals(parameters);
        for (int i = locals.size() - 1; i >= 0; i--) {
            out.octets(Op.LOCAL_SET).unsigned(locals.get(i));
        }
        if (condition) {
            out.octets(Op.LOCAL_GET).unsigned(first);
        }
    }

    /** Puts the values back onto the stack. */
    void load(List<Integer> parameters, BinaryWriter out) {
        locals(parameters).forEach(local -> out.octets(Op.LOCAL_GET).unsigned(local));
    }

    /** Writes what a jump to a loop takes into the locals as well, and leaves the stack as it is. */
    void carry(List<Integer> parameters, boolean condition, BinaryWriter out) {
        if (parameters.isEmpty()) {
            return;
        }
        if (condition) {
            out.octets(Op.LOCAL_SET).unsigned(first);
        }
        save(parameters, false, out);
        load(parameters, out);
        if (condition) {
            out.octets(Op.LOCAL_GET).unsigned(first);
        }
    }

    private List<Integer> locals(List<Integer> parameters) {
        List<Integer> locals = new ArrayList<>();
        for (int type : parameters) {
            int place = types.indexOf(type);
            while (locals.contains(first + 1 + place)) {
                place++;
                while (types.get(place) != type) {
                    place++;
                }
            }
            locals.add(first + 1 + place);
        }
        return locals;
    }
}
