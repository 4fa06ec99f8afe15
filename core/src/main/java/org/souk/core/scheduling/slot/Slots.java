package org.souk.core.scheduling.slot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.matching.Matchmaker;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.RunningTask;

/**
 * The nodes of a snapshot as places for tasks, with what they hold and what is kept on them. Most plans only need to know
 * what is free, so attempts are only sorted by nodes when somebody asks.
 */
public final class Slots {
    private final ClusterSnapshot snapshot;
    private final List<Slot> all;
    private Map<NodeId, Slot> reserved;
    private boolean held;

    public Slots(ClusterSnapshot snapshot, Matchmaker matchmaker) {
        this.snapshot = snapshot;
        all = new ArrayList<>(snapshot.nodes().size());
        for (NodeSnapshot node : snapshot.nodes()) {
            all.addAll(Slot.of(node, matchmaker, snapshot.now(), this::hold));
        }
        for (Reservation kept : snapshot.reservations()) {
            of(kept.node()).ifPresent(slot -> slot.keep(kept));
        }
    }

    private void hold() {
        if (!held) {
            held = true;
            for (RunningTask attempt : snapshot.running()) {
                of(attempt.node()).ifPresent(slot -> slot.holds(attempt));
            }
        }
    }

    /** Reserved and burst places, in the order of their nodes' names. */
    public List<Slot> all() {
        return all;
    }

    /** The reserved place of a node; empty when there is no such node any more. */
    public Optional<Slot> of(NodeId node) {
        if (reserved == null) {
            reserved = new HashMap<>();
            for (Slot slot : all) {
                if (!slot.isBurst()) {
                    reserved.put(slot.node().id(), slot);
                }
            }
        }
        return Optional.ofNullable(reserved.get(node));
    }

    /** The reserved places of nodes that hold attempts. */
    public List<Slot> occupied() {
        hold();
        return all.stream()
                .filter(slot -> !slot.isBurst() && !slot.held().isEmpty())
                .toList();
    }
}
