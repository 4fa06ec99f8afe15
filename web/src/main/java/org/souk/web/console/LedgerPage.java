package org.souk.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.account.Account;
import org.souk.core.account.Role;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.AccountId;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Transfer;
import org.souk.core.units.Money;

/** Balances, transfers, and whether it all adds up. */
@Named
@RequestScoped
public class LedgerPage {
    private static final int PAGE = 25;

    @Inject
    Accounts accounts;

    private String account;
    private String before;
    private List<Account> all;
    private Money sum;
    private List<TransferRow> transfers;
    private String next;

    /**
     * What an account owns.
     *
     * @param kind buyer, seller and so on; or what the account is for
     */
    public record BalanceRow(String id, String name, String kind, String plan, String available, String held) {}

    /** A posting of a transfer. */
    public record PostingRow(String account, String amount, boolean given) {}

    /** A transfer with its postings. */
    public record TransferRow(String id, String kind, String task, String at, String ago, List<PostingRow> postings) {}

    public String getSum() {
        return Display.money(sum());
    }

    public boolean isBalanced() {
        return sum().equals(Money.ZERO);
    }

    private Money sum() {
        if (sum == null) {
            sum = accounts.ledgerSum();
        }
        return sum;
    }

    public List<BalanceRow> getBalances() {
        Map<LedgerAccount, Money> balances = accounts.balances();
        List<BalanceRow> rows = new ArrayList<>();
        for (Account a : all()) {
            rows.add(new BalanceRow(
                    a.id().value(),
                    a.name(),
                    String.join(
                            ", ",
                            a.roles().stream().map(Role::wireName).sorted().toList()),
                    a.plan(),
                    money(balances, LedgerAccount.available(a.id())),
                    money(balances, LedgerAccount.held(a.id()))));
        }
        rows.add(new BalanceRow("", "Marketplace fees", "earned", "", money(balances, LedgerAccount.FEES), ""));
        rows.add(new BalanceRow(
                "", "Outside world", "deposits, negative", "", money(balances, LedgerAccount.EXTERNAL), ""));
        return rows;
    }

    private static String money(Map<LedgerAccount, Money> balances, LedgerAccount account) {
        return Display.money(balances.getOrDefault(account, Money.ZERO));
    }

    public List<TransferRow> getTransfers() {
        load();
        return transfers;
    }

    /** The cursor of the next page, or null on the last one. */
    public String getNext() {
        load();
        return next;
    }

    private void load() {
        if (transfers != null) {
            return;
        }
        List<Transfer> found = new ArrayList<>(accounts.transfers(
                Optional.ofNullable(account).map(id -> LedgerAccount.available(new AccountId(id))),
                Optional.ofNullable(before),
                PAGE + 1));
        if (found.size() > PAGE) {
            found.remove(PAGE);
            next = found.get(PAGE - 1).id();
        }
        AccountNames names = new AccountNames(all());
        Instant now = Instant.now();
        transfers = found.stream().map(transfer -> row(transfer, names, now)).toList();
    }

    private static TransferRow row(Transfer transfer, AccountNames names, Instant now) {
        return new TransferRow(
                transfer.id(),
                TaskWords.capitalized(transfer.kind().name()),
                transfer.task().map(Object::toString).orElse(null),
                Display.time(transfer.at()),
                Display.ago(transfer.at(), now),
                transfer.postings().stream()
                        .map(p -> new PostingRow(
                                names.of(p.account()),
                                (p.amount().isPositive() ? "+" : "") + Display.money(p.amount()),
                                p.amount().isNegative()))
                        .toList());
    }

    private List<Account> all() {
        if (all == null) {
            all = accounts.list();
        }
        return all;
    }

    /** The name of the account whose transfers are shown, or null for all. */
    public String getAccountName() {
        return account == null ? null : new AccountNames(all()).of(new AccountId(account));
    }

    public boolean isFirstPage() {
        return before == null;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account == null || account.isBlank() ? null : account.strip();
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = before == null || before.isBlank() ? null : before.strip();
    }
}
