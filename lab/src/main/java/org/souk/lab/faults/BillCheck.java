package org.souk.lab.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.souk.core.ledger.Billing;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Usage;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.PostingBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.ShareBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TransferBody;

/**
 * Computes the bill of a completed task again, from what each node did of it and at that node's prices, and compares it
 * with what the ledger says was paid.
 *
 * @param sellers the agents by the id of their node
 */
record BillCheck(Map<String, Seat> sellers) {
    private static final Billing BILLING = new Billing(Scene.FEE_BASIS_POINTS);

    /** What one node did. */
    private record Part(String node, long fuel, long wallMillis) {}

    /** @param transfers all of the market's */
    List<Finding> of(TaskBody task, Collection<TransferBody> transfers) {
        List<TransferBody> settled = transfers.stream()
                .filter(transfer -> transfer.kind().equalsIgnoreCase("settle"))
                .filter(transfer -> task.id().equals(transfer.task()))
                .toList();
        if (settled.isEmpty()) {
            return List.of(new Finding(Flaw.NOT_BILLED, "there is no settlement"));
        }
        if (settled.size() > 1) {
            return List.of(new Finding(Flaw.BILLED_TWICE, "there are " + settled.size() + " settlements"));
        }
        return compare(task, settled.get(0));
    }

    private List<Finding> compare(TaskBody task, TransferBody settled) {
        List<Part> parts = parts(task);
        long fuel = parts.stream().mapToLong(Part::fuel).sum();
        List<Finding> found = new ArrayList<>();
        if (fuel != task.ending().fuel()) {
            Flaw flaw = fuel > task.ending().fuel() ? Flaw.BILLED_TWICE : Flaw.NOT_BILLED;
            found.add(new Finding(
                    flaw,
                    "the parts have " + fuel + " fuel, the run " + task.ending().fuel()));
        }
        Map<String, Long> due = due(task, parts);
        Map<String, Long> paid = new TreeMap<>();
        for (PostingBody posting : settled.postings()) {
            paid.merge(posting.account(), posting.amountMicros(), Long::sum);
        }
        if (!due.equals(paid)) {
            String buyer = "available:" + task.buyer();
            boolean less = paid.getOrDefault(buyer, 0L) > due.getOrDefault(buyer, 0L);
            found.add(new Finding(less ? Flaw.NOT_BILLED : Flaw.BILLED_TWICE, "paid " + paid + " instead of " + due));
        }
        return found;
    }

    private static List<Part> parts(TaskBody task) {
        EndingBody ending = task.ending();
        List<ShareBody> shares = ending.bill().shares();
        return shares == null
                ? List.of(new Part(task.node(), ending.fuel(), ending.wallMillis()))
                : shares.stream()
                        .map(share -> new Part(share.node(), share.fuel(), share.wallMillis()))
                        .toList();
    }

    /** The postings of its settlement, by account. */
    private Map<String, Long> due(TaskBody task, List<Part> parts) {
        ResourcesBody asked = task.request().resources();
        Resources reserved = Resources.of(asked.cpuMillis(), asked.ramBytes(), asked.storageBytes());
        Money limit = Money.ofMicros(task.request().maxPriceMicros());
        Money left = limit;
        Map<String, Long> due = new TreeMap<>();
        for (Part part : parts) {
            Seat seat = sellers.get(part.node());
            Usage usage = new Usage(new Fuel(part.fuel()), Duration.ofMillis(part.wallMillis()), Bytes.ZERO);
            Bill bill = BILLING.bill(usage, reserved, seat.tariff(), left);
            left = left.minus(bill.charged());
            due.merge("available:" + seat.seller(), bill.paid().micros(), Long::sum);
            due.merge("fees", bill.fee().micros(), Long::sum);
        }
        due.merge("available:" + task.buyer(), left.micros(), Long::sum);
        due.merge("held:" + task.buyer(), -limit.micros(), Long::sum);
        due.values().removeIf(amount -> amount == 0);
        return due;
    }
}
