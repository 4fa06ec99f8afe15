package org.souk.core.submission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.TaskId;
import org.souk.core.common.UniqueIds;

/**
 * The order in which a batch can be taken in, so that each comes after what it names: by depth-first search, without
 * recursion, because a chain may be as long as the batch.
 */
final class BatchOrder {
    private final List<TaskOrder> orders;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Integer> sorted;

    /** @throws InvalidRequest when two orders have the same label, or naming the cycle when orders come after each other */
    BatchOrder(List<TaskOrder> orders) {
        this.orders = orders;
        for (int i = 0; i < orders.size(); i++) {
            int place = i;
            orders.get(i).label().ifPresent(label -> {
                if (places.put(label, place) != null) {
                    throw new InvalidRequest("tasks[" + place + "].label", "'" + label + "' is used twice");
                }
            });
        }
        this.sorted = List.copyOf(sort());
    }

    /** The place of what a name stands for in this batch; null for what is none of its labels. */
    Integer place(String name) {
        return places.get(name);
    }

    /** Ids for the tasks of all orders, by place: a task's is greater than those of what it comes after. */
    List<List<TaskId>> ids(UniqueIds ids) {
        Map<Integer, List<TaskId>> byPlace = new HashMap<>();
        for (int place : sorted) {
            byPlace.put(
                    place,
                    Stream.generate(() -> new TaskId(ids.next()))
                            .limit(orders.get(place).size())
                            .toList());
        }
        return IntStream.range(0, orders.size()).mapToObj(byPlace::get).toList();
    }

    /**
     * The places of all orders, each after those that it names.
     */
    List<Integer> sorted() {
        return sorted;
    }

    private List<Integer> sort() {
        List<Integer> sorted = new ArrayList<>(orders.size());
        Set<Integer> done = new HashSet<>();
        for (int start = 0; start < orders.size(); start++) {
            visit(start, done, sorted);
        }
        return sorted;
    }

    private void visit(int start, Set<Integer> done, List<Integer> sorted) {
        // The way from the start to where the search is, with how many of each one's names have been looked at.
        Deque<int[]> way = new ArrayDeque<>();
        List<Integer> onWay = new ArrayList<>();
        if (!done.contains(start)) {
            way.push(new int[] {start, 0});
            onWay.add(start);
        }
        while (!way.isEmpty()) {
            int[] here = way.peek();
            List<String> after = orders.get(here[0]).after();
            if (here[1] == after.size()) {
                way.pop();
                onWay.remove(onWay.size() - 1);
                done.add(here[0]);
                sorted.add(here[0]);
                continue;
            }
            Integer next = places.get(after.get(here[1]));
            here[1]++;
            if (next == null || done.contains(next)) {
                continue;
            }
            if (onWay.contains(next)) {
                throw new InvalidRequest("tasks[" + here[0] + "].after", "closes a cycle: " + cycle(onWay, next));
            }
            way.push(new int[] {next, 0});
            onWay.add(next);
        }
    }

    /** As it runs: a → b means that b comes after a. */
    private String cycle(List<Integer> onWay, int closing) {
        StringBuilder text = new StringBuilder(label(closing));
        for (int i = onWay.size() - 1; i >= onWay.indexOf(closing); i--) {
            text.append(" → ").append(label(onWay.get(i)));
        }
        return text.toString();
    }

    private String label(int place) {
        return orders.get(place).label().orElseThrow();
    }
}
