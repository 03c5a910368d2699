package io.shiyun.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static io.shiyun.architecture.House.MODEL;
import static io.shiyun.architecture.House.PROVIDERS;
import static io.shiyun.architecture.House.SPI;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.shiyun.model.Certainty;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A plugin works with a newer SPI than the one it was built with. */
class PluginCompatibilityTest {
    /** What javac has a switch without a default throw at a constant it does not know, up to Java 20 and since. */
    private static final Set<String> UNKNOWN =
            Set.of("java.lang.IncompatibleClassChangeError", "java.lang.MatchException");

    /** A new constant may come with any version of the SPI: providers answer that they do not know it. */
    private static final ArchRule RULE = codeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(PROVIDERS)
            .or()
            .areDeclaredIn(Samples.class)
            .should(new ArchCondition<>("have a default in each switch over an enum of the SPI") {
                @Override
                public void check(JavaCodeUnit unit, ConditionEvents events) {
                    Set<String> enums = unit.getMethodCallsFromSelf().stream()
                            .filter(call -> call.getName().equals("ordinal")) // by which a switch finds its case
                            .map(JavaAccess::getTargetOwner)
                            .filter(resideInAnyPackage(MODEL, SPI))
                            .map(JavaClass::getSimpleName)
                            .collect(Collectors.toSet());
                    boolean fails = unit.getConstructorCallsFromSelf().stream()
                            .map(JavaAccess::getTargetOwner)
                            .anyMatch(type -> UNKNOWN.contains(type.getName()));
                    String message = unit.getFullName() + " switches without a default over one of " + enums;
                    events.add(new SimpleConditionEvent(unit, !fails || enums.isEmpty(), message));
                }
            });

    @Test
    void noProviderSwitchesOverAnEnumOfTheSpiWithoutADefault() {
        House.check(RULE);
    }

    @Test
    void theRuleTellsASwitchWithADefaultFromOneWithout() {
        assertThat(RULE.evaluate(new ClassFileImporter().importClasses(Samples.class))
                        .getFailureReport()
                        .getDetails())
                .singleElement()
                .asString()
                .contains("without(", "Certainty");
    }

    /** Both ways to switch. */
    static final class Samples {
        private Samples() {}

        static int without(Certainty certainty) {
            return switch (certainty) {
                case NOT_SENT -> 1;
                case REJECTED -> 2;
                case AMBIGUOUS -> 3;
            };
        }

        static int with(Certainty certainty) {
            return switch (certainty) {
                case NOT_SENT -> 1;
                default -> 2;
            };
        }
    }
}
