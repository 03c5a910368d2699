package io.shiyun.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.shiyun.architecture.House.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What users and plugin authors see of the house. */
class PublicFaceTest {
    private static final Set<String> EXPORTED = House.exported();

    @Test
    void modulesHaveDescriptors() {
        assertThat(House.modules().stream().map(ModuleDescriptor::name))
                .containsExactlyInAnyOrder(
                        "io.shiyun.spi",
                        "io.shiyun.metrics",
                        "io.shiyun.core",
                        "io.shiyun.finops",
                        "io.shiyun.process",
                        "io.shiyun.prometheus",
                        "io.shiyun.wire",
                        "io.shiyun.provider.aws",
                        "io.shiyun.provider.local",
                        "io.shiyun.provider.openstack",
                        "io.shiyun.provider.sim",
                        "io.shiyun.provider.ssh");
    }

    @Test
    void frontDoorIsSmall() {
        List<String> types = CLASSES.stream()
                .filter(type -> type.getPackageName().equals("io.shiyun"))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .sorted()
                .toList();

        assertThat(types).contains("Shiyun").hasSizeLessThan(40);
    }

    @Test
    void signaturesSpeakOnlyOfTheJdkAndOfWhatIsExported() {
        House.check(classes()
                .that(resideInAnyPackage(EXPORTED.toArray(String[]::new)))
                .and(describe("are visible", PublicFaceTest::visible))
                .should(speakOnlyOfTheJdkAndOfWhatIsExported()));
    }

    @Test
    void packagesAreNullMarkedAndDocumented() {
        assertThat(packages().filter(p -> !p.isAnnotatedWith(NullMarked.class)).map(JavaPackage::getName))
                .isEmpty();
        assertThat(packages()).hasSizeGreaterThan(15);
    }

    private static Stream<JavaPackage> packages() {
        return CLASSES.stream().map(JavaClass::getPackage).distinct();
    }

    private static ArchCondition<JavaClass> speakOnlyOfTheJdkAndOfWhatIsExported() {
        return new ArchCondition<>("speak only of the JDK and of public types in " + EXPORTED) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream.of(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                        .flatMap(types -> types)
                        .filter(above -> !allowed(above))
                        .forEach(above -> violated(type, type.getName() + " extends " + above.getName(), events));
                type.getMembers().stream()
                        .filter(PublicFaceTest::visible)
                        .forEach(member -> spoken(member)
                                .filter(word -> !allowed(word))
                                .forEach(word ->
                                        violated(type, member.getFullName() + " speaks of " + word.getName(), events)));
            }
        };
    }

    private static void violated(JavaClass type, String message, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(type, message));
    }

    private static boolean visible(JavaClass type) {
        Set<JavaModifier> modifiers = type.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && type.getEnclosingClass().map(PublicFaceTest::visible).orElse(true);
    }

    private static boolean visible(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static Stream<JavaClass> spoken(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit code = (JavaCodeUnit) member;
        return Stream.of(
                        code.getReturnType().getAllInvolvedRawTypes().stream(),
                        code.getParameterTypes().stream().flatMap(p -> p.getAllInvolvedRawTypes().stream()),
                        code.getTypeParameters().stream().flatMap(p -> p.getAllInvolvedRawTypes().stream()),
                        code.getThrowsClause().getTypes().stream())
                .flatMap(types -> types);
    }

    private static boolean allowed(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        String inPackage = base.getPackageName();
        boolean ours = EXPORTED.contains(inPackage) && visible(base);
        boolean jdk = (inPackage + ".").startsWith("java.") || inPackage.startsWith("javax.net");
        return base.isPrimitive() || jdk || ours;
    }
}
