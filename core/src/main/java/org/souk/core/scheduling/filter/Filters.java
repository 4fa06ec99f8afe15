package org.souk.core.scheduling.filter;

import java.util.Arrays;
import java.util.Optional;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

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

    /** That most nodes fail a rule of eligibility, for each of them. */
    private static final WaitReason[] INELIGIBLE = Arrays.stream(ELIGIBILITY)
            .map(filter -> WaitReason.noNode(filter.name()))
            .toArray(WaitReason[]::new);

    private static final int NONE = -1;

    private Filters() {}

    /** Whether the node could run the task if it were empty enough. */
    public static boolean isEligible(Request request, Slot slot) {
        return firstRejecting(ELIGIBILITY, request, slot) == NONE;
    }

    /** Whether there is room for an eligible task now: the same as that all filters that ask for room accept. */
    public static boolean hasRoom(Request request, Slot slot) {
        return request.resources().fitsIn(slot.freeBesideOwner(request.expected()))
                && slot.keepsPromises(request.resources(), request.expected());
    }

    /** The first filter of all that turns the task away; empty when it could start there now. */
    public static Optional<Filter> rejecting(Request request, Slot slot) {
        int ineligible = firstRejecting(ELIGIBILITY, request, slot);
        if (ineligible != NONE) {
            return Optional.of(ELIGIBILITY[ineligible]);
        }
        int full = firstRejecting(CAPACITY, request, slot);
        return full == NONE ? Optional.empty() : Optional.of(CAPACITY[full]);
    }

    private static int firstRejecting(Filter[] filters, Request request, Slot slot) {
        for (int i = 0; i < filters.length; i++) {
            if (!filters[i].accepts(request, slot)) {
                return i;
            }
        }
        return NONE;
    }

    /** Counts by rule which nodes are eligible for one request, in a search that must not take long. */
    public static final class Tally {
        private int[] turnedAway;
        private boolean someAreEligible;

        /** As {@link Filters#isEligible}, and counts it. */
        public boolean isEligible(Request request, Slot slot) {
            int rule = firstRejecting(ELIGIBILITY, request, slot);
            if (rule == NONE) {
                someAreEligible = true;
                return true;
            }
            if (turnedAway == null) {
                turnedAway = new int[ELIGIBILITY.length];
            }
            turnedAway[rule]++;
            return false;
        }

        /** Why nothing was found: no room, unless all that were counted were turned away by rules. */
        public WaitReason reason() {
            if (someAreEligible || turnedAway == null) {
                return WaitReason.NO_ROOM;
            }
            int most = 0;
            for (int i = 1; i < turnedAway.length; i++) {
                if (turnedAway[i] > turnedAway[most]) {
                    most = i;
                }
            }
            return INELIGIBLE[most];
        }
    }
}
