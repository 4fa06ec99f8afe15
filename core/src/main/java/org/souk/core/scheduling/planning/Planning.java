package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.souk.core.common.TaskId;
import org.souk.core.migration.Cause;
import org.souk.core.node.Availability;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Deferral;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.Resumption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.limit.ArrayLimit;
import org.souk.core.scheduling.limit.Limit;
import org.souk.core.scheduling.limit.PlanQuota;
import org.souk.core.scheduling.planning.ServiceOrder.Entry;
import org.souk.core.scheduling.preemption.Eviction;
import org.souk.core.scheduling.preemption.Protection;
import org.souk.core.scheduling.slot.Candidate;
import org.souk.core.scheduling.slot.FreePlaces;
import org.souk.core.scheduling.slot.Places;

/**
 * One plan in the making.
 *
 * <p>First come promises that fall due: their room is theirs, and who uses it makes room. Then the queue is served in
 * {@link ServiceOrder}; each task gets the best of the places that will do. A task that fits nowhere does not block those
 * behind it, unless it has waited for long: then room is kept for it too. A task of a higher class may take the place of
 * lower ones where it would else wait. Whoever is preempted is not planned anew before the next plan, so that one
 * preemption never leads to another.
 */
final class Planning {
    private static final int PROTECTED_AT_ONCE = 4;
    private static final int EVICTIONS_TRIED = 32;

    private final Planner planner;
    private final SchedulingRules rules;
    private final ClusterSnapshot snapshot;
    private final Places places;
    private final List<Limit> limits;
    private final Relocation relocation;
    private final FreePlaces free = new FreePlaces();
    private final Map<TaskId, Reservation> kept = new HashMap<>();
    private final Set<TaskId> leaving = new HashSet<>();
    private final Set<TaskId> assigned = new HashSet<>();
    private final Set<Request> turnedAway = new HashSet<>();
    private List<Candidate> occupied;
    private int lowestClass = Integer.MAX_VALUE;
    private int protectedNow;
    private int evictionsTried;

    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Preemption> preemptions = new ArrayList<>();
    private final List<Resumption> resumptions = new ArrayList<>();
    private final List<Migration> migrations = new ArrayList<>();
    private final List<Reservation> reservations = new ArrayList<>();
    private final List<TaskId> lost = new ArrayList<>();
    private final List<Deferral> deferrals = new ArrayList<>();
    private final List<TaskId> expired = new ArrayList<>();

    Planning(Planner planner, ClusterSnapshot snapshot) {
        this.planner = planner;
        this.rules = planner.rules();
        this.snapshot = snapshot;
        this.places = new Places(snapshot, planner.matchmaker());
        this.relocation = new Relocation(planner, snapshot, places);
        this.limits = List.of(new ArrayLimit(snapshot.sharing()), new PlanQuota(snapshot.sharing()));
        snapshot.reservations().forEach(reservation -> kept.put(reservation.task(), reservation));
    }

    Plan plan() {
        lookAtNodes();
        keepPromises();
        moveAway();
        serveQueue();
        return new Plan(
                snapshot.tick(),
                assignments,
                preemptions,
                resumptions,
                migrations,
                reservations,
                lost,
                deferrals,
                expired);
    }

    private void lookAtNodes() {
        for (Candidate candidate : places.all()) {
            NodeSnapshot node = candidate.node();
            if (node.connected() && node.availability() == Availability.ACTIVE) {
                free.add(candidate);
            }
            if (!candidate.isBurst() && !Shedding.isAtRest(candidate.node(), candidate.capacity())) {
                shed(candidate);
            }
        }
        for (RunningTask attempt : snapshot.running()) {
            lowestClass = Math.min(
                    lowestClass, attempt.burst() ? -1 : attempt.priority().ordinal());
        }
    }

    /** Reserved places of nodes whose attempts might have to make room. */
    private List<Candidate> occupied() {
        if (occupied == null) {
            occupied = places.occupied();
        }
        return occupied;
    }

