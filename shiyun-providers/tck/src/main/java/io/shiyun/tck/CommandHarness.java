package io.shiyun.tck;

import io.shiyun.model.CloudId;
import io.shiyun.model.Secret;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.Setting;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The harness of the command line: everything comes from a properties file. A key that begins with {@code tck.} answers a
 * question of the contract, such as {@code tck.shape} or {@code tck.patience}; every other key is a setting of the provider. A
 * setting that the file lacks is looked for in its environment variable, whose name begins with {@code tck.environment}.
 */
final class CommandHarness implements TckHarness, AutoCloseable {
    /** How the names of threads begin that belong to this harness. */
    static final String THREAD = "tck-";

    private static final String OWN = "tck.";

    private final CloudProvider provider;
    private final Map<String, String> options = new TreeMap<>();
    private final CloudConfig config;
    private final Path folder;
    private final boolean ownFolder;
    private final Duration patience;
    private final ExecutorService threads;

    CommandHarness(CloudProvider provider, Path file, Map<String, String> environment) {
        this.provider = provider;
        Map<String, String> settings = new TreeMap<>();
        read(file).forEach((key, value) -> {
            if (key.startsWith(OWN)) {
                options.put(key.substring(OWN.length()), value);
            } else {
                settings.put(key, value);
            }
        });
        check(settings, file);
        String prefix = options.getOrDefault("environment", "");
        for (Setting setting : provider.settings()) {
            String value = environment.get(prefix + setting.environment());
            if (value != null && !setting.environment().isEmpty()) {
                settings.putIfAbsent(setting.key(), value);
            }
            if (setting.required() && !settings.containsKey(setting.key())) {
                throw new UsageException("the setting '" + setting.key() + "' is missing (" + setting.meaning()
                        + "): write it into '" + file + "'"
                        + (setting.environment().isEmpty()
                                ? ""
                                : " or set the environment variable " + prefix + setting.environment()));
            }
        }
        this.patience = patience(options.get("patience"));
        this.ownFolder = !options.containsKey("folder");
        this.folder = folder(options.get("folder"));
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, THREAD + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        CloudConfig.Builder built = CloudConfig.builder(new CloudId(options.getOrDefault("cloud", "tck")))
                .executor(threads)
                .folder(folder);
        settings.forEach((key, value) -> built.set(key, Secret.of(value)));
        this.config = built.build();
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new UsageException("the config file '" + file + "' does not exist", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("the config file '" + file + "' cannot be read: " + e.getMessage(), e);
        }
        Map<String, String> all = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> all.put(key, properties.getProperty(key).trim()));
        return all;
    }

    private void check(Map<String, String> settings, Path file) {
        List<String> known =
                provider.settings().stream().map(Setting::key).sorted().toList();
        List<String> unknown = new ArrayList<>(settings.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UsageException("'" + file + "' holds settings that '" + provider.id() + "' does not read: "
                    + unknown + "; it reads " + known);
        }
    }

    private static Duration patience(@Nullable String text) {
        try {
            return text == null ? Duration.ofMinutes(2) : Duration.parse("PT" + text);
        } catch (DateTimeParseException e) {
            throw new UsageException("tck.patience is '" + text + "'; write it like 90s or 5m", e);
        }
    }

    private static Path folder(@Nullable String text) {
        try {
            return text == null ? Files.createTempDirectory("shiyun-tck-") : Files.createDirectories(Path.of(text));
        } catch (IOException e) {
            throw new UsageException("the folder for the provider's state cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public CloudProvider provider() {
        return provider;
    }

    @Override
    public CloudConfig config() {
        return config;
    }

    @Override
    public Optional<String> option(String question) {
        return Optional.ofNullable(options.get(question)).filter(answer -> !answer.isEmpty());
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        if (!ownFolder || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
