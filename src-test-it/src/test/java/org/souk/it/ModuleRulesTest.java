package org.souk.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.souk.it.harness.Repository;

/** Which module may use which: the table of the design, held by a test. */
class ModuleRulesTest {
    /** Every module by its folder, and its root package. */
    private static final Map<String, String> PACKAGES = Map.ofEntries(
            Map.entry("core", "org.souk.core"),
            Map.entry("protocol", "org.souk.protocol"),
            Map.entry("task-runtime", "org.souk.runtime"),
            Map.entry("ipfs", "org.souk.ipfs"),
            Map.entry("client", "org.souk.client"),
            Map.entry("replay", "org.souk.replay"),
            Map.entry("persistence", "org.souk.persistence"),
            Map.entry("ml", "org.souk.ml"),
            Map.entry("ejb-scheduler", "org.souk.ejb"),
            Map.entry("ws-endpoints", "org.souk.api"),
            Map.entry("grpc-bridge", "org.souk.grpc"),
            Map.entry("web", "org.souk.web"),
            Map.entry("node-agent", "org.souk.agent"),
            Map.entry("cli", "org.souk.cli"),
            Map.entry("lab", "org.souk.lab"));

    /** What each may use of the others. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("core", Set.of()),
            Map.entry("protocol", Set.of()),
            Map.entry("task-runtime", Set.of()),
            Map.entry("ipfs", Set.of()),
            Map.entry("client", Set.of("protocol", "ipfs")),
            Map.entry("replay", Set.of("core", "protocol", "task-runtime", "ipfs", "client")),
            Map.entry("persistence", Set.of("core")),
            Map.entry("ml", Set.of("core")),
            Map.entry("ejb-scheduler", Set.of("core", "persistence", "ml", "ipfs", "task-runtime", "protocol")),
            Map.entry("ws-endpoints", Set.of("core", "protocol", "ipfs")),
            Map.entry("grpc-bridge", Set.of("core", "protocol")),
            Map.entry("web", Set.of("core")),
            Map.entry("node-agent", Set.of("core", "protocol", "task-runtime", "ipfs", "client", "replay")),
            Map.entry("cli", Set.of("core", "protocol", "client", "replay", "node-agent", "task-runtime", "ipfs")),
            Map.entry(
                    "lab",
                    Set.of(
                            "core",
                            "ml",
                            "task-runtime",
                            "cli",
                            "client",
                            "replay",
                            "node-agent",
                            "protocol",
                            "persistence",
                            "ipfs")));

    private static JavaClasses souk;

    @BeforeAll
    static void readAllModules() {
        List<Path> folders = Stream.concat(PACKAGES.keySet().stream(), Stream.of("protocol/grpc"))
                .map(module -> Repository.root().resolve(module).resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList();
        souk = new ClassFileImporter().importPaths(folders);
    }

    @Test
    void everyModuleIsLookedAt() {
        PACKAGES.forEach((module, name) ->
                assertThat(souk.stream().filter(isIn(name))).as(module).isNotEmpty());
    }

    @TestFactory
    List<DynamicTest> moduleUsesOnlyWhatTheDesignAllows() {
        return PACKAGES.keySet().stream()
                .sorted()
                .map(module -> DynamicTest.dynamicTest(module, () -> usesOnlyWhatIsAllowed(module)))
                .toList();
    }

    private static void usesOnlyWhatIsAllowed(String module) {
        String[] forbidden = PACKAGES.entrySet().stream()
                .filter(other -> !other.getKey().equals(module))
                .filter(other -> !ALLOWED.get(module).contains(other.getKey()))
                .map(other -> other.getValue() + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(PACKAGES.get(module) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(souk);
    }

    /** Of the market's rules those who run programs need the words for runs alone. */
    @Test
    void agentReplayAndCommandLineLeaveTheRulesToTheMarket() {
        noClasses()
                .that()
                .resideInAnyPackage("org.souk.agent..", "org.souk.replay..", "org.souk.cli..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("org.souk.core..").and(resideOutsideOfPackage("org.souk.core.replay..")))
                .check(souk);
    }

    @Test
    void onlyPersistenceKnowsJpa() {
        // The database's adapter, and the one place of the wiring that hands it the container's entity manager.
        onlyIn("jakarta.persistence..", "org.souk.persistence..", "org.souk.ejb.platform..");
    }

    @Test
    void onlyMlKnowsWeka() {
        onlyIn("weka..", "org.souk.ml..");
    }

    @Test
    void onlyTheBridgeProtocolAndAgentSpeakGrpc() {
        onlyIn("io.grpc..", "org.souk.grpc..", "org.souk.protocol.migration..", "org.souk.agent..");
    }

    @Test
    void framesAndBodiesNeedNoGrpc() {
        noClasses()
                .that()
                .resideInAnyPackage("org.souk.protocol.json..", "org.souk.protocol.node..", "org.souk.protocol.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.souk.protocol.migration..")
                .check(souk);
    }

    @Test
    void onlyTheRuntimeKnowsTheWebAssemblyEngine() {
        // The experiment runs programs as they are too, to tell what the runtime adds.
        onlyIn("run.endive..", "org.souk.runtime..", "org.souk.lab.runtime..");
    }

    @Test
    void agentAndCommandLineNeedNoApplicationServer() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.souk.agent..",
                        "org.souk.cli..",
                        "org.souk.client..",
                        "org.souk.replay..",
                        "org.souk.protocol..",
                        "org.souk.runtime..",
                        "org.souk.ipfs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "fish.payara..")
                .check(souk);
    }

    @Test
    void entitiesStayInTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .or()
                .areAnnotatedWith("jakarta.persistence.Embeddable")
                .should()
                .bePackagePrivate()
                .check(souk);
    }

    private static void onlyIn(String technology, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(technology)
                .check(souk);
    }

    private static DescribedPredicate<JavaClass> isIn(String root) {
        return describe(
                "in " + root,
                type -> type.getPackageName().equals(root)
                        || type.getPackageName().startsWith(root + "."));
    }
}