    /** Who must leave for the owner leaves first; that room is not sold again in this plan. */
    private void shed(Candidate candidate) {
        List<Preemption> shed = new ArrayList<>();
        for (Preemption preemption : Shedding.preemptions(candidate.node(), candidate.held(), snapshot.now())) {
            RunningTask attempt = candidate.held().stream()
                    .filter(held -> held.task().equals(preemption.task()))
                    .findFirst()
                    .orElseThrow();
            // It keeps its place until it has moved; should that fail, it is evicted by a later plan.
            if (!move(attempt, cause(preemption.cause()), Optional.of(Duration.ZERO))) {
                shed.add(preemption);
            }
        }
        preemptions.addAll(shed);
        shed.forEach(preemption -> leaving.add(preemption.task()));
        setAside(candidate);
    }

    private static Cause cause(Preemption.Cause shed) {
        return switch (shed) {
            case DRAIN -> Cause.DRAIN;
            case MAINTENANCE -> Cause.MAINTENANCE;
            case OFFER -> Cause.OFFER;
            case OWNER -> Cause.OWNER;
            case TASK -> Cause.PREEMPTED;
        };
    }

    /** Who leaves is no victim, and is not resumed. */
    private void setAside(Candidate candidate) {
        if (!candidate.held().isEmpty()) {
            candidate.held().removeIf(attempt -> leaving.contains(attempt.task()));
        }
    }

    /** Who will have to leave, or had better, moves while there is time and room. */
    private void moveAway() {
        for (Candidate candidate : places.all()) {
            boolean calm = candidate.isBurst()
                    || !candidate.node().transfer().possible()
                    || Departures.isCalm(candidate.node(), candidate.capacity());
            if (!calm) {
                Departures.of(candidate.node(), candidate.capacity(), candidate.held(), snapshot.now())
                        .forEach(departure -> move(departure.attempt(), departure.cause(), departure.forcedIn()));
                setAside(candidate);
            }
        }
    }

    private boolean move(RunningTask attempt, Cause cause, Optional<Duration> forcedIn) {
        if (attempt.mobility().isEmpty() || leaving.contains(attempt.task())) {
            return false;
        }
        Optional<Relocation.Found> found = relocation.worth(attempt, cause, forcedIn);
        found.ifPresent(place -> {
            migrations.add(place.migration());
            leaving.add(attempt.task());
            place.candidate().start(attempt.mobility().get().now());
            moved(place.candidate());
        });
        return found.isPresent();
    }

    /** Serves promises that fall due, and finds new room for those that have lost theirs. */
    private void keepPromises() {
        List<WaitingTask> promised = snapshot.waiting().stream()
                .filter(task -> task.deadline()
                        .filter(deadline -> deadline.isAfter(snapshot.now()))
                        .isPresent())
                .sorted(Comparator.comparing(this::latestStart).thenComparing(WaitingTask::id))
                .toList();
        for (WaitingTask task : promised) {
            if (!hasItsRoom(task)) {
                findRoomAgain(task);
            }
            Reservation room = kept.get(task.id());
            boolean due = room == null || !room.start().isAfter(snapshot.now());
            // What was promised is not held up by limits.
            if (due) {
                serveAtOnce(task);
            }
        }
    }

    private Instant latestStart(WaitingTask task) {
        Reservation room = kept.get(task.id());
        return room != null
                ? room.start()
                : task.deadline().orElseThrow().minus(task.request().expected());
    }

    private boolean hasItsRoom(WaitingTask task) {
        Reservation room = kept.get(task.id());
        return room != null
                && places.of(room.node())
                        .filter(candidate -> Filters.isEligible(task.request(), candidate)
                                && task.request()
                                        .resources()
                                        .fitsIn(candidate.sellable(
                                                task.request().expected())))
                        .isPresent();
    }

