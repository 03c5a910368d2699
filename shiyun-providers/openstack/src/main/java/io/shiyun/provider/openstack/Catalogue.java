package io.shiyun.provider.openstack;

import io.shiyun.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where services answer, as Keystone says with a token. Immutable.
 *
 * @param endpoints the addresses of the wanted interface
 */
record Catalogue(List<Endpoint> endpoints) {
    /** One address of one service in one region. */
    record Endpoint(String type, String region, String url) {}

    static Catalogue read(Json services, String wantedInterface) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (Json service : services.items()) {
            String type = service.text("type", "");
            for (Json endpoint : service.items("endpoints")) {
                String url = endpoint.text("url", "");
                String region = endpoint.text("region_id", endpoint.text("region", ""));
                if (endpoint.text("interface", "").equals(wantedInterface) && !url.isEmpty() && !region.isEmpty()) {
                    endpoints.add(new Endpoint(type, region, url));
                }
            }
        }
        return new Catalogue(List.copyOf(endpoints));
    }

    Optional<String> url(ServiceType service, String region) {
        return service.names().stream()
                .flatMap(name ->
                        endpoints.stream().filter(endpoint -> endpoint.type().equals(name)))
                .filter(endpoint -> endpoint.region().equals(region))
                .map(Endpoint::url)
                .findFirst();
    }

    boolean has(ServiceType service, List<String> regions) {
        return regions.stream().anyMatch(region -> url(service, region).isPresent());
    }

    List<String> regions() {
        return endpoints.stream().map(Endpoint::region).distinct().sorted().toList();
    }

    List<String> types() {
        return endpoints.stream().map(Endpoint::type).distinct().sorted().toList();
    }
}
