package io.shiyun.provider.openstack;

import java.util.List;

/** The services of OpenStack that are asked, by their names in the catalogue, the newest name first. */
enum ServiceType {
    COMPUTE("/v2.1", "/v2(\\.[0-9])?(/.*)?", "compute"),
    IMAGE("/v2", "/v2(\\.[0-9])?", "image"),
    NETWORK("/v2.0", "/v2\\.0", "network"),
    VOLUME("", "", "block-storage volumev3 block-store"),
    CLUSTER("/v1", "/v1", "container-infrastructure-management container-infra container-infrastructure"),
    METRIC("/v1", "/v1", "metric"),
    ALARM("/v2", "/v2", "alarm alarming");

    private final String version;
    private final String versioned;
    private final String names;

    ServiceType(String version, String versioned, String names) {
        this.version = version;
        this.versioned = versioned;
        this.names = names;
    }

    List<String> names() {
        return List.of(names.split(" ", -1));
    }

    /** Returns the address that paths of this provider begin behind, made of what the catalogue says. */
    String base(String catalogued) {
        String url = catalogued.replaceAll("/+$", "");
        return url.matches(".*" + versioned) ? url : url + version;
    }
}
