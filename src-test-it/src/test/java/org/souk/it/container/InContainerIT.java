package org.souk.it.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipFile;
import org.eclipse.microprofile.config.Config;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.souk.core.common.AccountId;
import org.souk.core.units.Money;
import org.souk.it.harness.Repository;
import org.souk.testing.Eventually;

/** Runs inside of the market's server, in an application beside it. */
@ExtendWith({OnTheSharedMarket.class, ArquillianExtension.class})
class InContainerIT {
    /** Of the EAR's libraries, what the ledger needs. */
    private static final List<String> LIBRARIES = List.of("souk-core", "souk-persistence", "flyway-", "jackson-");

    @Deployment
    static WebArchive application() throws IOException {
        WebArchive archive = ShrinkWrap.create(WebArchive.class, "souk-it.war")
                .addPackage(InContainerIT.class.getPackage())
                .addPackage(Eventually.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        librariesOfTheEar().forEach(archive::addAsLibrary);
        return archive;
    }

    private static List<File> librariesOfTheEar() throws IOException {
        Path folder = Files.createDirectories(Repository.work("libraries"));
        try (ZipFile ear =
                new ZipFile(Repository.root().resolve("ear/target/souk.ear").toFile())) {
            return ear.stream()
                    .filter(entry ->
                            LIBRARIES.stream().anyMatch(name -> entry.getName().startsWith("lib/" + name)))
                    .map(entry -> {
                        Path file = folder.resolve(Path.of(entry.getName()).getFileName());
                        try (InputStream in = ear.getInputStream(entry)) {
                            Files.write(file, in.readAllBytes());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return file.toFile();
                    })
                    .toList();
        }
    }

    @EJB
    Ticker ticker;

    @Inject
    Config config;

    @Inject
    Books books;

    @Test
    void timerThatIsNotPersistentFires() {
        int before = ticker.ticks();
        Eventually.holds("two more ticks", () -> ticker.ticks() >= before + 2);
    }

    @Test
    void settingsOfTheCommandLineReachTheApplication() {
        assertEquals(Duration.ofSeconds(3), config.getValue("souk.scheduler.lease", Duration.class));
        assertTrue(Files.isDirectory(Path.of(config.getValue("souk.home", String.class))));
    }

    @Test
    void failedTransactionLeavesTheLedgerAsItWas() {
        AccountId ada = new AccountId("ada");
        books.migrate();
        books.transactions().run(() -> books.deposit("t1", ada, Money.parse("5")));

        IllegalStateException failure = assertThrows(
                IllegalStateException.class, () -> books.transactions().run(() -> {
                    books.deposit("t2", ada, Money.parse("7"));
                    throw new IllegalStateException("on purpose");
                }));

        assertEquals("on purpose", failure.getMessage(), "it comes out as it was thrown");
        assertEquals(Money.parse("5"), books.balance(ada));
    }
}
