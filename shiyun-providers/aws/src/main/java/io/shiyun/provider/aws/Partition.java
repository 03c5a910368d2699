package io.shiyun.provider.aws;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A separate world of accounts, as the AWS SDKs' {@code partitions.json} and {@code endpoints.json} have them.
 *
 * @param id its name in ARNs
 * @param suffix what endpoints end with
 * @param regions what its regions are named like
 * @param place what {@code Place.partition} calls it
 * @param pricing the region whose endpoint tells prices; empty when there is none
 * @param costs the region whose endpoint tells costs; empty when there is none
 */
record Partition(String id, String suffix, Pattern regions, String place, String pricing, String costs) {
    private static final List<Partition> ALL = List.of(
            of("aws-cn", "amazonaws.com.cn", "cn-\\w+-\\d+", "china", "cn-northwest-1", "cn-northwest-1"),
            of("aws-us-gov", "amazonaws.com", "us-gov-\\w+-\\d+", "government", "", ""),
            of("aws-iso", "c2s.ic.gov", "us-iso-\\w+-\\d+", "government", "", ""),
            of("aws-iso-b", "sc2s.sgov.gov", "us-isob-\\w+-\\d+", "government", "", ""),
            of("aws-eusc", "amazonaws.eu", "eusc-\\w+-\\w+-\\d+", "eu-sovereign", "", ""));

    private static final Partition USUAL = of("aws", "amazonaws.com", ".*", "", "us-east-1", "us-east-1");

    private static Partition of(String id, String suffix, String regions, String place, String pricing, String costs) {
        return new Partition(id, suffix, Pattern.compile(regions), place, pricing, costs);
    }

    /** Returns the partition of a region. */
    static Partition of(String region) {
        return ALL.stream()
                .filter(partition -> partition.regions.matcher(region).matches())
                .findFirst()
                .orElse(USUAL);
    }

    /** Returns the region whose endpoint serves the whole partition for this service; the region asked for where there is no such one. */
    Optional<String> home(Service service, String region) {
        String home = switch (service) {
            case PRICING -> pricing;
            case COSTS -> costs;
            default -> region;
        };
        return home.isEmpty() ? Optional.empty() : Optional.of(home);
    }
}
