package io.shiyun.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.process.HealthState.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateMachinesTest {
    private static final HealthPolicy POLICY =
            new HealthPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 3, Duration.ofSeconds(10));
    private static final ProbeResult GOOD = new ProbeResult(true, "good");
    private static final ProbeResult BAD = new ProbeResult(false, "bad");

    private static HealthState feed(HealthState state, int second, ProbeResult... answers) {
        HealthState now = state;
        for (ProbeResult answer : answers) {
            now = now.after(answer, Duration.ofSeconds(second), POLICY);
        }
        return now;
    }

    @Test
    void healthRisesAndFallsOnlyAfterSoManyAnswersInARow() {
        HealthState state = feed(HealthState.starting(), 0, GOOD);
        assertThat(state.verdict()).isEqualTo(Verdict.STARTING);
        state = feed(state, 0, BAD, GOOD, GOOD);
        assertThat(state.verdict()).isEqualTo(Verdict.HEALTHY);
        state = feed(state, 20, BAD, BAD, GOOD, BAD, BAD);
        assertThat(state.verdict()).isEqualTo(Verdict.HEALTHY);
        state = feed(state, 20, BAD);
        assertThat(state.verdict()).isEqualTo(Verdict.UNHEALTHY);
        state = feed(state, 20, GOOD, BAD, GOOD);
        assertThat(state.verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(feed(state, 20, GOOD).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void badAnswersWhileStartingCountOnlyAfterTheGrace() {
        HealthState state = feed(HealthState.starting(), 9, BAD, BAD, BAD, BAD, BAD);
        assertThat(state.verdict()).isEqualTo(Verdict.STARTING);
        state = feed(state, 10, BAD, BAD);
        assertThat(state.verdict()).isEqualTo(Verdict.STARTING);
        assertThat(feed(state, 10, BAD).verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void restartsBackOffUntilAStableRunAndACrashLoopIsCalledOne() {
        RestartPolicy policy =
                new RestartPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), 2, Duration.ofSeconds(10), 3);
        int exits = 0;
        long[] delays = {0, 100, 200, 400, 800, 1000, 1000};
        for (int n = 0; n < delays.length; n++) {
            RestartPolicy.Decision decision = policy.after(Duration.ofSeconds(9), exits);
            assertThat(decision.delay()).isEqualTo(Duration.ofMillis(delays[n]));
            assertThat(decision.crashLoop()).isEqualTo(n >= 2);
            exits = decision.fastExits();
        }
        assertThat(policy.after(Duration.ofSeconds(10), exits))
                .isEqualTo(new RestartPolicy.Decision(Duration.ZERO, 0, false));
        assertThat(policy.after(Duration.ZERO, 5000).delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aCrashPlanIsANameAndACount() {
        assertThat(CrashPoint.Planned.parse("a.b")).isEqualTo(new CrashPoint.Planned("a.b", 1));
        assertThat(CrashPoint.Planned.parse("a.b:3")).isEqualTo(new CrashPoint.Planned("a.b", 3));
        assertThatThrownBy(() -> CrashPoint.Planned.parse("a:b")).hasMessageContaining("name:n");
        CrashPoint.reach("not planned");
    }

    @Test
    void portsAreHandedOutOnceAndAPortInUseIsNamed() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket holder = new ServerSocket(0, 1, loopback)) {
            int taken = holder.getLocalPort();
            PortAllocator ports = new PortAllocator(loopback, taken, taken);
            assertThatThrownBy(() -> ports.reserve(taken)).isInstanceOfSatisfying(ProcessException.class, problem -> {
                assertThat(problem.kind()).isEqualTo(ProcessException.Kind.PORT_IN_USE);
                assertThat(problem).hasMessageContaining("port " + taken);
            });
            assertThatThrownBy(ports::reserve).hasMessageContaining("all ports from " + taken);
            assertThatThrownBy(() -> TcpBalancer.open(BalancerConfig.onLoopback(taken)))
                    .hasMessageContaining("port " + taken + " is in use");
        }
        PortAllocator ports = new PortAllocator(loopback, 21_000, 21_009);
        int first = ports.reserve();
        int second = ports.reserve();
        assertThat(second).isNotEqualTo(first);
        ports.release(first);
        assertThat(ports.reserve()).isNotIn(first, second);
        assertThatThrownBy(() -> ports.reserve(second)).hasMessageContaining("port " + second);
        assertThatThrownBy(() -> new PortAllocator(loopback, 5, 4)).hasMessageContaining("range");
    }

    @Test
    void probesAskForReal() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        com.sun.net.httpserver.HttpServer server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress(loopback, 0), 5);
        server.createContext("/ok", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/sick", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        InetSocketAddress address = server.getAddress();
        try {
            Duration second = Duration.ofSeconds(5);
            assertThat(ProbeRunner.ask(new Probe.Tcp(address), second).healthy())
                    .isTrue();
            assertThat(ProbeRunner.ask(new Probe.Http(address, "/ok"), second).healthy())
                    .isTrue();
            ProbeResult sick = ProbeRunner.ask(new Probe.Http(address, "/sick"), second);
            assertThat(sick.healthy()).isFalse();
            assertThat(sick.detail()).contains("503");
        } finally {
            server.stop(0);
        }
        assertThat(ProbeRunner.ask(new Probe.Tcp(address), Duration.ofSeconds(1))
                        .healthy())
                .isFalse();
    }

    @Test
    void aSilentServerIsUnhealthyWithinTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) silent.getLocalSocketAddress();
            long before = System.nanoTime();
            assertThat(ProbeRunner.ask(new Probe.Http(address, "/"), Duration.ofMillis(100))
                            .healthy())
                    .isFalse();
            assertThat(System.nanoTime() - before)
                    .isLessThan(Duration.ofSeconds(5).toNanos());
        }
    }
}
