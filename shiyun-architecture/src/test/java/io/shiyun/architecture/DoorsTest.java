package io.shiyun.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.shiyun.architecture.House.CLASSES;
import static io.shiyun.architecture.House.CORE;
import static io.shiyun.architecture.House.EXAMPLES;
import static io.shiyun.architecture.House.FINOPS;
import static io.shiyun.architecture.House.METRICS;
import static io.shiyun.architecture.House.MODEL;
import static io.shiyun.architecture.House.PARQUET;
import static io.shiyun.architecture.House.PROCESS;
import static io.shiyun.architecture.House.PROMETHEUS;
import static io.shiyun.architecture.House.PROVIDERS;
import static io.shiyun.architecture.House.SPI;
import static io.shiyun.architecture.House.TCK;
import static io.shiyun.architecture.House.WIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Doors between rooms open one way. Each rule fails when the room that it speaks of is empty. */
class DoorsTest {
    private static final String JDK = "java..";
    private static final String JDK_EXTENSIONS = "javax..";
    private static final String JACKSON_CORE = "com.fasterxml.jackson.core..";
    private static final String JSPECIFY = "org.jspecify..";
    private static final String SLF4J = "org.slf4j..";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.shiyun",
                "io.shiyun.call",
                "io.shiyun.intent",
                "io.shiyun.broker",
                "io.shiyun.release",
                "io.shiyun.scale",
                "io.shiyun.scale.engine",
                "io.shiyun.cost",
                "io.shiyun.csv",
                "io.shiyun.file",
                "io.shiyun.offer",
                "io.shiyun.watch",
                "io.shiyun.store",
                "io.shiyun.model",
                "io.shiyun.spi",
                "io.shiyun.metrics",
                "io.shiyun.process",
                "io.shiyun.process.apps",
                "io.shiyun.wire",
                "io.shiyun.provider.jclouds",
                "io.shiyun.provider.aws",
                "io.shiyun.provider.local",
                "io.shiyun.provider.openstack",
                "io.shiyun.provider.sim",
                "io.shiyun.provider.ssh",
                "io.shiyun.tck",
                "io.shiyun.prometheus",
                "io.shiyun.finops.focus",
                "io.shiyun.finops.money",
                "io.shiyun.finops.parquet",
                "io.shiyun.examples"
            })
    void roomIsThere(String room) {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct()).contains(room);
    }

    @Test
    void modelUsesNothingButTheJdk() {
        House.check(classes()
                .that()
                .resideInAPackage(MODEL)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(JDK, JSPECIFY, MODEL));
    }

    @Test
    void spiUsesNothingButTheJdkAndTheModel() {
        House.check(classes()
                .that()
                .resideInAPackage(SPI)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(JDK, JSPECIFY, MODEL, SPI));
    }

    @Test
    void metricsUsesNothingButTheJdk() {
        House.check(classes()
                .that()
                .resideInAPackage(METRICS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(JDK, JSPECIFY, METRICS));
    }

    @Test
    void coreKnowsNoProvider() {
        House.check(noClasses()
                .that()
                .resideInAnyPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROVIDERS, PROCESS, WIRE, TCK, EXAMPLES));
    }

    @Test
    void finopsKnowsCoreAndWhatCoreKnowsAndNothingMore() {
        House.check(classes()
                .that()
                .resideInAPackage(FINOPS)
                .and()
                .resideOutsideOfPackage(PARQUET)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(JDK, JSPECIFY, SLF4J, FINOPS, MODEL, SPI, METRICS)
                        .and(resideOutsideOfPackage(PARQUET))
                        .or(resideInAnyPackage(CORE))));
    }

    @Test
    void prometheusKnowsTheWatchTheSeriesAndTheWire() {
        House.check(classes()
                .that()
                .resideInAPackage(PROMETHEUS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        JDK,
                        JSPECIFY,
                        SLF4J,
                        MODEL,
                        SPI,
                        METRICS,
                        WIRE,
                        PROMETHEUS,
                        "io.shiyun.watch",
                        "com.sun.net.httpserver.."));
    }

    @Test
    void noRoomOfTheLibraryKnowsAnIntegration() {
        House.check(noClasses()
                .that(resideInAnyPackage(CORE)
                        .or(resideInAnyPackage(MODEL, SPI, METRICS, FINOPS, PROVIDERS, PROCESS, WIRE, TCK)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PROMETHEUS));
    }

    @Test
    void parquetKnowsTheReaderOfBillsAndTheLibrariesOfParquet() {
        House.check(classes()
                .that()
                .resideInAPackage(PARQUET)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        JDK,
                        JSPECIFY,
                        PARQUET,
                        "io.shiyun.finops.focus",
                        "org.apache.parquet..",
                        "org.apache.hadoop.conf",
                        "io.airlift.compress.."));
    }

    @Test
    void noRoomOfTheLibraryKnowsFinops() {
        House.check(noClasses()
                .that(resideInAnyPackage(CORE)
                        .or(resideInAnyPackage(MODEL, SPI, METRICS, PROVIDERS, PROCESS, WIRE, TCK)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(FINOPS));
    }

    @Test
    void providerKnowsNeitherCoreNorMetricsNorTheTck() {
        House.check(noClasses()
                .that()
                .resideInAPackage(PROVIDERS)
                .should()
                .dependOnClassesThat(resideInAnyPackage(CORE).or(resideInAnyPackage(METRICS, TCK, EXAMPLES))));
    }

    @Test
    void providersKnowNothingOfEachOther() {
        House.check(slices().matching("io.shiyun.provider.(*)..").should().notDependOnEachOther());
    }

    @Test
    void processKnowsNoOtherRoom() {
        House.check(classes()
                .that()
                .resideInAPackage("io.shiyun.process")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(JDK, JSPECIFY, SLF4J, "io.shiyun.process"));
    }

    @Test
    void appsOfProcessesKnowTheSpi() {
        House.check(classes()
                .that()
                .resideInAPackage("io.shiyun.process.apps")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(JDK, JSPECIFY, SLF4J, MODEL, SPI, PROCESS));
    }

    @Test
    void wireKnowsTheSpiAndTheParserOfJson() {
        House.check(classes()
                .that()
                .resideInAPackage(WIRE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(JDK, JDK_EXTENSIONS, JSPECIFY, SLF4J, JACKSON_CORE, MODEL, SPI, WIRE));
    }

    @Test
    void tckKnowsTheSpiAndItsTestLibraries() {
        House.check(classes()
                .that()
                .resideInAPackage(TCK)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        JDK,
                        JSPECIFY,
                        MODEL,
                        SPI,
                        TCK,
                        "org.junit..",
                        "org.opentest4j..",
                        "org.apiguardian..",
                        "org.assertj..",
                        "com.sun.net.httpserver.."));
    }

    @Test
    void roomsOfCoreFormNoCycle() {
        House.check(slices().assignedFrom(new CoreRooms()).should().beFreeOfCycles());
    }

    /** The rooms behind the front door, each a slice; the front door itself wires them and is none. */
    private static final class CoreRooms implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String[] parts = type.getPackageName().split("\\.");
            return parts.length > 2 && House.CORE_ROOMS.contains(parts[2])
                    ? SliceIdentifier.of(parts[2])
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "rooms of core";
        }
    }
}
