package org.souk.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.souk.client", importOptions = DoNotIncludeTests.class)
class ClientRulesTest {
    /** What a buyer's program may have to carry: no agent, no engine, no gRPC, nothing that measures a machine. */
    @ArchTest
    static final ArchRule clientNeedsProtocolAndContentAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.souk.client..",
                    "org.souk.ipfs..",
                    "org.souk.protocol.json..",
                    "org.souk.protocol.node..",
                    "org.souk.protocol.rest..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.souk.client.(*)..").should().beFreeOfCycles();

    /** The calls themselves are what everything else is built on. */
    @ArchTest
    static final ArchRule callsKnowNothingOfTheirUses = noClasses()
            .that()
            .resideInAPackage("org.souk.client")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.souk.client.*..");
}
