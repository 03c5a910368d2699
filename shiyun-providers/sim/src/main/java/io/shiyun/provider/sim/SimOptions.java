package io.shiyun.provider.sim;

import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Guarantee;
import io.shiyun.spi.GuaranteeKind;
import io.shiyun.spi.Setting;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a simulated cloud behaves when nothing goes wrong.
 *
 * @param regions its regions
 * @param zones the last part of the name of each zone, the same in every region
 * @param seed decides ids and chance
 * @param guarantee what keeps a repeated create single
 * @param tokenLife for how long a token is remembered
 * @param bootTime how long any change of state takes
 * @param listLag after how long at most a new thing is in every list
 * @param pageSize how many items a page has
 * @param priceFactor what every price of the price list is multiplied by
 */
record SimOptions(
        List<String> regions,
        List<String> zones,
        long seed,
        GuaranteeKind guarantee,
        Duration tokenLife,
        Duration bootTime,
        Duration listLag,
        int pageSize,
        BigDecimal priceFactor) {
    static final List<Setting> SETTINGS = List.of(
            setting("world", "name of the cloud in memory; sessions that give the same name in one process share it"),
            setting("regions", "regions, separated by commas; sim-1 when not given"),
            setting("zones", "last part of the names of the zones in each region, separated by commas; a,b"),
            setting("seed", "decides ids and chance; 0"),
            setting("guarantee", "what keeps a repeated create single: token, name, tags or none; token"),
            setting("token-life", "for how long a token is remembered; 24h"),
            setting("boot-time", "how long a change of state takes, such as 500ms, 2s or PT2S; 200ms"),
            setting("list-lag", "after how long at most a new thing is in every list, up to 30s; 0s"),
            setting("page-size", "how many items a page has; 50"),
            setting("price-factor", "what every price is multiplied by; 1"),
            setting("lost-request", "chance from 0 to 1 that a request is lost; 0"),
            setting("lost-reply", "chance that a request is carried out and its answer lost; 0"),
            setting("partial-body", "chance that a request is carried out and its answer breaks off; 0"),
            setting("duplicate", "chance that a request is carried out twice; 0"),
            setting("throttled", "chance that a request is refused as one too many; 0"),
            setting("dead", "true refuses every connection; false"),
            setting("silent", "true never answers; false"),
            setting("slow", "how long every answer takes; 0s"),
            setting("out-of-stock", "shapes that are sold out, separated by commas, or * for all; none"),
            setting("out-of-stock-late", "shapes that turn out to be sold out after the order was taken, or *; none"),
            setting("host-quota", "most hosts in a region; unlimited"),
            setting("clock-jump", "how far the cloud's time of day is ahead of ours; 0s"),
            setting("never-ready", "apps whose checks never pass, separated by commas, app@revision for one; none"),
            setting("crash-loop", "apps that crash again and again, like never-ready; none"));

    static SimOptions of(CloudConfig config) {
        Duration lag = read(config, "list-lag", SimOptions::duration).orElse(Duration.ZERO);
        if (lag.compareTo(Duration.ofSeconds(30)) > 0) {
            throw wrong(config, "list-lag", config.require("list-lag"), "it is 30s at most");
        }
        int pageSize = read(config, "page-size", Integer::parseInt).orElse(50);
        if (pageSize < 1) {
            throw wrong(config, "page-size", config.require("page-size"), "it is 1 at least");
        }
        return new SimOptions(
                names(config, "regions", List.of("sim-1")),
                names(config, "zones", List.of("a", "b")),
                read(config, "seed", Long::parseLong).orElse(0L),
                read(config, "guarantee", text -> GuaranteeKind.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(GuaranteeKind.TOKEN),
                read(config, "token-life", SimOptions::duration).orElse(Duration.ofHours(24)),
                read(config, "boot-time", SimOptions::duration).orElse(Duration.ofMillis(200)),
                lag,
                pageSize,
                read(config, "price-factor", BigDecimal::new).orElse(BigDecimal.ONE));
    }

    /** Returns what keeps creates single in a cloud of these options. */
    Guarantee promise() {
        return switch (guarantee) {
            case TOKEN -> Guarantee.token(tokenLife, listLag);
            case NAME -> Guarantee.name(listLag);
            case TAGS -> Guarantee.tags(listLag);
            default -> Guarantee.NONE;
        };
    }

    /** Reads a time such as 500ms, 2s, 1m, 24h or PT2S. */
    static Duration duration(String text) {
        String lower = text.trim().toLowerCase(Locale.ROOT);
        Duration time = lower.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)))
                : Duration.parse(lower.startsWith("p") || lower.startsWith("-p") ? lower : "pt" + lower);
        return time;
    }

    /** Reads a setting, or says what is wrong with it. */
    static <T> Optional<T> read(CloudConfig config, String key, Function<String, T> parse) {
        Optional<String> text = config.get(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text.get().trim()));
        } catch (RuntimeException e) {
            IllegalArgumentException wrong = wrong(config, key, text.get(), meaning(key));
            wrong.initCause(e);
            throw wrong;
        }
    }

    /** Reads a list of names, separated by commas. */
    static List<String> names(CloudConfig config, String key, List<String> otherwise) {
        List<String> names = new ArrayList<>();
        for (String name : config.get(key).orElse("").split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.trim());
            }
        }
        return names.isEmpty() ? otherwise : List.copyOf(names);
    }

    private static IllegalArgumentException wrong(CloudConfig config, String key, String value, String what) {
        return new IllegalArgumentException("Cloud '" + config.cloud() + "': the setting '" + key + "' (environment "
                + environment(key) + ") is '" + value + "', which cannot be right: " + what);
    }

    private static String meaning(String key) {
        return SETTINGS.stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .map(Setting::meaning)
                .orElse("");
    }

    private static Setting setting(String key, String meaning) {
        return Setting.optional(key, environment(key), meaning);
    }

    private static String environment(String key) {
        return "SIM_" + key.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
