package org.souk.core.scheduling;

import java.util.Optional;

/**
 * Why a plan leaves a task waiting, in the words of the plan: what it knew when it turned to the next task, and no more than
 * that. How many nodes each rule turned away is counted when somebody asks, see {@code PlanReasons}.
 *
 * @param rule the limit or the filter that said no, by the name that people read; empty where none did
 */
public record WaitReason(Kind kind, Optional<String> rule) {
    /** What kind of reason it is. */
    public enum Kind {
        /** No node that would do had enough room, and nobody had to make room. */
        NO_ROOM,
        /** Of the nodes that had room none would do; the rule turned most of them away. None is named where no node was on. */
        NO_NODE,
        /** It fitted nowhere yet, but room is promised to it and will be its own by the start of that reservation. */
        NOT_BEFORE,
        /** The rule holds it back whatever the nodes are. */
        LIMIT,
        /** It might have taken the place of a lower class, but this plan had looked for victims often enough. */
        BUDGET_OF_TICK
    }

    public static final WaitReason NO_ROOM = new WaitReason(Kind.NO_ROOM, Optional.empty());
    public static final WaitReason NO_NODE = new WaitReason(Kind.NO_NODE, Optional.empty());
    public static final WaitReason NOT_BEFORE = new WaitReason(Kind.NOT_BEFORE, Optional.empty());
    public static final WaitReason BUDGET_OF_TICK = new WaitReason(Kind.BUDGET_OF_TICK, Optional.empty());

    public static WaitReason limit(String rule) {
        return new WaitReason(Kind.LIMIT, Optional.of(rule));
    }

    public static WaitReason noNode(String rule) {
        return new WaitReason(Kind.NO_NODE, Optional.of(rule));
    }
}