    private void findRoomAgain(WaitingTask task) {
        Optional<Reservation> former = Optional.ofNullable(kept.remove(task.id()));
        former.ifPresent(this::giveUp);
        Optional<Reservation> found = new Promises(planner, snapshot, places).room(task);
        found.ifPresent(room -> {
            kept.put(task.id(), room);
            places.of(room.node()).ifPresent(candidate -> candidate.keep(room));
            reservations.add(room);
        });
        if (former.isPresent() && found.isEmpty()) {
            lost.add(task.id());
        }
    }

    private void giveUp(Reservation room) {
        places.of(room.node()).ifPresent(candidate -> candidate.giveUp(room));
    }

    private void serveAtOnce(WaitingTask task) {
        Optional<Reservation> room = Optional.ofNullable(kept.get(task.id()));
        room.ifPresent(this::giveUp);
        Optional<Candidate> own = room.flatMap(r -> places.of(r.node()))
                .filter(candidate -> Filters.isEligible(task.request(), candidate));
        if (own.filter(candidate -> candidate
                        .capacity(task.request().expected())
                        .fits(task.request().resources(), false))
                .isPresent()) {
            assign(task, own.get());
        } else if (!own.map(candidate -> evict(task, candidate)).orElse(false)
                && !best(task).map(candidate -> assign(task, candidate)).orElse(false)
                && !evictAnywhere(task)) {
            room.ifPresent(r -> places.of(r.node()).ifPresent(candidate -> candidate.keep(r)));
        }
    }

    private boolean evict(WaitingTask task, Candidate candidate) {
        Predicate<RunningTask> allowed = new Protection(rules, snapshot.now(), candidate.held()).allows();
        return Eviction.on(candidate, task.request(), allowed.and(attempt -> !attempt.isPromised()))
                .map(eviction -> {
                    carryOut(task, eviction);
                    return true;
                })
                .orElse(false);
    }

    private boolean evictAnywhere(WaitingTask task) {
        return occupied().stream()
                .filter(candidate -> Filters.isEligible(task.request(), candidate))
                .limit(rules.probes())
                .anyMatch(candidate -> evict(task, candidate));
    }

    private void carryOut(WaitingTask task, Eviction eviction) {
        eviction.release();
        for (RunningTask victim : eviction.victims()) {
            leaving.add(victim.task());
            preemptions.add(new Preemption(victim.task(), victim.attempt(), victim.node(), eviction.mode(), task.id()));
        }
        assign(task, eviction.candidate());
    }

    private boolean assign(WaitingTask task, Candidate candidate) {
        Optional.ofNullable(kept.remove(task.id())).ifPresent(this::giveUp);
        reservations.removeIf(reservation -> reservation.task().equals(task.id()));
        assignments.add(planner.assign(task, candidate));
        assigned.add(task.id());
        limits.forEach(limit -> limit.took(task));
        moved(candidate);
        return true;
    }

    /** Both places of a node share its room. */
    private void moved(Candidate candidate) {
        free.moved(candidate);
        candidate.sibling().ifPresent(free::moved);
    }

    private void serveQueue() {
        ServiceOrder order = new ServiceOrder(snapshot, rules);
        for (Optional<Entry> next = order.next(); next.isPresent(); next = order.next()) {
            Entry entry = next.get();
            if (entry.suspended().filter(this::resume).isPresent()) {
                RunningTask resumed = entry.suspended().get();
                order.took(resumed.resources(), resumed.remaining());
            } else if (entry.waiting().filter(this::serve).isPresent()) {
                Request request = entry.waiting().get().request();
                order.took(request.resources(), request.expected());
            }
        }
    }

    private boolean resume(RunningTask attempt) {
        Optional<Candidate> place = places.of(attempt.node())
                .filter(candidate -> candidate.node().connected()
                        && !leaving.contains(attempt.task())
                        && candidate.canResume(attempt));
        place.ifPresent(candidate -> {
            candidate.resume(attempt);
            moved(candidate);
            resumptions.add(new Resumption(attempt.task(), attempt.attempt(), attempt.node()));
        });
        if (place.isEmpty() && !leaving.contains(attempt.task()) && !move(attempt, Cause.PREEMPTED, Optional.empty())) {
            protect(attempt);
        }
        return place.isPresent();
    }

