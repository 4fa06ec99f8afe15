package org.souk.runtime.module;

import java.util.ArrayList;
import java.util.List;

/** A function's type; the value types are those of the binary format. */
public record FunctionType(List<Integer> parameters, List<Integer> results) {

    /** In the notation of {@link org.souk.runtime.wasi.Preview1}. */
    public String signature() {
        return letters(parameters) + ":" + letters(results);
    }

    /** With the parameter in which a function is told how deep it is called. */
    FunctionType toldDepth() {
        List<Integer> extended = new ArrayList<>(parameters);
        extended.add(Op.I32);
        return new FunctionType(List.copyOf(extended), results);
    }

    private static String letters(List<Integer> types) {
        StringBuilder letters = new StringBuilder();
        for (int type : types) {
            letters.append(
                    switch (type) {
                        case 0x7F -> 'i';
                        case 0x7E -> 'l';
                        case 0x7D -> 'f';
                        case 0x7C -> 'd';
                        default -> 'r';
                    });
        }
        return letters.toString();
    }
}
