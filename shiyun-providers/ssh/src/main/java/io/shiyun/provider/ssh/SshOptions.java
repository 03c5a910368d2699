package io.shiyun.provider.ssh;

import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import io.shiyun.spi.CloudConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings of a cloud of machines, read.
 *
 * @param region the one region
 * @param machines machines one by one, as text
 * @param hostsFile file of machines
 * @param login what logs in where a machine does not say
 * @param knownHosts host keys that are trusted
 * @param power how machines are restarted, stopped and started
 * @param limits times and bounds of connections
 * @param folder where tags and holders are kept
 */
record SshOptions(
        Region region,
        String machines,
        Optional<Path> hostsFile,
        Login login,
        Path knownHosts,
        Power power,
        Limits limits,
        Supplier<Path> folder) {

    /**
     * What logs in where a machine does not say.
     *
     * @param user who
     * @param port where
     * @param jumps through which machines
     * @param keyFile private key
     * @param key private key, as text
     * @param passphrase opens an encrypted key
     * @param password in place of a key
     * @param agent socket of an agent
     */
    record Login(
            String user,
            int port,
            List<String> jumps,
            Optional<Path> keyFile,
            Optional<Secret> key,
            Optional<Secret> passphrase,
            Optional<Secret> password,
            Optional<Path> agent) {}

    /**
     * How machines are restarted, stopped and started; an empty command means that they are not.
     *
     * @param reboot run on the machine
     * @param stop run on the machine
     * @param start run on {@code startOn}
     * @param startOn the name of a machine
     * @param bootIdFile reads otherwise after each boot
     * @param within how long it may take
     */
    record Power(
            List<String> reboot,
            List<String> stop,
            List<String> start,
            String startOn,
            String bootIdFile,
            Duration within) {}

    /**
     * Times and bounds of connections.
     *
     * @param connect how long connecting and logging in may take
     * @param keepAlive how often an idle connection is asked
     * @param idle after how long an unused connection is closed
     * @param connections how many a machine may have
     */
    record Limits(Duration connect, Duration keepAlive, Duration idle, int connections) {}

    static SshOptions of(CloudConfig config) {
        Login login = new Login(
                config.get("user").orElseGet(() -> System.getProperty("user.name", "root")),
                config.get("port").map(text -> number("port", text, 1, 65_535)).orElse(22),
                config.get("jump").map(Words::list).orElse(List.of()),
                config.get("key-file").map(SshOptions::path),
                config.secret("key"),
                config.secret("key-passphrase"),
                config.secret("password"),
                config.get("agent-socket").map(Path::of));
        Power power = new Power(
                command(config, "reboot-command"),
                command(config, "stop-command"),
                command(config, "start-command"),
                config.get("start-on").orElse(""),
                config.get("boot-id-file").orElse("/proc/sys/kernel/random/boot_id"),
                duration(config, "return-within", Duration.ofMinutes(10)));
        if (!power.start().isEmpty() && power.startOn().isEmpty()) {
            throw new IllegalArgumentException(
                    "the setting 'start-command' needs the setting 'start-on': a machine that is"
                            + " off cannot run the command that starts it; name the one that can");
        }
        Limits limits = new Limits(
                duration(config, "connect-timeout", Duration.ofSeconds(10)),
                duration(config, "keep-alive", Duration.ofSeconds(15)),
                duration(config, "idle", Duration.ofMinutes(5)),
                config.get("connections")
                        .map(text -> number("connections", text, 1, 64))
                        .orElse(4));
        return new SshOptions(
                new Region(config.cloud(), config.get("region").orElse("own")),
                config.get("machines").orElse(""),
                config.get("hosts-file").map(SshOptions::path),
                login,
                config.get("known-hosts").map(SshOptions::path).orElseGet(() -> home(".ssh/known_hosts")),
                power,
                limits,
                () -> config.get("folder").map(SshOptions::path).orElseGet(config::folder));
    }

    private static List<String> command(CloudConfig config, String key) {
        return config.get(key).map(text -> parsed(key, text, Words::split)).orElse(List.of());
    }

    static Duration duration(CloudConfig config, String key, Duration usual) {
        return config.get(key)
                .map(text -> parsed(key, text, value -> {
                    Duration time = Duration.parse(value);
                    if (time.toMillis() < 1) {
                        throw new IllegalArgumentException("it must be longer than nothing");
                    }
                    return time;
                }))
                .orElse(usual);
    }

    static int number(String key, String text, int least, int most) {
        return parsed(key, text, value -> {
            int number = Integer.parseInt(value.strip());
            if (number < least || number > most) {
                throw new IllegalArgumentException("it must be from " + least + " to " + most);
            }
            return number;
        });
    }

    /** A path that may begin with the home folder. */
    static Path path(String text) {
        return text.startsWith("~/") ? home(text.substring(2)) : Path.of(text);
    }

    private static Path home(String rest) {
        return Path.of(System.getProperty("user.home", ".")).resolve(rest);
    }

    private static <T> T parsed(String key, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            throw new IllegalArgumentException(
                    "the setting '" + key + "' cannot be '" + text + "': " + wrong.getMessage(), wrong);
        }
    }
}
