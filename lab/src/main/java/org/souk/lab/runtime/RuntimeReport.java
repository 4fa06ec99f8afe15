package org.souk.lab.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What came of the experiment; the order of the fields is that of the JSON.
 *
 * @param kernels by name
 * @param geomeanOverhead geometric means over the kernels
 */
record RuntimeReport(Map<String, Kernel> kernels, Overhead geomeanOverhead) {

    /**
     * CPU seconds of a kernel's fastest round.
     *
     * @param nativeSeconds with clang -O2; null if there is no clang
     */
    record Kernel(Double nativeSeconds, double plainSeconds, double meteredSeconds, double migratableSeconds) {}

    /**
     * Multiples.
     *
     * @param plain of native; null if there is no clang
     * @param metered of plain
     * @param migratable of plain
     */
    record Overhead(Double plain, double metered, double migratable) {}

    static RuntimeReport of(Map<String, Kernel> kernels) {
        List<Kernel> all = List.copyOf(kernels.values());
        boolean natively = all.stream().allMatch(kernel -> kernel.nativeSeconds != null);
        return new RuntimeReport(
                new LinkedHashMap<>(kernels),
                new Overhead(
                        natively ? geometricMean(all, k -> k.plainSeconds / k.nativeSeconds) : null,
                        geometricMean(all, k -> k.meteredSeconds / k.plainSeconds),
                        geometricMean(all, k -> k.migratableSeconds / k.plainSeconds)));
    }

    private static double geometricMean(List<Kernel> kernels, ToDoubleFunction<Kernel> ratio) {
        return Math.exp(kernels.stream()
                .mapToDouble(kernel -> Math.log(ratio.applyAsDouble(kernel)))
                .average()
                .orElseThrow());
    }
}
