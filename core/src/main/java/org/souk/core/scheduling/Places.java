package org.souk.core.scheduling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.matching.Matchmaker;
import org.souk.core.node.NodeId;

/** The nodes of a snapshot as places for tasks, with what they hold and what is kept on them. */
final class Places {
    private final List<Candidate> all;
    private final Map<NodeId, Candidate> reserved = new HashMap<>();

    Places(ClusterSnapshot snapshot, Matchmaker matchmaker) {
        all = new ArrayList<>(snapshot.nodes().size());
        for (NodeSnapshot node : snapshot.nodes()) {
            List<Candidate> places = Candidate.of(node, matchmaker, snapshot.now());
            all.addAll(places);
            reserved.put(node.id(), places.get(0));
        }
        for (RunningTask attempt : snapshot.running()) {
            of(attempt.node()).ifPresent(candidate -> candidate.holds(attempt));
        }
        for (Reservation kept : snapshot.reservations()) {
            of(kept.node()).ifPresent(candidate -> candidate.keep(kept));
        }
    }

    /** Reserved and burst places, in the order of their nodes' names. */
    List<Candidate> all() {
        return all;
    }

    /** The reserved place of a node; empty when there is no such node any more. */
    Optional<Candidate> of(NodeId node) {
        return Optional.ofNullable(reserved.get(node));
    }
}
