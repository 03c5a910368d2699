package io.shiyun.provider.local;

import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Setting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a local cloud.
 *
 * @param folder where all state lies
 * @param address where balancers and replicas listen
 * @param firstPort the lowest port that is handed out
 * @param lastPort the highest
 * @param priceCard the card of prices; the usual one without
 * @param mostHosts how many hosts there may be
 * @param mostReplicas how many replicas of apps there may be
 * @param overcommit how many times the machine's processors and memory the sizes of all hosts may add up to
 * @param sampleEvery how often metrics are sampled
 */
record LocalOptions(
        Path folder,
        InetAddress address,
        int firstPort,
        int lastPort,
        Optional<Path> priceCard,
        int mostHosts,
        int mostReplicas,
        int overcommit,
        Duration sampleEvery) {
    private static final String PREFIX = "SHIYUN_LOCAL_";

    static final List<Setting> SETTINGS = List.of(
            Setting.optional("folder", PREFIX + "FOLDER", "Folder of all state; the one the library gives without."),
            Setting.optional(
                    "address", PREFIX + "ADDRESS", "Address that balancers listen on; the loopback address without."),
            Setting.optional("ports", PREFIX + "PORTS", "Range of ports to hand out, first-last; 20000-28999 without."),
            Setting.optional("price-card", PREFIX + "PRICE_CARD", "File of prices; a default card without."),
            Setting.optional("max-hosts", PREFIX + "MAX_HOSTS", "How many hosts there may be; 64 without."),
            Setting.optional(
                    "max-replicas", PREFIX + "MAX_REPLICAS", "How many replicas of apps there may be; 256 without."),
            Setting.optional(
                    "overcommit",
                    PREFIX + "OVERCOMMIT",
                    "How many times this machine the sizes of all hosts may add up to; 16 without."),
            Setting.optional(
                    "sample-every",
                    PREFIX + "SAMPLE_EVERY",
                    "How often metrics are sampled, as in PT2S; PT2S without."));

    static LocalOptions of(CloudConfig config) {
        String ports = config.get("ports").orElse("20000-28999");
        int dash = ports.indexOf('-');
        int first = number("ports", dash < 0 ? ports : ports.substring(0, dash), 1, 65_535);
        int last = number("ports", dash < 0 ? ports : ports.substring(dash + 1), first, 65_535);
        return new LocalOptions(
                config.get("folder").map(Path::of).orElseGet(config::folder),
                config.get("address").map(LocalOptions::address).orElseGet(InetAddress::getLoopbackAddress),
                first,
                last,
                config.get("price-card").map(Path::of),
                config.get("max-hosts")
                        .map(text -> number("max-hosts", text, 1, 100_000))
                        .orElse(64),
                config.get("max-replicas")
                        .map(text -> number("max-replicas", text, 1, 100_000))
                        .orElse(256),
                config.get("overcommit")
                        .map(text -> number("overcommit", text, 1, 1_000))
                        .orElse(16),
                config.get("sample-every").map(LocalOptions::interval).orElse(Duration.ofSeconds(2)));
    }

    private static Duration interval(String text) {
        return parsed("sample-every", text, value -> {
            Duration interval = Duration.parse(value);
            if (interval.toMillis() < 100) {
                throw new IllegalArgumentException("at least 100 ms");
            }
            return interval;
        });
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("the setting 'address' is no address of this machine: " + text, unknown);
        }
    }

    private static int number(String key, String text, int least, int most) {
        return parsed(key, text, value -> {
            int number = Integer.parseInt(value.strip());
            if (number < least || number > most) {
                throw new IllegalArgumentException("it must be from " + least + " to " + most);
            }
            return number;
        });
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
