package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.souk.core.account.Account;
import org.souk.core.common.AccountId;

/** An {@link Account}. */
@Entity
@Table(name = "account")
class AccountRow {
    @Id
    private String id;

    private String name;
    private String roles;

    @Column(name = "opened_at")
    private Instant openedAt;

    private String plan;
    private long version;

    /** The database's own, see {@link JpaChangeSequence}. */
    @Column(name = "change_number", insertable = false, updatable = false)
    private long changeNumber;

    protected AccountRow() {}

    static AccountRow of(Account account) {
        AccountRow row = new AccountRow();
        row.id = account.id().value();
        row.name = account.name();
        row.roles = RolesColumn.write(account.roles());
        row.openedAt = account.openedAt();
        row.plan = account.plan();
        row.version = account.version();
        return row;
    }

    Account toDomain() {
        return new Account(new AccountId(id), name, RolesColumn.read(roles), openedAt, plan, version);
    }

    void change(Account account) {
        plan = account.plan();
        version++;
    }
}
