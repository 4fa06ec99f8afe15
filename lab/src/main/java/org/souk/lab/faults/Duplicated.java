package org.souk.lab.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Frames of moves are delivered twice, the second time at once or some time later, when they are not true any more. */
final class Duplicated implements Mishap, Tap {
    /** Those of moves, and what else changes a task: a late one must be known as such. */
    private static final List<String> TYPES = Stream.concat(
                    MoveTrace.STEPS.stream(),
                    Stream.of(
                            MoveTrace.ABORT,
                            MoveTrace.FAILED,
                            "assign",
                            "started",
                            "checkpointed",
                            "ended",
                            "acknowledge"))
            .toList();

    private static final int LATEST_MILLIS = 6000;

    private final Traffic traffic;
    private final Map<String, Map<String, List<Duration>>> deliveries;
    private final Set<String> hit = ConcurrentHashMap.newKeySet();

    private Duplicated(Traffic traffic, Map<String, Map<String, List<Duration>>> deliveries) {
        this.traffic = traffic;
        this.deliveries = deliveries;
    }

    static Duplicated draw(Traffic traffic, List<Errand> errands, Random draw) {
        Map<String, Map<String, List<Duration>>> deliveries = new HashMap<>();
        for (Errand errand : errands) {
            deliveries.put(errand.task(), draw(draw));
        }
        return new Duplicated(traffic, deliveries);
    }

    private static Map<String, List<Duration>> draw(Random draw) {
        Map<String, List<Duration>> twice = new LinkedHashMap<>();
        for (String type : TYPES) {
            if (draw.nextBoolean()) {
                List<Duration> times = new ArrayList<>(ONCE);
                boolean late = draw.nextBoolean();
                times.add(Duration.ofMillis(late ? draw.nextInt(LATEST_MILLIS) : 0));
                twice.put(type, List.copyOf(times));
            }
        }
        return twice;
    }

    @Override
    public void arm() {
        traffic.add(this);
    }

    @Override
    public List<Duration> passing(Frame frame) {
        for (Map.Entry<String, Map<String, List<Duration>>> errand : deliveries.entrySet()) {
            if (frame.isOf(errand.getKey()) && errand.getValue().containsKey(frame.type())) {
                if (MoveTrace.STEPS.contains(frame.type())) {
                    hit.add(errand.getKey());
                }
                return errand.getValue().get(frame.type());
            }
        }
        return ONCE;
    }

    @Override
    public boolean hit(Errand errand) {
        return hit.contains(errand.task());
    }

    @Override
    public void mend() {
        traffic.remove(this);
    }

    @Override
    public String toString() {
        return "delivered twice " + deliveries;
    }
}
