package org.souk.runtime.moving;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.souk.runtime.module.FunctionType;
import org.souk.runtime.module.Op;

/** A piece of a function's code: one instruction, or one that has others in it. */
sealed interface Node {

    /** In how many places in there the program can be suspended. */
    int points();

    /** Calls one of the two, so that no reader can forget what else a piece may be. */
    void match(Consumer<Instruction> instruction, Consumer<Construct> construct);

    /**
     * An instruction without others in it.
     *
     * @param from where its first byte is in the module; one that was made up has none
     * @param to just behind its last byte
     * @param immediate see {@link org.souk.runtime.module.Instructions#immediate}
     * @param second the second immediate of a {@code call_indirect}, its table
     * @param targets the labels of a {@code br_table}
     */
    record Instruction(int opcode, int from, int to, int immediate, int second, int[] targets, int points)
            implements Node {

        @Override
        public void match(Consumer<Instruction> instruction, Consumer<Construct> construct) {
            instruction.accept(this);
        }

        /** A call that was not in the module. */
        static Instruction call(int function, boolean yields) {
            return new Instruction(Op.CALL, 0, 0, function, 0, new int[0], yields ? 1 : 0);
        }

        /** Whether what follows cannot be reached from here. */
        boolean leaves() {
            return opcode == Op.BR || opcode == Op.BR_TABLE || opcode == Op.RETURN || opcode == Op.UNREACHABLE;
        }
    }

    /** A {@code block}, {@code loop} or {@code if}, or the whole body, which is a block. Code that nothing reaches is left out. */
    final class Construct implements Node {
        private final int opcode;
        private final FunctionType type;
        private final List<Node> body = new ArrayList<>();
        private final List<Node> otherwise = new ArrayList<>();
        private boolean hasElse;
        private int points;

        Construct(int opcode, FunctionType type) {
            this.opcode = opcode;
            this.type = type;
        }

        int opcode() {
            return opcode;
        }

        FunctionType type() {
            return type;
        }

        List<Node> body() {
            return body;
        }

        List<Node> otherwise() {
            return otherwise;
        }

        void beginElse() {
            hasElse = true;
        }

        boolean hasElse() {
            return hasElse;
        }

        void add(Node node) {
            (hasElse ? otherwise : body).add(node);
            points += node.points();
        }

        @Override
        public int points() {
            return points;
        }

        @Override
        public void match(Consumer<Instruction> instruction, Consumer<Construct> construct) {
            construct.accept(this);
        }
    }
}
