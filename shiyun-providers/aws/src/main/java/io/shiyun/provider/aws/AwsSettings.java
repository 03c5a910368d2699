package io.shiyun.provider.aws;

import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Setting;
import io.shiyun.wire.HttpOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a session was told: its settings, and for what they leave open the variables that every tool for AWS reads, such as {@code
 * AWS_REGION}.
 */
final class AwsSettings {
    static final List<Setting> ALL = all();

    private static final String REGION = "REGION";
    private static final String ENDPOINT = "ENDPOINT_URL";

    /** Amazon, Debian (136693071363) and Canonical (099720109477), as the publishers themselves say. */
    private static final String PUBLISHERS = "amazon,136693071363,099720109477";

    private static final String FAMILIES =
            "al2023-ami-2023.*,debian-12-*,debian-13-*,ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-*";

    private final CloudConfig config;
    private final UnaryOperator<@Nullable String> environment;
    private final List<Region> regions;
    private final Duration visibleWithin;

    AwsSettings(CloudConfig config, UnaryOperator<@Nullable String> environment) {
        this.config = config;
        this.environment = environment;
        this.regions = regions(config);
        this.visibleWithin = Duration.ofSeconds(whole("visible-within", 60, 0, 300));
    }

    private static List<Setting> all() {
        List<Setting> all = new ArrayList<>(List.of(
                Setting.optional(
                        "regions", REGION, "regions to work in, separated by commas; the first is the usual one"),
                Setting.optional("access-key-id", "ACCESS_KEY_ID", "the id of an access key"),
                Setting.optional("secret-access-key", "SECRET_ACCESS_KEY", "the secret of the access key")
                        .asSecret(),
                Setting.optional("session-token", "SESSION_TOKEN", "the token of a temporary access key")
                        .asSecret(),
                Setting.optional("profile", "PROFILE", "a profile of the files in ~/.aws"),
                Setting.optional("role-arn", "", "a role to assume with the credentials found"),
                Setting.optional("role-session-name", "", "the name of that role's sessions; shiyun by default"),
                Setting.optional("external-id", "", "the external id that the role's owner asks for")
                        .asSecret(),
                Setting.optional(
                        "instance-metadata",
                        "",
                        "true to look for credentials at the metadata service of the machine this runs on"),
                Setting.optional("endpoint", ENDPOINT, "one address for all services, such as that of a stand-in"),
                Setting.optional(
                        "visible-within", "", "seconds within which a new thing is in every list; 60 by default"),
                Setting.optional(
                        "image-owners",
                        "",
                        "whose images are trusted beside one's own: accounts or amazon, separated by commas; by default"
                                + " amazon, Debian and Canonical"),
                Setting.optional(
                        "image-names",
                        "",
                        "which of their images are listed: names with * for anything, separated by commas; by default"
                                + " Amazon Linux 2023, Debian 12 and 13, Ubuntu 24.04"),
                Setting.optional("cluster-role-arn", "", "the role of the control plane of new clusters"),
                Setting.optional("node-role-arn", "", "the role of the nodes of new clusters")));
        for (Service service : Service.values()) {
            all.add(Setting.optional(
                    service.endpointKey(), ENDPOINT + "_" + service.name(), "the address of " + service.host()));
        }
        all.addAll(HttpOptions.SETTINGS);
        return List.copyOf(all);
    }

    private List<Region> regions(CloudConfig config) {
        List<Region> named =
                text("regions")
                        .or(() -> variable("AWS_DEFAULT_REGION"))
                        .map(AwsSettings::names)
                        .orElse(List.of())
                        .stream()
                        .map(name -> new Region(config.cloud(), name))
                        .toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("Cloud '" + config.cloud()
                    + "' needs the setting 'regions' or the variable AWS_REGION, such as us-east-1");
        }
        return named;
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    CloudConfig config() {
        return config;
    }

    List<Region> regions() {
        return regions;
    }

    /** Returns whose images are trusted, beside the account's own. */
    List<String> imageOwners() {
        return names(text("image-owners").orElse(PUBLISHERS));
    }

    /** Returns what the images of others are named like that are listed. */
    List<String> imageNames() {
        return names(text("image-names").orElse(FAMILIES));
    }

    Duration visibleWithin() {
        return visibleWithin;
    }

    /** Returns a setting that is no secret, else the variable of AWS's own tools for it. */
    Optional<String> text(String key) {
        Optional<String> given = config.get(key);
        if (given.isPresent()) {
            return given.filter(text -> !text.isEmpty());
        }
        return variables().containsKey(key) ? variable(variables().get(key)) : Optional.empty();
    }

    /** Returns a setting that is a secret. */
    Optional<Secret> secret(String key) {
        return config.secret(key);
    }

    /** Returns a variable of the environment, if it is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(text -> !text.isEmpty());
    }

    boolean flag(String key) {
        String text = text(key).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("the setting '" + key + "' must be true or false");
        }
        return text.equals("true");
    }

    private long whole(String key, long otherwise, long least, long most) {
        String text = text(key).orElse(Long.toString(otherwise));
        long value = text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "the setting '" + key + "' is a whole number from " + least + " to " + most);
        }
        return value;
    }

    /** Endpoint and region are looked for in the environment always; credentials by their chain, which says so. */
    private static Map<String, String> variables() {
        return Variables.BY_KEY;
    }

    private static final class Variables {
        static final Map<String, String> BY_KEY = ALL.stream()
                .filter(setting -> setting.environment().startsWith(ENDPOINT)
                        || setting.environment().equals(REGION)
                        || setting.key().equals("profile"))
                .collect(Collectors.toUnmodifiableMap(Setting::key, setting -> "AWS_" + setting.environment()));
    }
}
