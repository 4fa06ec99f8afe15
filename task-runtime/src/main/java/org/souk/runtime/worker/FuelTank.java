package org.souk.runtime.worker;

import org.souk.runtime.module.Metering;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;
import run.endive.runtime.GlobalInstance;
import run.endive.runtime.Instance;

/** Gives a program its fuel slice by slice, up to its limit. */
final class FuelTank {

    /** Some milliseconds of compiled code. The total does not depend on it. */
    private static final long SLICE = 5_000_000;

    private final long limit;
    private long granted;
    private volatile long reported;

    /** Thrown through a program that has used its fuel. */
    static final class Empty extends RuntimeException {
        Empty() {
            super("the fuel limit was reached", null, false, false);
        }
    }

    FuelTank(long limit) {
        this.limit = limit;
    }

    /** Called by the program when its slice is used up. */
    void refill(Instance instance) {
        GlobalInstance fuel = fuelOf(instance);
        long left = fuel.getValue();
        long used = granted - left;
        reported = Math.min(used, limit);
        if (used >= limit) {
            throw new Empty();
        }
        long grant = Math.min(SLICE - left, limit - granted);
        granted += grant;
        fuel.setValue(left + grant);
    }

    void saveTo(StateWriter state) {
        state.large(granted);
    }

    /** Goes on with what a saved program had; its fuel is in the instance already. */
    void restoreFrom(StateReader state, Instance instance) throws SnapshotRefused {
        granted = state.large("granted fuel", 0, limit);
        long left = fuelOf(instance).getValue();
        if (left > granted || left < granted - limit) {
            throw new SnapshotRefused("has used " + (granted - left) + " of " + limit + " fuel");
        }
        reported = granted - left;
    }

    /** The fuel used, when the program rests. */
    long used(Instance instance) {
        return Math.min(granted - fuelOf(instance).getValue(), limit);
    }

    /**
     * The fuel used, when the program has called the host: for the program to know, and so whether or not there is a limit.
     * When it is refilled or saved does not matter.
     */
    long seen(Instance instance) {
        return granted - fuelOf(instance).getValue();
    }

    /** The fuel used until the last slice ended. May be asked by any thread. */
    long reported() {
        return reported;
    }

    private static GlobalInstance fuelOf(Instance instance) {
        return instance.exports().global(Metering.FUEL);
    }
}
