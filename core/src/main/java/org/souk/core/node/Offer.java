package org.souk.core.node;

import org.souk.core.task.Refused;
import org.souk.core.units.Bytes;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Resources;

/**
 * What an owner sells of a node.
 *
 * @param forSale the most that all tasks together may reserve
 * @param yieldToOwner when true, no more CPU and RAM is sold than the machine's own forecast load leaves free
 * @param terms to whom and on which terms it is sold
 */
public record Offer(Resources forSale, Tariff tariff, boolean yieldToOwner, Terms terms) {
    /**
     * @throws Refused when more is offered than the machine has
     */
    public void checkAgainst(Hardware hardware) {
        if (!hardware.isKnown()) {
            return;
        }
        MilliCpu cores = MilliCpu.ofCores(hardware.cores());
        refuseWhen(forSale.cpu().compareTo(cores) > 0, "cpuMillis", "the machine has " + cores);
        refuseWhen(forSale.ram().compareTo(hardware.ram()) > 0, "ramBytes", "the machine has " + hardware.ram());
        Bytes disk = hardware.disk();
        refuseWhen(forSale.storage().compareTo(disk) > 0, "storageBytes", "the machine's disk has " + disk);
    }

    private static void refuseWhen(boolean tooMuch, String part, String has) {
        if (tooMuch) {
            throw new Refused("offer." + part, "offers more than there is: " + has);
        }
    }
}
