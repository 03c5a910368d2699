package io.shiyun.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TcpBalancerTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
        pool.shutdownNow();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("shiyun-balancer-"));
    }

    private TcpBalancer balancer() {
        TcpBalancer balancer = TcpBalancer.open(BalancerConfig.onLoopback(0));
        open.add(balancer);
        return balancer;
    }

    /** Answers each byte run by the same bytes and a full stop at the end, after the client has ended its half. */
    private InetSocketAddress echo(String ending) throws IOException {
        return server(socket -> {
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.getOutputStream().write(ending.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private interface Talk {
        void with(Socket socket) throws IOException;
    }

    private InetSocketAddress server(Talk talk) throws IOException {
        ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        open.add(listener);
        pool.execute(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    pool.execute(() -> {
                        try (socket) {
                            talk.with(socket);
                        } catch (IOException gone) {
                            assertThat(gone).isNotNull();
                        }
                    });
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private static InetSocketAddress nobody() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) closed.getLocalSocketAddress();
        }
    }

    private static String ask(TcpBalancer balancer, String text) throws IOException {
        try (Socket socket =
                new Socket(balancer.address().getAddress(), balancer.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aHalfClosedConnectionStillGetsItsAnswer() throws Exception {
        TcpBalancer balancer = balancer();
        balancer.put("a", echo("!"), BackendState.ACTIVE);
        assertThat(ask(balancer, "hello")).isEqualTo("hello!");
        BalancerStats stats = balancer.stats();
        assertThat(stats.accepted()).isEqualTo(1);
        assertThat(stats.bytesIn()).isEqualTo(5);
        assertThat(stats.bytesOut()).isEqualTo(6);
        Programs.until("closed", () -> balancer.stats().active() == 0);
    }

    @Test
    void connectionsSpreadAndABackendThatRefusesIsPassedOver() throws Exception {
        TcpBalancer balancer = balancer();
        balancer.put("a", echo("a"), BackendState.ACTIVE);
        balancer.put("b", echo("b"), BackendState.ACTIVE);
        balancer.put("gone", nobody(), BackendState.ACTIVE);
        Map<String, Integer> answers = new HashMap<>();
        for (int n = 0; n < 30; n++) {
            answers.merge(ask(balancer, ""), 1, Integer::sum);
        }
        assertThat(answers).containsOnlyKeys("a", "b");
        assertThat(answers.values()).allSatisfy(count -> assertThat(count).isBetween(8, 22));
        assertThat(balancer.stats().unserved()).isZero();
    }

    @Test
    void withoutAnyBackendTheClientIsTurnedAway() throws Exception {
        TcpBalancer balancer = balancer();
        balancer.put("down", echo("x"), BackendState.DOWN);
        assertThatThrownBy(() -> {
                    if (ask(balancer, "x").isEmpty()) {
                        throw new IOException("closed without an answer");
                    }
                })
                .isInstanceOf(IOException.class);
        assertThat(balancer.stats().unserved()).isEqualTo(1);
        balancer.state("down", BackendState.ACTIVE);
        assertThat(ask(balancer, "y")).isEqualTo("yx");
    }

    @Test
    void aBackendThatResetsBeforeAnyByteIsLeftForTheNext() throws Exception {
        TcpBalancer balancer = balancer();
        AtomicInteger resets = new AtomicInteger();
        balancer.put(
                "resets",
                server(socket -> {
                    resets.incrementAndGet();
                    socket.setSoLinger(true, 0);
                }),
                BackendState.ACTIVE);
        balancer.put("good", echo("ok"), BackendState.ACTIVE);
        for (int n = 0; n < 10; n++) {
            try (Socket socket = new Socket(
                    balancer.address().getAddress(), balancer.address().getPort())) {
                int seen = resets.get();
                Programs.until(
                        "the first backend has answered or was not asked",
                        () -> resets.get() > seen
                                || balancer.stats().backends().stream()
                                        .anyMatch(backend -> backend.name().equals("good") && backend.active() > 0));
                Programs.until(
                        "the good one has it",
                        () -> balancer.stats().backends().stream()
                                .anyMatch(backend -> backend.name().equals("good") && backend.active() > 0));
                socket.getOutputStream().write('x');
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes())
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo("xok");
            }
            Programs.until("closed", () -> balancer.stats().active() == 0);
        }
        assertThat(resets.get()).isPositive();
    }

    @Test
    void largeTransfersBothWaysArriveWholeThroughASlowReader() throws Exception {
        byte[] data = new byte[8_000_000];
        new Random(7).nextBytes(data);
        TcpBalancer balancer = balancer();
        balancer.put("a", echo(""), BackendState.ACTIVE);
        try (Socket socket =
                new Socket(balancer.address().getAddress(), balancer.address().getPort())) {
            Future<?> writing = pool.submit(() -> {
                socket.getOutputStream().write(data);
                socket.shutdownOutput();
                return null;
            });
            Programs.until("the pipe is full", () -> balancer.stats().bytesIn() > 100_000);
            byte[] back = socket.getInputStream().readAllBytes();
            writing.get();
            assertThat(back).isEqualTo(data);
        }
    }

    @Test
    void aCutAnswerIsAResetNotAnEnd() throws Exception {
        TcpBalancer balancer = balancer();
        balancer.put(
                "a",
                server(socket -> {
                    socket.getInputStream().read();
                    socket.getOutputStream().write("part".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().read();
                    socket.setSoLinger(true, 0);
                }),
                BackendState.ACTIVE);
        try (Socket socket =
                new Socket(balancer.address().getAddress(), balancer.address().getPort())) {
            socket.getOutputStream().write(1);
            assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
            socket.getOutputStream().write(1);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aDrainingBackendKeepsItsConnectionsGetsNoNewOnesAndTellsWhenIdle() throws Exception {
        TcpBalancer balancer = balancer();
        balancer.put("old", echo("old"), BackendState.ACTIVE);
        try (Socket kept =
                new Socket(balancer.address().getAddress(), balancer.address().getPort())) {
            kept.getOutputStream().write('1');
            assertThat(kept.getInputStream().read()).isEqualTo('1');
            balancer.put("new", echo("new"), BackendState.ACTIVE);
            CompletableFuture<Void> idle = balancer.drain("old");
            balancer.settled().get();
            assertThat(ask(balancer, "")).isEqualTo("new");
            assertThat(idle).isNotDone();
            kept.getOutputStream().write('2');
            assertThat(kept.getInputStream().read()).isEqualTo('2');
            kept.shutdownOutput();
            assertThat(kept.getInputStream().readAllBytes())
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("old");
            idle.get(20, TimeUnit.SECONDS);
        }
        balancer.remove("old").get();
        assertThat(balancer.stats().backends())
                .singleElement()
                .extracting("name")
                .isEqualTo("new");
    }

    @Test
    void removingCutsWhatIsLeft() throws Exception {
        TcpBalancer balancer = balancer();
        balancer.put("a", echo("a"), BackendState.ACTIVE);
        try (Socket socket =
                new Socket(balancer.address().getAddress(), balancer.address().getPort())) {
            socket.getOutputStream().write('1');
            assertThat(socket.getInputStream().read()).isEqualTo('1');
            balancer.remove("a").get();
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aboveTheLimitConnectionsWaitUntilOneCloses() throws Exception {
        TcpBalancer balancer = TcpBalancer.open(BalancerConfig.onLoopback(0).withMaxConnections(1));
        open.add(balancer);
        balancer.put("a", echo("a"), BackendState.ACTIVE);
        Future<String> second;
        try (Socket first =
                new Socket(balancer.address().getAddress(), balancer.address().getPort())) {
            first.getOutputStream().write('1');
            assertThat(first.getInputStream().read()).isEqualTo('1');
            second = pool.submit(() -> ask(balancer, "2"));
            Programs.until("the second is sent", () -> balancer.stats().active() == 1);
            assertThat(balancer.stats().accepted()).isEqualTo(1);
        }
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("2a");
    }

    @Test
    void drainingUnderLoadFailsNoRequest() throws Exception {
        TcpBalancer balancer = balancer();
        balancer.put("0", echo("."), BackendState.ACTIVE);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        List<Future<?>> clients = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            clients.add(pool.submit(() -> {
                while (!stop.get()) {
                    assertThat(ask(balancer, "ping")).isEqualTo("ping.");
                    asked.incrementAndGet();
                }
                return null;
            }));
        }
        for (int round = 1; round <= 20; round++) {
            int before = asked.get();
            balancer.put(Integer.toString(round), echo("."), BackendState.ACTIVE);
            balancer.drain(Integer.toString(round - 1)).get(20, TimeUnit.SECONDS);
            balancer.remove(Integer.toString(round - 1)).get(20, TimeUnit.SECONDS);
            Programs.until("load goes on", () -> asked.get() >= before + 20);
        }
        stop.set(true);
        for (Future<?> client : clients) {
            client.get(20, TimeUnit.SECONDS);
        }
        assertThat(balancer.stats().unserved()).isZero();
    }

    @Test
    void aBackendKilledUnderLoadFailsOnlyWhatWasInFlightOnIt() throws Exception {
        TcpBalancer balancer = balancer();
        List<ManagedProcess> backends = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            Path log = folder.resolve("out-" + n);
            ManagedProcess process =
                    Launcher.launch(LaunchOrder.of(Programs.java(EchoMain.class), folder, Programs.marker())
                            .log(log)
                            .build());
            backends.add(process);
            Programs.until(
                    "it listens",
                    () -> ProcFs.read(log).filter(text -> text.endsWith("\n")).isPresent());
            int port = Integer.parseInt(ProcFs.read(log).orElseThrow().strip());
            balancer.put("b" + n, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BackendState.ACTIVE);
        }
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        int clientCount = 6;
        List<Future<?>> clients = new ArrayList<>();
        for (int client = 0; client < clientCount; client++) {
            clients.add(pool.submit(() -> {
                while (!stop.get()) {
                    try {
                        assertThat(ask(balancer, "ping")).isEqualTo("ping");
                        asked.incrementAndGet();
                    } catch (IOException | AssertionError cut) {
                        failed.incrementAndGet();
                    }
                }
            }));
        }
        try {
            Programs.until("load", () -> asked.get() > 200);
            Ender.kill(backends.get(0).identity(), backends.get(0).marker());
            int before = asked.get();
            Programs.until("load goes on", () -> asked.get() > before + 500);
        } finally {
            stop.set(true);
            for (Future<?> client : clients) {
                client.get(20, TimeUnit.SECONDS);
            }
            backends.forEach(process -> Ender.kill(process.identity(), process.marker()));
        }
        assertThat(failed.get()).isLessThanOrEqualTo(clientCount);
        assertThat(balancer.stats().unserved()).isZero();
    }

    @Test
    void closingGivesEveryDescriptorBackAndFreesThePort() throws Exception {
        long before = 0;
        for (int round = 0; round < 5; round++) {
            TcpBalancer balancer = TcpBalancer.open(BalancerConfig.onLoopback(0));
            InetSocketAddress address = balancer.address();
            InetSocketAddress backend = echo("");
            balancer.put("a", backend, BackendState.ACTIVE);
            List<Socket> clients = new ArrayList<>();
            for (int n = 0; n < 20; n++) {
                Socket socket = new Socket(address.getAddress(), address.getPort());
                socket.getOutputStream().write('x');
                assertThat(socket.getInputStream().read()).isEqualTo('x');
                clients.add(socket);
            }
            balancer.close();
            balancer.close();
            for (Socket socket : clients) {
                try (socket;
                        InputStream in = socket.getInputStream()) {
                    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
                }
            }
            try (TcpBalancer again = TcpBalancer.open(BalancerConfig.onLoopback(address.getPort()))) {
                assertThat(again.address()).isEqualTo(address);
            }
            long limit = before == 0 ? Long.MAX_VALUE : before + 5 + 3L * round;
            Programs.until("descriptors", () -> Programs.openFiles() <= limit);
            before = before == 0 ? Programs.openFiles() : before;
        }
    }
}
