package org.souk.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.souk.api.body.Fields;
import org.souk.api.body.MoneyBodies;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.AccountId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Transfer;
import org.souk.protocol.rest.TransferBody;
import org.souk.protocol.rest.TransferPage;

/** Pages of transfers. */
@ApplicationScoped
class Transfers {
    @Inject
    Accounts accounts;

    /** Every transfer of the market. */
    TransferPage all(String before, String limit) {
        Pages page = Pages.of(limit);
        return page(page, accounts.transfers(Optional.empty(), cursor(before), page.fetch()));
    }

    /** The transfers of one account. A bill that takes a whole hold touches only the held part, so both are read. */
    TransferPage of(AccountId account, String before, String limit) {
        Pages page = Pages.of(limit);
        Optional<String> cursor = cursor(before);
        return page(
                page,
                Stream.of(LedgerAccount.available(account), LedgerAccount.held(account))
                        .flatMap(part -> accounts.transfers(Optional.of(part), cursor, page.fetch()).stream())
                        .distinct()
                        .sorted(Comparator.comparing(Transfer::id).reversed())
                        .limit(page.fetch())
                        .toList());
    }

    private static TransferPage page(Pages page, List<Transfer> fetched) {
        List<TransferBody> bodies = fetched.stream().map(MoneyBodies::body).toList();
        return new TransferPage(page.shown(bodies), page.next(bodies, TransferBody::id));
    }

    private static Optional<String> cursor(String before) {
        if (before != null && !Fields.isId(before)) {
            throw new InvalidRequest("before", "is not the id of a transfer");
        }
        return Optional.ofNullable(before);
    }
}
