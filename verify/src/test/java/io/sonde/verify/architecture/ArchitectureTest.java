package io.sonde.verify.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dependencies that the design allows, checked on the compiled classes of all modules. */
final class ArchitectureTest {

    private static final String CORE = "io.sonde.core..";
    private static final String BOOTSTRAP = "io.sonde.agent.bootstrap..";
    private static final String ENGINE = "io.sonde.agent.engine..";
    private static final String WEAVER = "io.sonde.agent.engine.weave..";
    private static final String ENDPOINT = "io.sonde.endpoint..";
    private static final String EXPORTER = "io.sonde.exporter..";
    private static final String POOLS = "io.sonde.exporter.pool..";
    private static final String DEMO = "io.sonde.demo..";

    private static JavaClasses sonde;

    @BeforeAll
    static void readClasses() {
        sonde = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages("io.sonde");
    }

    @Test
    void everyModuleIsLookedAt() {
        Set<String> modules = sonde.stream()
                .map(type -> type.getPackageName().replaceAll("^io\\.sonde\\.(agent\\.\\w+|\\w+).*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(modules)
                .contains(
                        "core",
                        "agent.bootstrap",
                        "agent.engine",
                        "endpoint",
                        "exporter",
                        "dashboards",
                        "alerts",
                        "demo");
    }

    @Test
    void coreDependsOnJavaLangAndJavaUtilOnly() {
        check(classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat(residesIn(CORE, "java.lang..", "java.util..", "org.jspecify.annotations..")
                        .and(residesOutside(
                                "java.util.logging..",
                                "java.util.prefs..",
                                "java.lang.management..",
                                "java.util.jar.."))));
    }

    @Test
    void bootstrapDependsOnCoreAndOnWhatTheBootLoaderSees() {
        check(classes()
                .that()
                .resideInAPackage(BOOTSTRAP)
                .should()
                .onlyDependOnClassesThat(residesIn(
                                BOOTSTRAP,
                                CORE,
                                "java.lang..",
                                "java.util..",
                                "java.io..",
                                "java.net..",
                                "java.nio.charset..",
                                "java.security..",
                                "org.jspecify.annotations..")
                        .and(residesOutside("java.util.logging..", "java.util.prefs..", "java.lang.management.."))));
    }

    @Test
    void agentAndExporterNeverSeeEachOther() {
        check(noClasses()
                .that()
                .resideInAnyPackage(BOOTSTRAP, ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EXPORTER));
        check(noClasses()
                .that()
                .resideInAPackage(EXPORTER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BOOTSTRAP, ENGINE));
    }

    @Test
    void theEndpointKnowsCoreOnly() {
        check(noClasses()
                .that()
                .resideInAPackage(ENDPOINT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BOOTSTRAP, ENGINE, EXPORTER, DEMO));
    }

    @Test
    void theDemoKnowsNothingOfTheAgentOrTheExporter() {
        check(noClasses()
                .that()
                .resideInAPackage(DEMO)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BOOTSTRAP, ENGINE, EXPORTER, ENDPOINT));
    }

    @Test
    void theWeavingLibraryStaysInTheWeaver() {
        check(onlyIn("org.objectweb.asm..", WEAVER));
    }

    @Test
    void nettyStaysInTheHttpPackage() {
        check(onlyIn("io.netty..", "io.sonde.endpoint.http.."));
    }

    @Test
    void hikariStaysInTheExportersPools() {
        check(onlyIn("com.zaxxer.hikari..", POOLS, DEMO));
    }

    /** It may step back. Only what is read as a date is told by it: when settings were read, and when what an exemplar is of ended. */
    @Test
    void theAgentDoesNotMeasureByTheClockOnTheWall() {
        check(noClasses()
                .that()
                .resideInAnyPackage(CORE, BOOTSTRAP, ENGINE)
                .and()
                .doNotHaveFullyQualifiedName("io.sonde.agent.bootstrap.settings.LiveSettings")
                .and()
                .doNotHaveFullyQualifiedName("io.sonde.agent.engine.page.QueryPage")
                .and()
                .doNotHaveFullyQualifiedName("io.sonde.agent.engine.trace.SpanHandles")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat(JavaClass.Predicates.belongToAnyOf(
                        Instant.class, Clock.class, Date.class, LocalDateTime.class)));
    }

    @Test
    void noPackageCycles() {
        check(slices().matching("io.sonde.(**)").should().beFreeOfCycles());
    }

    @Test
    void noNamesThatSayNothing() {
        check(noClasses().should().haveSimpleNameEndingWith("Utils"));
        check(noClasses().should().haveSimpleNameEndingWith("Util"));
        check(noClasses().should().haveSimpleNameEndingWith("Helper"));
        check(noClasses().should().haveSimpleNameEndingWith("Manager"));
        check(noClasses().should().haveSimpleNameStartingWith("Common"));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = sonde.stream()
                .map(JavaClass::getPackage)
                .filter(pack -> !pack.getClasses().isEmpty())
                .filter(pack -> !pack.isAnnotatedWith(NullMarked.class))
                .map(pack -> pack.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked)
                .as("packages without a @NullMarked package-info.java")
                .isEmpty();
    }

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses().that(residesOutside(packages)).should().dependOnClassesThat(not(residesOutside(library)));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(sonde);
    }

    /** Primitive types and their arrays reside everywhere. */
    private static DescribedPredicate<JavaClass> residesIn(String... packages) {
        return describe(
                "reside in " + String.join(", ", packages),
                type -> type.isPrimitive()
                        || (type.isArray() && type.getBaseComponentType().isPrimitive())
                        || JavaClass.Predicates.resideInAnyPackage(packages).test(type.getBaseComponentType()));
    }

    private static DescribedPredicate<JavaClass> residesOutside(String... packages) {
        return describe(
                "reside outside " + String.join(", ", packages),
                type -> !JavaClass.Predicates.resideInAnyPackage(packages).test(type.getBaseComponentType()));
    }
}
