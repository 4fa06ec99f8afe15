package org.souk.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.souk.protocol.rest.AccountOpened;
import org.souk.protocol.rest.AccountRequest;
import org.souk.protocol.rest.DepositRequest;
import org.souk.protocol.rest.LedgerBody;

/** The market's first operator, as its credentials file has it. */
public final class Operator {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Account account;

    private Operator(Account account) {
        this.account = account;
    }

    public static Operator signedIn() {
        try {
            byte[] file = Files.readAllBytes(SharedControlPlane.running().home().resolve("operator.json"));
            Reply credentials = new Reply("operator.json", 200, null, file);
            return new Operator(
                    new Account("", "operator", credentials.field("clientId"), credentials.field("clientSecret")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Account account() {
        return account;
    }

    public Api api() {
        return account.api();
    }

    /** A new account with a name that nobody has. */
    public Account open(String role) {
        AccountOpened opened = api().post(
                        "/accounts",
                        new AccountRequest(
                                role + "-" + NAMES.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36),
                                List.of(role)))
                .as(AccountOpened.class);
        return new Account(opened.account().id(), opened.account().name(), opened.clientId(), opened.clientSecret());
    }

    public void deposit(Account account, long micros) {
        api().post("/accounts/" + account.id() + "/deposits", new DepositRequest(micros))
                .expect(200);
    }

    public LedgerBody ledger() {
        return api().get("/ledger").as(LedgerBody.class);
    }
}
