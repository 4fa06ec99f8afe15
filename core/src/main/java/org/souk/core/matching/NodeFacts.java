package org.souk.core.matching;

import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.node.Hardware;
import org.souk.core.node.Node;
import org.souk.core.node.Offer;

/**
 * What a buyer's requirements may ask of a node.
 *
 * @param owner the seller
 * @param reliability the share of attempts that it did not fail, 0…1 in hundredths, see {@link TrackRecord}
 * @param gigaFuelPerSecond how fast one of its tasks runs, in tenths; 0 until measured
 */
public record NodeFacts(
        NodeId id,
        String name,
        AccountId owner,
        Hardware hardware,
        Offer offer,
        double reliability,
        double gigaFuelPerSecond) {
    private static final double HUNDREDTHS = 100;
    private static final double TENTHS = 10;
    private static final double GIGA = 1e9;

    /** Measurements are rounded, so that what is known of a node stays the same while they only waver. */
    public static NodeFacts of(Node node, TrackRecord record) {
        return new NodeFacts(
                node.id(),
                node.name(),
                node.owner(),
                node.hardware(),
                node.offer(),
                Math.round(record.reliability() * HUNDREDTHS) / HUNDREDTHS,
                Math.round(record.fuelPerSecond() / GIGA * TENTHS) / TENTHS);
    }
}
