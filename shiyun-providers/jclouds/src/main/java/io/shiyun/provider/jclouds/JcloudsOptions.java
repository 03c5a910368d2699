package io.shiyun.provider.jclouds;

import io.shiyun.model.CloudId;
import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The settings of a cloud of jclouds.
 *
 * @param cloud its name
 * @param api jclouds' id of the kind of cloud
 * @param endpoint where it answers; the usual place of that kind without
 * @param identity who asks
 * @param credential with what secret
 * @param regions the regions to work in; one that stands for all when none was named
 * @param properties more properties for jclouds
 */
record JcloudsOptions(
        CloudId cloud,
        String api,
        Optional<String> endpoint,
        Optional<String> identity,
        Optional<Secret> credential,
        List<Region> regions,
        Map<String, String> properties) {
    private static final String PREFIX = "JCLOUDS_";

    /** The region of a session that was set up without any: whatever the cloud has. */
    static final String WHOLE = "default";

    /** What a user must not set, since the rest relies on it, or on nobody listening in. */
    private static final List<String> OURS = List.of(
            "jclouds.max-retries",
            "jclouds.retries-delay-start",
            "jclouds.compute.timeout.",
            "jclouds.compute.poll-status.",
            "jclouds.trust-all-certs",
            "jclouds.relax-hostname",
            "jclouds.wire.",
            "jclouds.identity",
            "jclouds.credential",
            "jclouds.endpoint",
            "jclouds.filesystem.basedir");

    static final List<Setting> SETTINGS = List.of(
            Setting.required(
                    "api", PREFIX + "API", "The kind of cloud, by jclouds' id, such as openstack-nova or filesystem."),
            Setting.optional(
                    "endpoint", PREFIX + "ENDPOINT", "Address of the cloud; the usual one of its kind without."),
            Setting.optional(
                    "identity", PREFIX + "IDENTITY", "Who asks, such as an access key, or Default:demo at OpenStack."),
            Setting.optional("credential", PREFIX + "CREDENTIAL", "The secret of the identity.")
                    .asSecret(),
            Setting.optional(
                    "regions",
                    PREFIX + "REGIONS",
                    "Regions to work in, by jclouds' ids, separated by commas; all as one region 'default' without."),
            Setting.optional(
                    "folder", PREFIX + "FOLDER", "Folder of the filesystem store; the one the library gives without."),
            Setting.optional(
                    "properties",
                    PREFIX + "PROPERTIES",
                    "More properties of jclouds, key=value separated by semicolons, such as jclouds.keystone.version=3."));

    static JcloudsOptions of(CloudConfig config) {
        String api = config.require("api").strip();
        Map<String, String> properties = properties(config.get("properties").orElse(""));
        if (api.equals("filesystem")) {
            properties.put(
                    "jclouds.filesystem.basedir",
                    config.get("folder").orElseGet(() -> config.folder().toString()));
        }
        return new JcloudsOptions(
                config.cloud(),
                api,
                config.get("endpoint").map(JcloudsOptions::endpoint),
                config.get("identity"),
                config.secret("credential"),
                regions(config),
                Map.copyOf(properties));
    }

    private static List<Region> regions(CloudConfig config) {
        List<Region> regions = Stream.of(config.get("regions").orElse(WHOLE).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(name -> new Region(config.cloud(), name))
                .toList();
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("the setting 'regions' names none; leave it out for all");
        }
        return regions;
    }

    private static String endpoint(String text) {
        try {
            URI uri = new URI(text.strip());
            if (List.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getHost() != null) {
                return uri.toString();
            }
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("the setting 'endpoint' is no address: " + wrong.getReason(), wrong);
        }
        throw new IllegalArgumentException("the setting 'endpoint' does not begin with https:// or http:// and a host");
    }

    private static Map<String, String> properties(String text) {
        Map<String, String> properties = new TreeMap<>();
        for (String entry : text.split(";")) {
            int sign = entry.indexOf('=');
            String key = sign < 0 ? entry.strip() : entry.substring(0, sign).strip();
            if (key.isEmpty()) {
                continue;
            }
            if (sign < 0 || !key.startsWith("jclouds.")) {
                throw new IllegalArgumentException("the setting 'properties' holds '" + key
                        + "'; write jclouds.name=value, separated by semicolons");
            }
            if (OURS.stream().anyMatch(key::startsWith)) {
                throw new IllegalArgumentException("the setting 'properties' may not change '" + key + "'");
            }
            properties.put(key, entry.substring(sign + 1).strip());
        }
        return properties;
    }

    /** Returns whether this region stands for whatever the cloud has. */
    static boolean whole(Region region) {
        return region.name().equals(WHOLE);
    }

    @Override
    public String toString() {
        return "JcloudsOptions[" + cloud + ", " + api + "]";
    }
}
