package org.souk.core.scheduling;

import org.souk.core.forecast.LoadForecast;
import org.souk.core.node.Availability;
import org.souk.core.node.Hardware;
import org.souk.core.node.NodeId;
import org.souk.core.node.Offer;
import org.souk.core.units.Resources;

/**
 * A node as the planner sees it.
 *
 * @param connected its agent has a session and has been heard of within its lease
 * @param reserved by the attempts that it holds
 * @param forecast of its own load, without Souk's tasks
 */
public record NodeSnapshot(
        NodeId id,
        Availability availability,
        boolean connected,
        Hardware hardware,
        Offer offer,
        Resources reserved,
        LoadForecast forecast) {}
