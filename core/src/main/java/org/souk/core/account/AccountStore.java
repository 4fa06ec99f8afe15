package org.souk.core.account;

import java.util.List;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.NameTaken;

/** Port: where accounts are kept. Every method joins the caller's transaction. */
public interface AccountStore {
    /** @throws NameTaken when an account of that name exists */
    void insert(Account account);

    Optional<Account> find(AccountId id);

    /**
     * Writes what may change of an account that exists: its plan.
     *
     * @return the same account, its version raised by one
     */
    Account save(Account account);

    /** All accounts whose change has this number or a higher one, see {@link org.souk.core.common.ChangeSequence}. */
    List<Account> changedSince(long number);

    Optional<Account> findByName(String name);

    /** All accounts, by name. */
    List<Account> list();
}
