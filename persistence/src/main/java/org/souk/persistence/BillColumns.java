package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.souk.core.pricing.Bill;
import org.souk.core.units.Money;

/** A {@link Bill} as columns, in micro-credits. All are null until a task has ended. */
@Embeddable
class BillColumns {
    @Column(name = "bill_fuel")
    private Long fuel;

    @Column(name = "bill_ram")
    private Long ram;

    @Column(name = "bill_storage")
    private Long storage;

    @Column(name = "bill_charged")
    private Long charged;

    @Column(name = "bill_fee")
    private Long fee;

    @Column(name = "bill_paid")
    private Long paid;

    @Column(name = "bill_refunded")
    private Long refunded;

    @Column(name = "bill_shares")
    private String shares;

    protected BillColumns() {}

    static BillColumns of(Bill bill) {
        BillColumns columns = new BillColumns();
        columns.fuel = bill.fuel().micros();
        columns.ram = bill.ram().micros();
        columns.storage = bill.storage().micros();
        columns.charged = bill.charged().micros();
        columns.fee = bill.fee().micros();
        columns.paid = bill.paid().micros();
        columns.refunded = bill.refunded().micros();
        columns.shares = JourneyColumn.writeShares(bill.shares());
        return columns;
    }

    Bill toDomain() {
        return new Bill(
                Money.ofMicros(fuel),
                Money.ofMicros(ram),
                Money.ofMicros(storage),
                Money.ofMicros(charged),
                Money.ofMicros(fee),
                Money.ofMicros(paid),
                // Bills of the first schema know of no refunds.
                refunded == null ? Money.ZERO : Money.ofMicros(refunded),
                JourneyColumn.readShares(shares));
    }
}
