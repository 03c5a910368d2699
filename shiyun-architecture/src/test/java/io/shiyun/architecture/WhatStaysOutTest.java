package io.shiyun.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static io.shiyun.architecture.House.EXAMPLES;
import static io.shiyun.architecture.House.METRICS;
import static io.shiyun.architecture.House.PROCESS;
import static io.shiyun.architecture.House.STORE;
import static io.shiyun.architecture.House.TCK;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

/** What a room keeps out. */
class WhatStaysOutTest {
    @Test
    void metricsHasNoInputNorOutput() {
        House.check(noClasses()
                .that()
                .resideInAPackage(METRICS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..", "java.util.logging..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile|Console|PrintStream)")
                .orShould(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void metricsHasNoThreads() {
        House.check(
                noClasses()
                        .that()
                        .resideInAPackage(METRICS)
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching(
                                "java\\.lang\\.(Thread|Process|ProcessBuilder|Runtime).*|java\\.util\\.Timer.*"
                                        + "|java\\.util\\.concurrent\\.(.*Execut.*|CompletableFuture|ForkJoin.*|.*Queue|CountDownLatch)"));
    }

    @Test
    void noObjectIsSerialisedByTheJdk() {
        House.check(noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class, Externalizable.class)
                .orShould(declareSerializable()));
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        House.check(noClasses()
                .that()
                .resideOutsideOfPackages(STORE, EXAMPLES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite.."));
    }

    @Test
    void onlyTheSshProviderKnowsTheSshLibrary() {
        House.check(noClasses()
                .that()
                .resideOutsideOfPackage("io.shiyun.provider.ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.sshd.."));
    }

    @Test
    void onlyProcessStartsProcesses() {
        House.check(noClasses()
                .that()
                .resideOutsideOfPackages(PROCESS, EXAMPLES)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(target(name("exec")).and(target(owner(assignableTo(Runtime.class))))));
    }

    @Test
    void onlyMainClassesWriteToTheTerminal() {
        House.check(noClasses().that().resideOutsideOfPackages(EXAMPLES, TCK).should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void logsGoThroughSlf4j() {
        House.check(noClasses()
                .should(USE_JAVA_UTIL_LOGGING)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.logging..", "org.apache.commons.logging..", "ch.qos.."));
    }

    /** Enums and exceptions are serialisable by birth; nothing else says that it is. */
    private static ArchCondition<JavaClass> declareSerializable() {
        return new ArchCondition<>("declare Serializable") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean declared = type.getRawInterfaces().stream().anyMatch(i -> i.isEquivalentTo(Serializable.class));
                events.add(new SimpleConditionEvent(type, declared, type.getName() + " implements Serializable"));
            }
        };
    }
}
