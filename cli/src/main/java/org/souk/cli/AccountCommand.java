package org.souk.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.souk.cli.terminal.Amounts;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.AccountList;
import org.souk.protocol.rest.AccountOpened;
import org.souk.protocol.rest.AccountRequest;
import org.souk.protocol.rest.DepositRequest;
import org.souk.protocol.rest.PlanBody;
import org.souk.protocol.rest.PlanList;
import org.souk.protocol.rest.PlanRequest;
import org.souk.protocol.rest.TransferBody;
import org.souk.protocol.rest.TransferPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts and their money. */
@Command(
        name = "account",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = AccountCommand.SUMMARY)
final class AccountCommand {
    /** Stands for the command in lists, without loading it. */
    static final String SUMMARY = "Open accounts, look at their money.";

    @Command(name = "open", mixinStandardHelpOptions = true, description = "Open an account (operators).")
    int open(
            @Mixin Market market,
            @Mixin Printer printer,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--role",
                            required = true,
                            split = ",",
                            paramLabel = "ROLE",
                            description = "buyer, seller or operator; may be repeated.")
                    List<String> roles)
            throws IOException, InterruptedException {
        List<String> lower =
                roles.stream().map(role -> role.toLowerCase(Locale.ROOT)).toList();
        AccountOpened opened = market.client().post("/accounts", new AccountRequest(name, lower), AccountOpened.class);
        printer.print(opened, () -> {
            printer.fields(
                    "Account", opened.account().id(),
                    "Name", opened.account().name(),
                    "Roles", String.join(", ", opened.account().roles()),
                    "Client id", opened.clientId(),
                    "Client secret", opened.clientSecret());
            printer.line("Keep the secret: it is shown this once. Sign in with 'souk login --client-id "
                    + opened.clientId() + "'.");
        });
        return Souk.OK;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All accounts (operators).")
    int list(@Mixin Market market, @Mixin Printer printer) throws IOException, InterruptedException {
        AccountList accounts = market.client().get("/accounts", AccountList.class);
        printer.print(accounts, () -> {
            Printer.Table table = printer.table("ACCOUNT", "NAME", "ROLES", "PLAN", "AVAILABLE", "HELD");
            for (AccountBody account : accounts.accounts()) {
                table.row(
                        account.id(),
                        account.name(),
                        String.join(",", account.roles()),
                        account.plan(),
                        Amounts.ofMicros(account.availableMicros()),
                        Amounts.ofMicros(account.heldMicros()));
            }
            table.print();
        });
        return Souk.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One account, your own by default.")
    int show(
            @Mixin Market market,
            @Mixin Printer printer,
            @Parameters(paramLabel = "ACCOUNT", arity = "0..1", defaultValue = "me") String id)
            throws IOException, InterruptedException {
        AccountBody account = market.client().get("/accounts/" + encoded(id), AccountBody.class);
        show(printer, account);
        return Souk.OK;
    }

    private static void show(Printer printer, AccountBody account) {
        printer.print(
                account,
                () -> printer.fields(
                        "Account", account.id(),
                        "Name", account.name(),
                        "Roles", String.join(", ", account.roles()),
                        "Plan", account.plan(),
                        "Available", Amounts.ofMicros(account.availableMicros()) + " credits",
                        "Held", Amounts.ofMicros(account.heldMicros()) + " credits"));
    }

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            description = "Give an account another service plan (operators).")
    int plan(
            @Mixin Market market,
            @Mixin Printer printer,
            @Parameters(index = "0", paramLabel = "ACCOUNT", description = "Its name or id.") String account,
            @Parameters(index = "1", paramLabel = "PLAN", description = "See 'souk account plans'.") String plan)
            throws IOException, InterruptedException {
        String id = market.client().get("/accounts", AccountList.class).accounts().stream()
                .filter(a -> a.name().equals(account))
                .map(AccountBody::id)
                .findFirst()
                .orElse(account);
        show(
                printer,
                market.client().put("/accounts/" + encoded(id) + "/plan", new PlanRequest(plan), AccountBody.class));
        return Souk.OK;
    }

    @Command(name = "plans", mixinStandardHelpOptions = true, description = "The service plans.")
    int plans(@Mixin Market market, @Mixin Printer printer) throws IOException, InterruptedException {
        PlanList plans = market.client().get("/plans", PlanList.class);
        printer.print(plans, () -> {
            Printer.Table table = printer.table("PLAN", "WEIGHT", "UNFINISHED", "CPU", "RAM", "REFUND");
            for (PlanBody plan : plans.plans()) {
                table.row(
                        plan.name(),
                        Integer.toString(plan.weight()),
                        Integer.toString(plan.maxUnfinished()),
                        plan.maxCpuMillis() == null ? "any" : plan.maxCpuMillis() + "m",
                        plan.maxRamBytes() == null ? "any" : Amounts.ofBytes(plan.maxRamBytes()),
                        plan.refundPercent() + " %");
            }
            table.print();
        });
        return Souk.OK;
    }

    @Command(name = "deposit", mixinStandardHelpOptions = true, description = "Put money into an account (operators).")
    int deposit(
            @Mixin Market market,
            @Mixin Printer printer,
            @Parameters(index = "0", paramLabel = "ACCOUNT") String id,
            @Parameters(index = "1", paramLabel = "CREDITS", converter = Amounts.Credits.class) long micros)
            throws IOException, InterruptedException {
        show(
                printer,
                market.client()
                        .post("/accounts/" + encoded(id) + "/deposits", new DepositRequest(micros), AccountBody.class));
        return Souk.OK;
    }

    @Command(name = "transfers", mixinStandardHelpOptions = true, description = "The statement, newest first.")
    int transfers(
            @Mixin Market market,
            @Mixin Printer printer,
            @Parameters(paramLabel = "ACCOUNT", arity = "0..1", defaultValue = "me") String id,
            @Option(names = "--limit", defaultValue = "50", paramLabel = "N") int limit,
            @Option(names = "--before", paramLabel = "TRANSFER", description = "Continue after this transfer.")
                    String before)
            throws IOException, InterruptedException {
        String more = before == null ? "" : "&before=" + encoded(before);
        TransferPage page = market.client()
                .get("/accounts/" + encoded(id) + "/transfers?limit=" + limit + more, TransferPage.class);
        print(printer, page);
        return Souk.OK;
    }

    static void print(Printer printer, TransferPage page) {
        printer.print(page, () -> {
            Printer.Table table = printer.table("TIME", "TRANSFER", "KIND", "TASK", "POSTINGS");
            for (TransferBody transfer : page.transfers()) {
                table.row(
                        transfer.at().toString(),
                        transfer.id(),
                        transfer.kind(),
                        transfer.task() == null ? "-" : transfer.task(),
                        transfer.postings().stream()
                                .map(posting -> posting.account() + " " + signed(posting.amountMicros()))
                                .collect(Collectors.joining(", ")));
            }
            table.print();
            if (page.next() != null) {
                printer.line("More: --before " + page.next());
            }
        });
    }

    private static String signed(long micros) {
        return (micros > 0 ? "+" : "") + Amounts.ofMicros(micros);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
