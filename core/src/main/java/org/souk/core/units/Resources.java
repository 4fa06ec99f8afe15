package org.souk.core.units;

/** What a task reserves and what a node sells: CPU, RAM and storage together. */
public record Resources(MilliCpu cpu, Bytes ram, Bytes storage) {
    public static final Resources NONE = new Resources(MilliCpu.ZERO, Bytes.ZERO, Bytes.ZERO);

    public static Resources of(int milliCpu, long ramBytes, long storageBytes) {
        return new Resources(new MilliCpu(milliCpu), new Bytes(ramBytes), new Bytes(storageBytes));
    }

    public Resources plus(Resources other) {
        return of(
                Math.addExact(cpu.value(), other.cpu.value()),
                Math.addExact(ram.count(), other.ram.count()),
                Math.addExact(storage.count(), other.storage.count()));
    }

    /** What is left of this after {@code taken}; a part that would be negative is zero (an offer may have shrunk). */
    public Resources less(Resources taken) {
        return of(
                Math.max(0, cpu.value() - taken.cpu.value()),
                Math.max(0, ram.count() - taken.ram.count()),
                Math.max(0, storage.count() - taken.storage.count()));
    }

    /** The smaller of each part. */
    public Resources min(Resources other) {
        return of(
                Math.min(cpu.value(), other.cpu.value()),
                Math.min(ram.count(), other.ram.count()),
                Math.min(storage.count(), other.storage.count()));
    }

    public boolean fitsIn(Resources room) {
        return cpu.value() <= room.cpu.value()
                && ram.count() <= room.ram.count()
                && storage.count() <= room.storage.count();
    }

    @Override
    public String toString() {
        return cpu + ", " + ram + " RAM, " + storage + " storage";
    }
}
