package io.shiyun.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.CallLimits;
import io.shiyun.spi.Effect;
import io.shiyun.spi.Operation;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallDefaultsTest {
    @ParameterizedTest
    @EnumSource(Operation.class)
    @DisplayName("only reads are stored or remembered, and whatever changes something is audited")
    void sensible(Operation operation) {
        CallLimits limits = CallDefaults.of(operation);
        boolean read = operation.effect() == Effect.READ;
        assertThat(limits.fresh().isZero() || read).isTrue();
        assertThat(limits.remembered() && !read).isFalse();
        boolean looks = read || operation.effect() == Effect.STREAM;
        assertThat(limits.audited()).isEqualTo(!looks || commands().contains(operation));
        assertThat(limits.whole()).isGreaterThanOrEqualTo(limits.attempt());
    }

    private static Set<Operation> commands() {
        return Set.of(Operation.SHELLS_RUN, Operation.SHELLS_OPEN, Operation.APPS_EXEC);
    }

    @Test
    @DisplayName("what takes a stream from the caller is tried once, for nobody can rewind it")
    void streamsFromTheCaller() {
        List<Operation> fed = Stream.of(Operation.values())
                .filter(operation -> Arrays.stream(operation.service().getMethods())
                        .filter(method -> method.getName().equals(operation.method()))
                        .anyMatch(method ->
                                Arrays.asList(method.getParameterTypes()).contains(InputStream.class)))
                .toList();
        assertThat(fed).contains(Operation.SHELLS_WRITE, Operation.BUCKETS_PUT, Operation.BUCKETS_UPLOAD_PART);
        assertThat(fed)
                .allSatisfy(operation ->
                        assertThat(CallDefaults.of(operation).attempts()).isEqualTo(1));
    }

    @Test
    @DisplayName("limits and policies that make no sense are refused, with what was given")
    void nonsense() {
        CallLimits limits = CallDefaults.of(Operation.HOSTS_GET);
        assertThatThrownBy(() -> limits.within(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("attempt <= whole");
        assertThatThrownBy(() -> limits.attempts(0)).hasMessageContaining("at least 1 attempt");
        assertThatThrownBy(() -> GuardPolicy.standard().breaker(10, 20, 50)).hasMessageContaining("minimum <= window");
        assertThatThrownBy(() -> GuardPolicy.standard().rate(Traffic.READ, 0, 1))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> GuardPolicy.standard().open(Duration.ZERO, 1)).hasMessageContaining("openFor");
    }
}
