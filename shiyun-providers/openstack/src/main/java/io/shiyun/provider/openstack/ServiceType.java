package io.shiyun.provider.openstack;

import java.util.List;

/** The services of OpenStack that are asked, by their names in the catalogue, the newest name first. */
enum ServiceType {
    COMPUTE,
    IMAGE,
    NETWORK,
    VOLUME,
    CLUSTER,
    METRIC,
    ALARM;

    List<String> names() {
        return switch (this) {
            case COMPUTE -> List.of("compute");
            case IMAGE -> List.of("image");
            case NETWORK -> List.of("network");
            case VOLUME -> List.of("block-storage", "volumev3", "block-store");
            case CLUSTER ->
                List.of("container-infrastructure-management", "container-infra", "container-infrastructure");
            case METRIC -> List.of("metric");
            case ALARM -> List.of("alarm", "alarming");
        };
    }

    /** Returns the address that paths of this provider begin behind, made of what the catalogue says. */
    String base(String catalogued) {
        String url = catalogued.replaceAll("/+$", "");
        return switch (this) {
            case COMPUTE -> url.matches(".*/v2(\\.[0-9])?(/.*)?") ? url : url + "/v2.1";
            case IMAGE -> url.matches(".*/v2(\\.[0-9])?") ? url : url + "/v2";
            case NETWORK -> url.endsWith("/v2.0") ? url : url + "/v2.0";
            case VOLUME -> url;
            case CLUSTER, METRIC -> url.endsWith("/v1") ? url : url + "/v1";
            case ALARM -> url.endsWith("/v2") ? url : url + "/v2";
        };
    }
}
