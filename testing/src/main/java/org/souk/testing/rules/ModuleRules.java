package org.souk.testing.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The rules that a module keeps. Its test extends this and says what the module may use; it runs in the module's folder, as
 * Maven has it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModuleRules {
    private static final String SOUK = "org.souk.";

    /** Each technology, and the only packages that know it. */
    private static final Map<String, List<String>> TECHNOLOGIES = Map.of(
            // The database's adapter, and the one place of the wiring that hands it the container's entity manager.
            "jakarta.persistence..", List.of("org.souk.persistence..", "org.souk.ejb.platform.."),
            "weka..", List.of("org.souk.ml.."),
            "io.grpc..", List.of("org.souk.grpc..", "org.souk.protocol..", "org.souk.agent.."),
            // The experiment runs programs as they are too, to tell what the runtime adds.
            "run.endive..", List.of("org.souk.runtime..", "org.souk.lab.runtime.."));

    private final String root;
    private final String[] usable;
    private final JavaClasses classes;

    /**
     * @param module the name of its root package in {@code org.souk}
     * @param others those of the modules that it may use
     */
    protected ModuleRules(String module, String... others) {
        root = SOUK + module;
        usable = Stream.concat(Stream.of(root), Stream.of(others).map(other -> SOUK + other))
                .map(name -> name + "..")
                .toArray(String[]::new);
        classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
    }

    /** What the module is built of, without its tests. */
    protected final JavaClasses classes() {
        return classes;
    }

    @Test
    void moduleLivesInItsPackage() {
        if (classes.isEmpty()) {
            throw new AssertionError("there are no classes in target/classes");
        }
        noClasses().should().resideOutsideOfPackage(root + "..").check(classes);
    }

    @Test
    void moduleUsesOnlyWhatTheDesignAllows() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.souk..").and(not(resideInAnyPackage(usable))))
                .check(classes);
    }

    @TestFactory
    Stream<DynamicTest> technologyStaysWhereItBelongs() {
        return TECHNOLOGIES.entrySet().stream()
                .map(technology -> DynamicTest.dynamicTest(
                        technology.getKey(), () -> onlyIn(technology.getKey(), technology.getValue())));
    }

    private void onlyIn(String technology, List<String> packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(technology)
                .allowEmptyShould(true)
                .check(classes);
    }

    /** Whoever reads one package of the module can begin with those that it uses. */
    @Test
    void packagesAreFreeOfCycles() {
        SlicesRuleDefinition.slices()
                .matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    /** For modules that run outside of the server: nothing of it comes with them. */
    protected final void needsNoApplicationServer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..", "fish.payara..")
                .check(classes);
    }
}