    /** @return whether the task has got a place */
    private boolean serve(WaitingTask task) {
        if (assigned.contains(task.id())) {
            return false;
        }
        if (task.deadline()
                .filter(deadline -> !deadline.isAfter(snapshot.now()))
                .isPresent()) {
            expired.add(task.id());
            return false;
        }
        Optional<Limit> reached = reached(task);
        if (reached.isPresent()) {
            deferrals.add(new Deferral(task.id(), reached.map(Limit::name)));
            return false;
        }
        Optional<Candidate> best = best(task);
        if (best.isPresent()) {
            return assign(task, best.get());
        }
        if (preemptLower(task)) {
            return true;
        }
        protect(task);
        deferrals.add(new Deferral(task.id(), Optional.empty()));
        return false;
    }

    private Optional<Limit> reached(WaitingTask task) {
        return limits.stream().filter(limit -> !limit.admits(task)).findFirst();
    }

    /** The best of the first places that will do. */
    private Optional<Candidate> best(WaitingTask task) {
        Request request = task.request();
        if (free.isTooLarge(request.resources())) {
            return Optional.empty();
        }
        Optional<Reservation> own = Optional.ofNullable(kept.get(task.id()));
        if (own.isEmpty() && turnedAway.contains(request)) {
            return Optional.empty();
        }
        own.ifPresent(this::giveUp);
        Search search = new Search(task);
        free.search(request.resources(), search);
        own.ifPresent(room -> places.of(room.node()).ifPresent(candidate -> candidate.keep(room)));
        if (search.best == null && own.isEmpty()) {
            turnedAway.add(request);
        }
        return Optional.ofNullable(search.best);
    }

    private final class Search implements Predicate<Candidate> {
        private final WaitingTask task;
        private final boolean willBurst;
        private Candidate best;
        private double bestScore = Double.NEGATIVE_INFINITY;
        private int found;

        private Search(WaitingTask task) {
            this.task = task;
            // Burst capacity can be taken away at any time: nothing for a promised deadline.
            this.willBurst =
                    task.request().placement().burst() && task.deadline().isEmpty();
        }

        @Override
        public boolean test(Candidate candidate) {
            if (candidate.isBurst() && !willBurst
                    || !task.request().resources().fitsIn(candidate.freeBesideOwner())
                    || !Filters.isEligible(task.request(), candidate)
                    || !Filters.hasRoom(task.request(), candidate)) {
                return false;
            }
            double score = planner.ranking().of(task, candidate);
            boolean first = score == bestScore
                    && candidate.node().id().compareTo(best.node().id()) < 0;
            if (score > bestScore || first) {
                best = candidate;
                bestScore = score;
            }
            found++;
            return found == rules.probes();
        }
    }

    /** Takes the place of lower classes where the task would else wait long, and longer than what is lost is worth. */
    private boolean preemptLower(WaitingTask task) {
        if (task.priority().ordinal() <= lowestClass || evictionsTried >= EVICTIONS_TRIED) {
            return false;
        }
        evictionsTried++;
        Request request = task.request();
        Optional<Eviction> cheapest = occupied().stream()
                .filter(candidate -> request.resources().fitsIn(candidate.sellable(request.expected()))
                        && Filters.isEligible(request, candidate))
                .limit(rules.probes())
                .flatMap(candidate -> evictionOfLower(task, candidate).stream())
                .min(Comparator.comparingDouble(Eviction::lostWork)
                        .thenComparingInt(eviction -> eviction.victims().size())
                        .thenComparing(eviction -> eviction.candidate().node().id()));
        cheapest.ifPresent(eviction -> carryOut(task, eviction));
        return cheapest.isPresent();
    }

    private Optional<Eviction> evictionOfLower(WaitingTask task, Candidate candidate) {
        Predicate<RunningTask> allowed = new Protection(rules, snapshot.now(), candidate.held()).allows();
        Predicate<RunningTask> lower = attempt ->
                !attempt.isPromised() && (attempt.burst() || attempt.priority().compareTo(task.priority()) < 0);
        return Eviction.on(candidate, task.request(), allowed.and(lower))
                .filter(eviction -> !eviction.victims().isEmpty() && pays(task, eviction))
                .filter(eviction -> leavesPromises(task, eviction));
    }

