package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.CloudConfig;
import io.shiyun.wire.EndpointGuard;
import io.shiyun.wire.Http;
import io.shiyun.wire.HttpOptions;
import io.shiyun.wire.Renewed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all services of a session share: the client, the token, and what was found out about the cloud. Thread-safe. */
final class Desk implements AutoCloseable {
    /** A token is renewed this long before it ends, so that none ends on its way. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private final CloudConfig config;
    private final Options options;
    private final Http http;
    private final EndpointGuard guard;
    private final Renewed<Login> logins;
    private final Map<String, Microversion> microversions = new ConcurrentHashMap<>();
    private volatile @Nullable Catalogue catalogue;

    Desk(CloudConfig config, Options options) {
        this.config = config;
        this.options = options;
        this.http = new Http(HttpOptions.of(config)
                .withRequestIds("x-openstack-request-id", "x-compute-request-id", "x-request-id"));
        this.guard = new EndpointGuard(options.authUrl());
        Keystone keystone = new Keystone(config, options, http);
        this.logins = new Renewed<>(config, EARLY, keystone::signIn);
    }

    Options options() {
        return options;
    }

    Http http() {
        return http;
    }

    EndpointGuard guard() {
        return guard;
    }

    Instant now() {
        return config.clock().instant();
    }

    /** Returns a valid token, signing in when there is none. */
    Login login(Call call) {
        Login login = logins.value(call);
        catalogue = login.catalogue();
        return login;
    }

    /** Says that a service refused this token. */
    void refuse(Login login) {
        logins.refuse(login);
    }

    /** Returns the catalogue of the last token; empty before the first. */
    Optional<Catalogue> catalogue() {
        return Optional.ofNullable(catalogue);
    }

    /** Returns whether a region of this session has the service, or that is not known yet. */
    boolean mayHave(ServiceType service) {
        return catalogue()
                .map(known -> known.has(
                        service, options.regions().stream().map(Region::name).toList()))
                .orElse(true);
    }

    /** Returns the service in a region, to be asked within this call. */
    Api api(ServiceType service, Region region, Call call) {
        if (!region.cloud().equals(config.cloud())) {
            throw CloudException.notSent(
                            Reason.INVALID,
                            "the region " + region + " is of another cloud than '" + config.cloud() + "'")
                    .build();
        }
        return new Api(this, service, region, call);
    }

    Api compute(Region region, Call call) {
        return api(ServiceType.COMPUTE, region, call);
    }

    Api network(Region region, Call call) {
        return api(ServiceType.NETWORK, region, call);
    }

    /** Returns the microversion of a Nova that was negotiated before. */
    Optional<Microversion> microversion(String base) {
        return Optional.ofNullable(microversions.get(base));
    }

    /** Remembers what was negotiated; a session knows few services. */
    void microversion(String base, Microversion version) {
        if (microversions.size() < 100) {
            microversions.put(base, version);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
