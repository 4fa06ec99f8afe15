package org.souk.api.body;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.souk.core.account.Account;
import org.souk.core.account.Role;
import org.souk.core.account.ServicePlan;
import org.souk.core.accounts.Accounts.Balance;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.TaskId;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Transfer;
import org.souk.core.units.Money;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.LedgerBody;
import org.souk.protocol.rest.PlanBody;
import org.souk.protocol.rest.PostingBody;
import org.souk.protocol.rest.TransferBody;

/** Accounts and their money on the wire. */
public final class MoneyBodies {
    private static final Set<Role> OPENABLE = Set.of(Role.BUYER, Role.SELLER, Role.OPERATOR);

    private MoneyBodies() {}

    /** @throws InvalidRequest naming {@code roles} */
    public static Set<Role> roles(List<String> names) {
        return Fields.list("roles", names).stream().map(MoneyBodies::role).collect(Collectors.toUnmodifiableSet());
    }

    private static Role role(String name) {
        return OPENABLE.stream()
                .filter(role -> role.wireName().equals(name))
                .findAny()
                .orElseThrow(() -> new InvalidRequest("roles", "'" + name + "' is none of buyer, seller and operator"));
    }

    public static AccountBody body(Account account, Balance balance) {
        return new AccountBody(
                account.id().value(),
                account.name(),
                account.roles().stream().map(Role::wireName).sorted().toList(),
                account.openedAt(),
                account.plan(),
                balance.available().micros(),
                balance.held().micros());
    }

    public static PlanBody body(ServicePlan plan) {
        int cpu = plan.maxOnNodes().cpu().value();
        long ram = plan.maxOnNodes().ram().count();
        return new PlanBody(
                plan.name(),
                plan.weight(),
                plan.maxUnfinished(),
                cpu == Integer.MAX_VALUE ? null : cpu,
                ram == Long.MAX_VALUE ? null : ram,
                plan.refundPercent());
    }

    public static TransferBody body(Transfer transfer) {
        return new TransferBody(
                transfer.id(),
                transfer.kind().name().toLowerCase(Locale.ROOT),
                transfer.task().map(TaskId::value).orElse(null),
                transfer.at(),
                transfer.postings().stream()
                        .map(posting -> new PostingBody(
                                posting.account().name(), posting.amount().micros()))
                        .toList());
    }

    public static LedgerBody body(Map<LedgerAccount, Money> balances, Money sum) {
        Map<String, Long> byName = new TreeMap<>();
        balances.forEach((account, balance) -> byName.put(account.name(), balance.micros()));
        return new LedgerBody(byName, sum.micros());
    }
}
