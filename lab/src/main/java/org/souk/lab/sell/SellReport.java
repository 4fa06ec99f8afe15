package org.souk.lab.sell;

import java.util.Map;

/**
 * What came of the comparison; the order of the fields is that of the JSON.
 *
 * @param policies by what the market reckoned with
 * @param marginPercent of the fixed margin, the best of those that were tried
 * @param demand of what owners leave idle, as a part, which the tasks wanted together
 * @param seed of the tasks
 */
record SellReport(Map<String, Figures> policies, double marginPercent, double demand, long seed) {

    /** Of one policy; CPU hours that were sold do not contain those that were lost by evictions. */
    record Figures(double soldCpuHours, double overloadMinutes, long evictions, double lostCpuHours) {
        static Figures of(Sale.Outcome outcome) {
            return new Figures(
                    rounded(outcome.soldCpuHours()),
                    rounded(outcome.overloadMinutes()),
                    outcome.evictions(),
                    rounded(outcome.lostCpuHours()));
        }

        private static double rounded(double value) {
            return Math.round(value * 10) / 10.0;
        }
    }
}
