package org.souk.lab.placement;

/**
 * CPU and memory, of a machine or wanted by a task.
 *
 * @param cpuMillis thousandths of a core, not negative
 * @param memoryMib not negative
 */
record Amount(int cpuMillis, int memoryMib) {
    static final Amount NONE = new Amount(0, 0);

    Amount plus(Amount other) {
        return new Amount(cpuMillis + other.cpuMillis, memoryMib + other.memoryMib);
    }

    Amount minus(Amount other) {
        return new Amount(cpuMillis - other.cpuMillis, memoryMib - other.memoryMib);
    }

    boolean fitsIn(Amount room) {
        return cpuMillis <= room.cpuMillis && memoryMib <= room.memoryMib;
    }
}
