package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where each service is reached: by its setting, by the one setting for all, or by the rules of its partition. */
final class Endpoints {
    private static final Pattern REGION = Pattern.compile("[a-z0-9][a-z0-9-]{1,40}");

    private final Map<Service, URI> given;
    private final @Nullable URI all;

    Endpoints(AwsSettings settings) {
        this.all = settings.text("endpoint").map(text -> uri("endpoint", text)).orElse(null);
        this.given = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            settings.text(service.endpointKey())
                    .ifPresent(text -> given.put(service, uri(service.endpointKey(), text)));
        }
    }

    /** Where a request goes and which region it is signed for. */
    record Endpoint(URI uri, String region) {}

    /**
     * Returns the endpoint of a service for a region.
     *
     * @throws CloudException UNSUPPORTED when the partition has no such service
     */
    Endpoint of(Service service, String region) {
        if (!REGION.matcher(region).matches()) {
            throw CloudException.notSent(
                            Reason.INVALID, "'" + region + "' is no region of AWS; one is named like us-east-1")
                    .build();
        }
        Partition partition = Partition.of(region);
        String home = partition
                .home(service, region)
                .orElseThrow(() -> CloudException.notSent(
                                Reason.UNSUPPORTED,
                                "the partition " + partition.id() + " has no " + service.host() + " service")
                        .scope(Scope.CLOUD)
                        .build());
        URI fixed = given.getOrDefault(service, all);
        return new Endpoint(
                fixed != null ? fixed : URI.create("https://" + service.host() + "." + home + "." + partition.suffix()),
                home);
    }

    private static URI uri(String key, String text) {
        Optional<URI> uri = parse(text);
        if (uri.isEmpty()) {
            throw new IllegalArgumentException(
                    "the setting '" + key + "' is no address such as https://ec2.us-east-1.amazonaws.com");
        }
        return uri.get();
    }

    private static Optional<URI> parse(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean whole = uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawUserInfo() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
            return whole ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