    /**
     * What is gained is the wait that is spared, by what the task would have used meanwhile. For a task that has escalated
     * so far it need not pay.
     */
    private boolean pays(WaitingTask task, Eviction eviction) {
        if (task.escalations().mayPreempt()) {
            return true;
        }
        OptionalLong start = eviction.candidate().earliestStart(task.request());
        if (start.isEmpty()) {
            return true;
        }
        long spared = start.getAsLong() - snapshot.now().toEpochMilli();
        return spared >= rules.minimumGain().toMillis()
                && (double) spared * task.request().resources().cpu().value() >= eviction.lostWork();
    }

    private static boolean leavesPromises(WaitingTask task, Eviction eviction) {
        eviction.release();
        boolean leaves = Filters.hasRoom(task.request(), eviction.candidate());
        eviction.restore();
        return leaves;
    }

    /** Keeps CPU for an attempt that has been suspended for long, in this plan. */
    private void protect(RunningTask suspended) {
        Instant since = suspended.preemptedAt().orElse(snapshot.now());
        Duration waited = Duration.between(since, snapshot.now());
        if (protectedNow == PROTECTED_AT_ONCE
                || suspended.burst()
                || waited.compareTo(suspended.expected().multipliedBy(rules.protection())) < 0) {
            return;
        }
        places.of(suspended.node())
                .ifPresent(candidate -> candidate.earliestResumption(suspended).ifPresent(start -> {
                    protectedNow++;
                    Instant from = Instant.ofEpochMilli(start);
                    candidate.keep(new Reservation(
                            suspended.task(),
                            suspended.node(),
                            from,
                            from.plus(suspended.remaining()),
                            Candidate.cpuOf(suspended)));
                }));
    }

    /** Keeps room for a task that has waited for long, in this plan, where it will be free first. */
    private void protect(WaitingTask task) {
        Request request = task.request();
        Duration waited = Duration.between(task.submittedAt(), snapshot.now());
        if (protectedNow == PROTECTED_AT_ONCE
                || kept.containsKey(task.id())
                || waited.compareTo(request.expected().multipliedBy(rules.protection())) < 0) {
            return;
        }
        Candidate first = null;
        long earliest = Long.MAX_VALUE;
        int seen = 0;
        for (Candidate candidate : places.all()) {
            if (candidate.isBurst()
                    || !request.resources().fitsIn(candidate.sellable(request.expected()))
                    || !Filters.isEligible(request, candidate)) {
                continue;
            }
            OptionalLong start = candidate.earliestStart(request);
            if (start.isPresent() && start.getAsLong() < earliest) {
                first = candidate;
                earliest = start.getAsLong();
            }
            seen++;
            if (seen == rules.probes()) {
                break;
            }
        }
        if (first != null) {
            protectedNow++;
            Instant from = Instant.ofEpochMilli(earliest);
            first.keep(new Reservation(
                    task.id(), first.node().id(), from, from.plus(request.expected()), request.resources()));
        }
    }

    /** How many nodes each rule turns away; a node counts once, for what its reserved capacity lacks. */
    Map<String, Integer> rejections(WaitingTask task) {
        kept.computeIfPresent(task.id(), (id, room) -> {
            giveUp(room);
            return null;
        });
        Map<String, Integer> rejections = new LinkedHashMap<>();
        Optional<Limit> reached = reached(task);
        if (reached.isPresent()) {
            return Map.of(reached.get().name(), snapshot.nodes().size());
        }
        for (Candidate candidate : places.all()) {
            if (!candidate.isBurst()) {
                Filters.rejecting(task.request(), candidate)
                        .ifPresent(filter -> rejections.merge(filter.name(), 1, Integer::sum));
            }
        }
        return rejections;
    }
}
