package org.souk.core.scheduling.filter;

import java.util.Optional;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Candidate;

/** All filters, in the order in which they are asked: what the node is first, then what is free there. */
public final class Filters {
    /** What a node must meet whatever runs on it. */
    private static final Filter[] ELIGIBILITY = {
        new InPool(),
        new IsConnected(),
        new IsActive(),
        new NotQuarantined(),
        new OutsideMaintenance(),
        new MeetsRequirements(),
        new PolicyAllows(),
        new WithinBudget(),
        new WithinOffer()
    };

    /** What depends on what runs there. */
    private static final Filter[] CAPACITY = {new FitsCapacity(), new LeavesOwnerRoom(), new KeepsPromises()};

    private Filters() {}

    /** Whether the node could run the task if it were empty enough. */
    public static boolean isEligible(Request request, Candidate candidate) {
        return firstRejecting(ELIGIBILITY, request, candidate) == null;
    }

    /** Whether there is room for an eligible task now: the same as that all filters that ask for room accept. */
    public static boolean hasRoom(Request request, Candidate candidate) {
        return request.resources().fitsIn(candidate.freeBesideOwner(request.expected()))
                && candidate.keepsPromises(request.resources(), request.expected());
    }

    /** The first filter of all that turns the task away; empty when it could start there now. */
    public static Optional<Filter> rejecting(Request request, Candidate candidate) {
        Filter ineligible = firstRejecting(ELIGIBILITY, request, candidate);
        return Optional.ofNullable(ineligible == null ? firstRejecting(CAPACITY, request, candidate) : ineligible);
    }

    private static Filter firstRejecting(Filter[] filters, Request request, Candidate candidate) {
        for (Filter filter : filters) {
            if (!filter.accepts(request, candidate)) {
                return filter;
            }
        }
        return null;
    }
}
