package org.souk.web.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.souk.core.account.Client;
import org.souk.core.accounts.Accounts;

/**
 * Authenticates clients by id and secret, within limits.
 *
 * <p>Failures are counted for the pair of client and address, and for the address. They are not counted for the client
 * alone: secrets have 256 random bits, and such a count would let anybody lock a client out.
 */
@ApplicationScoped
public class ClientSignIn {
    private static final int LONGEST = 256;
    private static final int REMEMBERED = 10_000;
    private static final Duration BUSY_FOR = Duration.ofSeconds(2);

    private final Accounts accounts;
    private final FailureLimit perClientAndAddress;
    private final FailureLimit perAddress;
    private final HashingSlots slots;

    /** For the container's proxy. */
    protected ClientSignIn() {
        this(null, InstantSource.system());
    }

    @Inject
    public ClientSignIn(Accounts accounts) {
        this(accounts, InstantSource.system());
    }

    /** With a clock of the caller's. */
    public ClientSignIn(Accounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.perClientAndAddress = new FailureLimit(10, Duration.ofSeconds(6), REMEMBERED, clock);
        this.perAddress = new FailureLimit(100, Duration.ofSeconds(1), REMEMBERED, clock);
        int cores = Runtime.getRuntime().availableProcessors();
        this.slots = new HashingSlots(Math.max(1, cores / 2), 6, Duration.ofSeconds(5));
    }

    /** @param address of the machine that asks */
    public SignInResult signIn(String clientId, String secret, String address) {
        if (clientId.length() > LONGEST || secret.length() > LONGEST) {
            return new SignInResult.WrongCredentials();
        }
        String pair = address + ' ' + clientId;
        Optional<Duration> wait = perAddress.take(address);
        if (wait.isPresent()) {
            return new SignInResult.TooManyFailures(wait.get());
        }
        wait = perClientAndAddress.take(pair);
        if (wait.isPresent()) {
            perAddress.giveBack(address);
            return new SignInResult.TooManyFailures(wait.get());
        }
        SignInResult result = slots.run(() -> check(clientId, secret)).orElse(new SignInResult.Busy(BUSY_FOR));
        if (!result.isGuess()) {
            perAddress.giveBack(address);
            perClientAndAddress.giveBack(pair);
        }
        return result;
    }

    private SignInResult check(String clientId, String secret) {
        Optional<Client> client = accounts.authenticate(clientId, secret);
        return client.<SignInResult>map(SignInResult.SignedIn::new).orElseGet(SignInResult.WrongCredentials::new);
    }
}
