package org.souk.core.scheduling.slot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.souk.core.units.Resources;

/**
 * Slots by how much CPU and RAM is free, to find those into which a request fits without looking at all of them. A grid:
 * its rows are free CPU and its columns free RAM, each in steps of a factor of √2, so that a request can only fit into
 * cells from its own row and column on. Searching goes from small to large, which fills nodes that are nearly full
 * before it breaks into empty ones.
 */
public final class FreeSlotIndex {
    private static final int ROWS = 64;
    private static final int COLUMNS = 64;
    private static final int RAM_UNIT_BITS = 20;

    private final List<List<Slot>> cells = new ArrayList<>(ROWS * COLUMNS);

    /** For each row, a bit for each column that is not empty. */
    private final long[] filled = new long[ROWS];

    public FreeSlotIndex() {
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            cells.add(null);
        }
    }

    public void add(Slot slot) {
        Resources free = slot.freeBesideOwner();
        int cell = cellOf(free);
        List<Slot> members = cells.get(cell);
        if (members == null) {
            members = new ArrayList<>();
            cells.set(cell, members);
        }
        slot.cell = cell;
        slot.place = members.size();
        members.add(slot);
        filled[cell / COLUMNS] |= 1L << cell % COLUMNS;
    }

    /** To be called when what is free there has changed. */
    public void moved(Slot slot) {
        if (slot.cell < 0 || slot.cell == cellOf(slot.freeBesideOwner())) {
            return;
        }
        List<Slot> members = cells.get(slot.cell);
        Slot last = members.remove(members.size() - 1);
        if (last != slot) {
            members.set(slot.place, last);
            last.place = slot.place;
        }
        if (members.isEmpty()) {
            filled[slot.cell / COLUMNS] &= ~(1L << slot.cell % COLUMNS);
        }
        add(slot);
    }

    /** Whether no place at all can have so much. */
    public boolean isTooLarge(Resources wanted) {
        int column = columnOf(wanted.ram().count());
        for (int row = rowOf(wanted.cpu().value()); row < ROWS; row++) {
            if (filled[row] >>> column != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Offers places that may have room for a request, small ones first.
     *
     * @param enough says after each place whether the search can end
     */
    public void search(Resources wanted, Predicate<Slot> enough) {
        int column = columnOf(wanted.ram().count());
        for (int row = rowOf(wanted.cpu().value()); row < ROWS; row++) {
            for (long left = filled[row] >>> column << column; left != 0; left &= left - 1) {
                List<Slot> members = cells.get(row * COLUMNS + Long.numberOfTrailingZeros(left));
                for (int i = 0; i < members.size(); i++) {
                    if (enough.test(members.get(i))) {
                        return;
                    }
                }
            }
        }
    }

    private static int cellOf(Resources free) {
        return rowOf(free.cpu().value()) * COLUMNS + columnOf(free.ram().count());
    }

    private static int rowOf(long milliCpu) {
        return Math.min(ROWS - 1, level(milliCpu));
    }

    private static int columnOf(long ramBytes) {
        return Math.min(COLUMNS - 1, level(ramBytes >>> RAM_UNIT_BITS));
    }

    /** Twice the binary logarithm, rounded down; 0 for 0, so that a larger value never has a smaller level. */
    private static int level(long value) {
        if (value <= 0) {
            return 0;
        }
        int octave = 63 - Long.numberOfLeadingZeros(value);
        long leading = octave >= 15 ? value >>> octave - 15 : value << 15 - octave;
        // √2 ≈ 46341 / 32768
        boolean upper = leading >= 46_341;
        return 1 + 2 * octave + (upper ? 1 : 0);
    }
}
