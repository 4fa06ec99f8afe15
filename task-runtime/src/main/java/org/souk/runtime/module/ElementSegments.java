package org.souk.runtime.module;

import java.util.function.IntUnaryOperator;

/** The element section: what tables are filled with. */
public final class ElementSegments {

    private static final int MAX_SEGMENTS = 100_000;
    private static final int MAX_ENTRIES = 1_000_000;

    private ElementSegments() {}

    /**
     * Reads the section's content.
     *
     * @param functions gives each function its new index
     * @param out receives the content; null to read only
     */
    public static void walk(BinaryReader in, byte[] bytes, IntUnaryOperator functions, BinaryWriter out)
            throws Refused {
        BinaryWriter written = out == null ? new BinaryWriter() : out;
        int segments = in.count("element segments", MAX_SEGMENTS);
        written.unsigned(segments);
        for (int i = 0; i < segments; i++) {
            walkSegment(in, bytes, functions, written);
            if (out == null) {
                written.reset();
            }
        }
    }

    /** The flags' bits: 1 not active, 2 has a table's index (or is declarative), 4 has expressions instead of indices. */
    private static void walkSegment(BinaryReader in, byte[] bytes, IntUnaryOperator functions, BinaryWriter out)
            throws Refused {
        int flags = in.u8();
        if (flags > 7) {
            throw in.malformed("has an element segment of the unknown kind " + flags);
        }
        out.unsigned(flags);
        boolean active = (flags & 1) == 0;
        if (active) {
            if ((flags & 2) != 0) {
                out.unsigned(in.u32());
            }
            ConstantExpression.walk(in, bytes, functions, out);
        }
        boolean expressions = (flags & 4) != 0;
        if ((flags & 3) != 0) {
            int kind = in.u8();
            if (expressions) {
                Instructions.referenceType(kind);
            } else if (kind != 0) {
                throw in.malformed("has an element segment of something else than functions");
            }
            out.octets(kind);
        }
        int entries = in.count("entries in an element segment", MAX_ENTRIES);
        out.unsigned(entries);
        for (int i = 0; i < entries; i++) {
            if (expressions) {
                ConstantExpression.walk(in, bytes, functions, out);
            } else {
                out.unsigned(functions.applyAsInt(in.bounded("as a function's index", Integer.MAX_VALUE)));
            }
        }
    }
}
