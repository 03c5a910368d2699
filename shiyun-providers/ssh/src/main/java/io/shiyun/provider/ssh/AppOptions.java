package io.shiyun.provider.ssh;

import io.shiyun.spi.CloudConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/**
 * The settings of apps on machines, read.
 *
 * @param machines names of the machines that run apps; all hosts where it is empty
 * @param folder where replicas lie on a machine, relative to the home of the user
 * @param ports range of ports of replicas
 * @param address where clients reach apps on this machine
 * @param fronts range of ports of that address
 * @param mostReplicas how many replicas there may be
 * @param logBytes how large a log may grow before it is cut
 * @param watchEvery how often a machine is asked whether its replicas run
 * @param lostAfter how long a machine may not answer before others take over
 */
record AppOptions(
        List<String> machines,
        String folder,
        Range ports,
        InetAddress address,
        Range fronts,
        int mostReplicas,
        long logBytes,
        Duration watchEvery,
        Duration lostAfter) {
    static final String FOLDER = ".shiyun";

    /** Ports from one to another, both among them. */
    record Range(int first, int last) {}

    static AppOptions of(CloudConfig config) {
        return new AppOptions(
                config.get("app-machines").map(Words::list).orElse(List.of()),
                config.get("app-folder").map(AppOptions::folder).orElse(FOLDER),
                range(config, "app-ports", new Range(20_000, 28_999)),
                config.get("front-address").map(AppOptions::address).orElseGet(InetAddress::getLoopbackAddress),
                range(config, "front-ports", new Range(29_000, 31_999)),
                config.get("max-replicas")
                        .map(text -> SshOptions.number("max-replicas", text, 1, 100_000))
                        .orElse(1_000),
                config.get("app-log-bytes")
                        .map(text -> SshOptions.number("app-log-bytes", text, 1_024, 1 << 30))
                        .orElse(8 << 20),
                SshOptions.duration(config, "watch-every", Duration.ofSeconds(1)),
                SshOptions.duration(config, "lost-after", Duration.ofSeconds(30)));
    }

    private static String folder(String text) {
        if (text.isBlank() || text.endsWith("/") || List.of(text.split("/")).contains("..")) {
            throw new IllegalArgumentException("the setting 'app-folder' cannot be '" + text
                    + "'; give a folder below the home of the user, or one that begins with a slash");
        }
        return text;
    }

    private static Range range(CloudConfig config, String key, Range usual) {
        return config.get(key)
                .map(text -> {
                    int dash = text.indexOf('-');
                    int first = SshOptions.number(key, dash < 0 ? text : text.substring(0, dash), 1, 65_535);
                    int last = SshOptions.number(key, dash < 0 ? text : text.substring(dash + 1), first, 65_535);
                    return new Range(first, last);
                })
                .orElse(usual);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException(
                    "the setting 'front-address' cannot be '" + text + "': it leads to no address", unknown);
        }
    }
}
