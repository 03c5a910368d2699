package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.CallListener;
import io.shiyun.model.CloudException;
import io.shiyun.model.Located;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Operation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GuardedCloudTest {
    private record Passed(Method method, Object[] arguments, Object answer) {}

    private static Set<Class<? extends CloudService>> services() {
        Set<Class<? extends CloudService>> services = new LinkedHashSet<>();
        for (Operation operation : Operation.values()) {
            services.add(operation.service());
        }
        return services;
    }

    private static List<Method> operations(Class<?> service) {
        return Stream.of(service.getMethods())
                .filter(method -> !method.isSynthetic())
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(Call.class))
                .toList();
    }

    @TestFactory
    @DisplayName("every method of a service has a forwarder of its own, which reaches that method as its operation")
    Stream<DynamicTest> forwarders() {
        return services().stream()
                .flatMap(service -> operations(service).stream()
                        .map(method -> DynamicTest.dynamicTest(
                                service.getSimpleName() + "." + method.getName(), () -> forwards(service, method))));
    }

    private static void forwards(Class<? extends CloudService> service, Method method) throws Exception {
        List<Passed> passed = new ArrayList<>();
        List<Operation> heard = new ArrayList<>();
        List<Located> subjects = new ArrayList<>();
        Cloud cloud = cloudOf(service, passed);
        try (Pipeline pipeline = Pipeline.builder()
                .listener(new CallListener() {
                    @Override
                    public void callStarted(Operation operation, Located subject) {
                        heard.add(operation);
                        subjects.add(subject);
                    }
                })
                .build()) {
            CloudService guarded = pipeline.guard(cloud, Capabilities.builder().build())
                    .find(service)
                    .orElseThrow();
            Method forwarder = guarded.getClass().getMethod(method.getName(), method.getParameterTypes());
            assertThat(forwarder.getDeclaringClass())
                    .as("%s must not fall back to the default of the interface", method)
                    .isSameAs(guarded.getClass());
            forwarder.setAccessible(true);
            Object[] arguments = arguments(method, pipeline.call(Duration.ofMinutes(1)));
            Object answer = forwarder.invoke(guarded, arguments);

            assertThat(passed).hasSize(1);
            assertThat(passed.get(0).method()).isEqualTo(method);
            int last = arguments.length - 1;
            assertThat(Arrays.copyOf(passed.get(0).arguments(), last)).isEqualTo(Arrays.copyOf(arguments, last));
            assertThat(passed.get(0).arguments()[last]).isInstanceOf(Attempt.class);
            assertThat(answer).isEqualTo(passed.get(0).answer());
            assertThat(heard)
                    .singleElement()
                    .satisfies(operation -> assertThat(operation.service()).isEqualTo(service))
                    .satisfies(operation -> assertThat(operation.method()).isEqualTo(method.getName()));
            assertThat(subjects).containsExactly((Located) arguments[0]);
        }
    }

    private static Object[] arguments(Method method, Call call) {
        return Stream.of(method.getGenericParameterTypes())
                .map(type -> type == Call.class ? call : Samples.of(type))
                .toArray();
    }

    /** A cloud that has this service alone; it notes what reaches it and answers something of the right type. */
    private static Cloud cloudOf(Class<? extends CloudService> service, List<Passed> passed) {
        CloudService bare = (CloudService) Proxy.newProxyInstance(
                service.getClassLoader(), new Class<?>[] {service}, (proxy, method, arguments) -> {
                    Object answer =
                            method.getReturnType() == void.class ? null : Samples.of(method.getGenericReturnType());
                    passed.add(new Passed(method, arguments, answer));
                    return answer;
                });
        return new OneService(bare);
    }

    @Test
    @DisplayName("every operation belongs to a method, and every method to an operation")
    void operationsAndMethodsMatch() {
        List<String> methods = services().stream()
                .flatMap(service ->
                        operations(service).stream().map(method -> service.getSimpleName() + "." + method.getName()))
                .sorted()
                .toList();
        List<String> operations = Stream.of(Operation.values())
                .map(operation -> operation.service().getSimpleName() + "." + operation.method())
                .sorted()
                .toList();
        assertThat(methods).isEqualTo(operations);
    }

    @Test
    void aServiceTheCloudLacksIsLackingGuardedToo() {
        try (Pipeline pipeline = Pipeline.builder().build()) {
            GuardedCloud guarded =
                    pipeline.guard(new OneService(null), Capabilities.builder().build());
            assertThat(guarded.services()).isEmpty();
        }
    }

    @Test
    @DisplayName("a check goes past cache, breaker and retry, in the one exception")
    void checkIsBare() {
        ScriptedCloud cloud = new ScriptedCloud("c");
        cloud.script = call -> {
            throw new IllegalStateException("bug");
        };
        try (Pipeline pipeline = Pipeline.builder().build()) {
            GuardedCloud guarded = pipeline.guard(cloud, Capabilities.builder().build());
            assertThatThrownBy(() -> guarded.check(pipeline.call(Duration.ofSeconds(5))))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN));
            assertThat(cloud.requests).hasValue(1);
        }
    }

    private static final class OneService implements Cloud {
        private final List<CloudService> services;

        OneService(CloudService service) {
            this.services = service == null ? List.of() : List.of(service);
        }

        @Override
        public List<CloudService> services() {
            return services;
        }

        @Override
        public void check(Call call) {}

        @Override
        public List<Region> regions() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    @Test
    void closingTheGuardedCloudClosesTheCloud() {
        boolean[] closed = new boolean[1];
        Cloud cloud = new Cloud() {
            @Override
            public List<CloudService> services() {
                return List.of();
            }

            @Override
            public void check(Call call) {}

            @Override
            public List<Region> regions() {
                return List.of();
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (Pipeline pipeline = Pipeline.builder().build();
                GuardedCloud guarded =
                        pipeline.guard(cloud, Capabilities.builder().build())) {
            assertThat(guarded.unguarded()).isSameAs(cloud);
        }
        assertThat(closed).containsExactly(true);
    }
}
