package org.souk.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.souk.cli.terminal.Terminal;
import org.souk.client.Credentials;
import org.souk.client.MarketAddress;
import org.souk.client.MarketClient;
import org.souk.client.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs in: verifies the credentials with the market and keeps them. */
@Command(name = "login", mixinStandardHelpOptions = true, description = LoginCommand.SUMMARY)
final class LoginCommand implements Callable<Integer> {
    /** Stands for the command in lists, without loading it. */
    static final String SUMMARY = "Sign in with the credentials that 'account open' printed, and remember them.";

    @Mixin
    Market market;

    @Mixin
    Printer printer;

    @Option(names = "--client-id", required = true, paramLabel = "ID")
    String clientId;

    @Option(
            names = "--client-secret-stdin",
            description = "Read the secret from standard input instead of asking for it.")
    boolean secretFromStdin;

    @Override
    public Integer call() throws IOException, InterruptedException {
        MarketAddress address = market.address();
        String secret = secret();
        if (secret == null || secret.isBlank()) {
            throw new Failure("the secret is empty");
        }
        new MarketClient(address.server(), new Credentials(clientId, secret)).token();
        Path file = market.profileFile();
        new Profile(address.server().toString(), address.webSocket().toString(), clientId, secret).save(file);
        printer.print(
                new SignedIn(clientId, address.server().toString(), file.toString()),
                () -> printer.line("Signed in to " + address.server() + " as " + clientId + "; kept in " + file));
        return Souk.OK;
    }

    record SignedIn(String clientId, String server, String file) {}

    private String secret() throws IOException {
        if (!secretFromStdin) {
            Console console = Terminal.console()
                    .orElseThrow(() ->
                            new Failure("no terminal to ask for the secret on; give it by --client-secret-stdin"));
            char[] typed = console.readPassword("Client secret: ");
            return typed == null ? null : new String(typed);
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? null : line.strip();
    }
}
