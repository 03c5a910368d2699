package io.shiyun.provider.openstack;

import io.shiyun.model.Region;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.Setting;
import io.shiyun.wire.HttpOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings of a session, checked. Their environment variables are those of OpenStack's own tools without {@code OS_}.
 *
 * @param authUrl Keystone's address, with {@code /v3}
 * @param regions the regions to work in
 * @param catalogueInterface which addresses of the catalogue to ask
 * @param computeVersion the microversion of Nova to ask for, instead of the newest that both sides know
 * @param network name or id of the network of hosts whose order names none
 * @param floatingNetwork name or id of the network that public addresses come from
 * @param pageSize how many things to list at once
 * @param prices what sizes cost
 */
record Options(
        URI authUrl,
        List<Region> regions,
        String catalogueInterface,
        Optional<Microversion> computeVersion,
        Optional<String> network,
        Optional<String> floatingNetwork,
        int pageSize,
        PriceCard prices) {

    static final List<Setting> SETTINGS = Stream.concat(
                    Stream.of(
                            Setting.required(
                                    "auth-url", "AUTH_URL", "Keystone's address, such as https://host:5000/v3"),
                            Setting.optional("username", "USERNAME", "the user's name, with password"),
                            Setting.optional("user-id", "USER_ID", "the user's id, instead of name and domain"),
                            Setting.optional("password", "PASSWORD", "the user's password")
                                    .asSecret(),
                            Setting.optional("user-domain-name", "USER_DOMAIN_NAME", "the user's domain; Default"),
                            Setting.optional("user-domain-id", "USER_DOMAIN_ID", "the user's domain by its id"),
                            Setting.optional("project-name", "PROJECT_NAME", "the project to work in"),
                            Setting.optional(
                                    "project-id", "PROJECT_ID", "the project's id, instead of name and domain"),
                            Setting.optional(
                                    "project-domain-name", "PROJECT_DOMAIN_NAME", "the project's domain; Default"),
                            Setting.optional(
                                    "project-domain-id", "PROJECT_DOMAIN_ID", "the project's domain by its id"),
                            Setting.optional(
                                    "application-credential-id",
                                    "APPLICATION_CREDENTIAL_ID",
                                    "an application credential, instead of user and project"),
                            Setting.optional(
                                    "application-credential-name",
                                    "APPLICATION_CREDENTIAL_NAME",
                                    "its name, with the user's name or id, instead of its id"),
                            Setting.optional(
                                            "application-credential-secret",
                                            "APPLICATION_CREDENTIAL_SECRET",
                                            "the secret of the application credential")
                                    .asSecret(),
                            Setting.optional("token", "TOKEN", "a token, instead of a password; it cannot be renewed")
                                    .asSecret(),
                            Setting.optional(
                                    "region",
                                    "REGION_NAME",
                                    "the region, or several with commas; RegionOne by default"),
                            Setting.optional(
                                    "interface", "INTERFACE", "addresses to ask: public (default), internal or admin"),
                            Setting.optional(
                                    "compute-api-version",
                                    "COMPUTE_API_VERSION",
                                    "Nova's microversion, such as 2.79; the newest that both sides know by default"),
                            Setting.optional(
                                    "network", "", "name or id of the network of hosts whose order names none"),
                            Setting.optional(
                                    "floating-network",
                                    "",
                                    "name or id of the network that public addresses come from; the only one by default"),
                            Setting.optional(
                                    "price-card", "", "a properties file of what sizes cost; see docs/openstack.md"),
                            Setting.optional("page-size", "", "how many things to list at once, 1 to 1000; 500")),
                    HttpOptions.SETTINGS.stream())
            .toList();

    private static final Set<String> INTERFACES = Set.of("public", "internal", "admin");

    static Options of(CloudConfig config) {
        Credentials.check(config);
        return new Options(
                authUrl(config.require("auth-url").strip()),
                regions(config),
                catalogueInterface(config.get("interface").orElse("public")),
                config.get("compute-api-version").map(Options::microversion),
                config.get("network"),
                config.get("floating-network"),
                pageSize(config.get("page-size").orElse("500")),
                PriceCard.of(config.get("price-card").map(Path::of)));
    }

    private static URI authUrl(String text) {
        try {
            URI uri = new URI(text.replaceAll("/+$", ""));
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawUserInfo() == null) {
                if (uri.getPath().endsWith("/v2.0")) {
                    throw new IllegalArgumentException(
                            "the setting 'auth-url' names Keystone v2.0, which is gone; give the address of v3");
                }
                return uri.getPath().endsWith("/v3") ? uri : URI.create(uri + "/v3");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the setting 'auth-url' is no address: " + e.getReason(), e);
        }
        throw new IllegalArgumentException("the setting 'auth-url' must be like https://host:5000/v3");
    }

    private static List<Region> regions(CloudConfig config) {
        List<Region> regions = Arrays.stream(
                        config.get("region").orElse("RegionOne").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(name -> new Region(config.cloud(), name))
                .toList();
        if (regions.isEmpty()) {
            throw new IllegalArgumentException("the setting 'region' is empty; name a region, or leave it out");
        }
        return regions;
    }

    /** OpenStack's tools write {@code publicURL} too. */
    private static String catalogueInterface(String text) {
        String name = text.endsWith("URL") ? text.substring(0, text.length() - 3) : text;
        if (!INTERFACES.contains(name)) {
            throw new IllegalArgumentException("the setting 'interface' must be public, internal or admin");
        }
        return name;
    }

    private static Microversion microversion(String text) {
        return Microversion.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the setting 'compute-api-version' must be like 2.79, not '" + text + "'"));
    }

    private static int pageSize(String text) {
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= 1000) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException("the setting 'page-size' must be a number from 1 to 1000");
    }
}
