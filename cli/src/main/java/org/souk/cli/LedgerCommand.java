package org.souk.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.souk.cli.terminal.Amounts;
import org.souk.protocol.rest.LedgerBody;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The whole ledger. */
@Command(name = "ledger", mixinStandardHelpOptions = true, description = LedgerCommand.SUMMARY)
final class LedgerCommand implements Callable<Integer> {
    /** Stands for the command in lists, without loading it. */
    static final String SUMMARY = "Every balance and their sum, which is zero (operators).";

    @Mixin
    Market market;

    @Mixin
    Printer printer;

    @Override
    public Integer call() throws IOException, InterruptedException {
        LedgerBody ledger = market.client().get("/ledger", LedgerBody.class);
        printer.print(ledger, () -> {
            Printer.Table table = printer.table("ACCOUNT", "BALANCE");
            ledger.balances().forEach((account, micros) -> table.row(account, Amounts.ofMicros(micros)));
            table.row("sum", Amounts.ofMicros(ledger.sumMicros()));
            table.print();
        });
        return ledger.sumMicros() == 0 ? Souk.OK : Souk.ERROR;
    }
}
