package org.souk.lab.placement;

import java.util.List;

/**
 * What came of the comparison; the order of the fields is that of the JSON.
 *
 * @param tasks of the file, all of which were offered
 * @param ratio Souk's placements a second by Fenzo's
 * @param growth the same queue on more and more nodes
 */
record PlacementReport(int nodes, int tasks, PlacerReport souk, PlacerReport fenzo, double ratio, List<Growth> growth) {
    /** One number of nodes that are about as full as those of the file with all of its tasks. */
    record Growth(int nodes, PlacerReport souk, PlacerReport fenzo, double ratio) {
        static Growth of(int nodes, PlacerReport souk, PlacerReport fenzo) {
            return new Growth(nodes, souk, fenzo, PlacementReport.ratio(souk, fenzo));
        }
    }

    static PlacementReport of(int nodes, int tasks, PlacerReport souk, PlacerReport fenzo, List<Growth> growth) {
        return new PlacementReport(nodes, tasks, souk, fenzo, ratio(souk, fenzo), growth);
    }

    private static double ratio(PlacerReport souk, PlacerReport fenzo) {
        return Math.round(souk.placementsPerSecond() / fenzo.placementsPerSecond() * 10) / 10.0;
    }
}
