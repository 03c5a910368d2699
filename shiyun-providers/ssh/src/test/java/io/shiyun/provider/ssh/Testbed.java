package io.shiyun.provider.ssh;

import io.shiyun.model.CloudId;
import io.shiyun.model.HostId;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.tck.TckCall;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real OpenSSH servers on the loopback address; see testbed/ssh/machines. Without them its tests are skipped. */
final class Testbed implements AutoCloseable {
    static final CloudId CLOUD = new CloudId("own");
    static final Region REGION = new Region(CLOUD, "own");

    private final Path dir;
    private final Map<String, String> settings = new TreeMap<>();
    private int folders;

    private Testbed(Path dir) throws IOException {
        this.dir = dir;
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(dir.resolve("tck.properties"))) {
            properties.load(in);
        }
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    }

    /** Starts machines, the last of which is in no inventory, and one that is called control. */
    static Testbed start(Path dir, int machines) throws Exception {
        boolean there =
                Stream.of("/usr/sbin/sshd", "/usr/bin/sshd").anyMatch(path -> Files.isExecutable(Path.of(path)));
        Assumptions.assumeTrue(there, "there is no sshd here: install openssh-server to run this test");
        Path folder = dir.resolve("machines");
        script("start", folder.toString(), Integer.toString(machines));
        return new Testbed(folder);
    }

    private static void script(String... words) throws Exception {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("testbed/ssh/machines"))) {
            root = root.getParent();
        }
        List<String> command = Stream.concat(
                        Stream.of(root.resolve("testbed/ssh/machines").toString()), Stream.of(words))
                .toList();
        run(command);
    }

    /** Runs a command of this machine to its end and returns what it said. */
    static String run(List<String> command) throws Exception {
        Path said = Files.createTempFile("shiyun-testbed", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + " failed: " + Files.readString(said));
        }
        String text = Files.readString(said);
        Files.delete(said);
        return text;
    }

    Path dir() {
        return dir;
    }

    int port(String machine) throws IOException {
        return Files.readAllLines(dir.resolve(machine).resolve("sshd_config")).stream()
                .filter(line -> line.startsWith("Port "))
                .map(line -> Integer.valueOf(line.substring(5)))
                .findFirst()
                .orElseThrow();
    }

    /** How often somebody logged in to the machine. */
    long logins(String machine) throws IOException {
        return Files.readAllLines(dir.resolve(machine).resolve("log"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith("Accepted "))
                .count();
    }

    void stop(String machine) throws Exception {
        script("node", dir.toString(), machine, "halt");
    }

    void start(String machine) throws Exception {
        script("node", dir.toString(), machine, "start");
    }

    /** Gives the machine another host key, which is in no known-hosts file. */
    void changeHostKey(String machine) throws Exception {
        stop(machine);
        Path key = dir.resolve(machine).resolve("host_key");
        Files.delete(key);
        run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()));
        start(machine);
    }

    String fingerprint(String machine) throws Exception {
        String key = dir.resolve(machine).resolve("host_key.pub").toString();
        return run(List.of("ssh-keygen", "-lf", key)).split(" ")[1];
    }

    /** Returns the settings of the testbed with these instead; an empty value takes one away. */
    CloudConfig config(String... instead) throws IOException {
        Map<String, String> all = new TreeMap<>(settings);
        all.keySet().removeIf(key -> key.startsWith("tck."));
        for (int i = 0; i < instead.length; i += 2) {
            all.put(instead[i], instead[i + 1]);
        }
        CloudConfig.Builder config = CloudConfig.builder(CLOUD)
                .executor(THREADS)
                .folder(Files.createDirectories(dir.resolve("state-" + folders++)));
        all.forEach((key, value) -> {
            if (!value.isEmpty()) {
                config.set(key, value);
            }
        });
        return config.build();
    }

    static final Executor THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "testbed");
        thread.setDaemon(true);
        return thread;
    });

    /** Returns the settings of a cloud that has these machines and no hosts file. */
    CloudConfig machines(String machines, String... instead) throws IOException {
        return config(Stream.concat(Stream.of("hosts-file", "", "machines", machines), Stream.of(instead))
                .toArray(String[]::new));
    }

    String setting(String key) {
        return settings.getOrDefault(key, "");
    }

    static Cloud open(CloudConfig config) {
        return new SshProvider().connect(config);
    }

    static HostId host(String name) {
        return new HostId(REGION, name);
    }

    static Call call() {
        return TckCall.of(Duration.ofSeconds(30));
    }

    @Override
    public void close() throws Exception {
        script("stop", dir.toString());
    }
}
