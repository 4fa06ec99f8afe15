package org.souk.lab.placement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What came of it; the order of the fields is that of the JSON.
 *
 * @param tasks of the file, all of which were offered
 * @param fenzo null where it was not built
 * @param ratio Souk's placements a second by Fenzo's; null without Fenzo
 * @param growth the same queue on more and more nodes
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PlacementReport(int nodes, int tasks, PlacerReport souk, PlacerReport fenzo, Double ratio, List<Growth> growth) {
    /** One number of nodes that are about as full as those of the file with all of its tasks. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Growth(int nodes, PlacerReport souk, PlacerReport fenzo, Double ratio) {
        static Growth of(int nodes, PlacerReport souk, Optional<PlacerReport> fenzo) {
            return new Growth(nodes, souk, fenzo.orElse(null), PlacementReport.ratio(souk, fenzo));
        }
    }

    static PlacementReport of(
            int nodes, int tasks, PlacerReport souk, Optional<PlacerReport> fenzo, List<Growth> growth) {
        return new PlacementReport(nodes, tasks, souk, fenzo.orElse(null), ratio(souk, fenzo), growth);
    }

    private static Double ratio(PlacerReport souk, Optional<PlacerReport> fenzo) {
        return fenzo.map(peer -> Math.round(souk.placementsPerSecond() / peer.placementsPerSecond() * 10) / 10.0)
                .orElse(null);
    }
}
