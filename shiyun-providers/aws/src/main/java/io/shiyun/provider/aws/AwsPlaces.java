package io.shiyun.provider.aws;

import io.shiyun.model.Place;
import io.shiyun.model.Region;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Places;
import io.shiyun.wire.Xml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Regions and zones, by EC2; what regions are called and where they lie is a table, {@code regions.tsv}. */
final class AwsPlaces implements Places {
    private static final Map<String, List<String>> NAMES = names();

    private final AwsClient aws;

    AwsPlaces(AwsClient aws) {
        this.aws = aws;
    }

    @Override
    public List<Place> regions(Region any, Call call) {
        Xml root = aws.ec2(any, Form.ec2("DescribeRegions").put("AllRegions", true), call);
        return root.items("regionInfo.item").stream()
                .map(item -> place(any, item))
                .toList();
    }

    private static Place place(Region any, Xml item) {
        return Checked.read(item, () -> placeOf(any, item));
    }

    private static Place placeOf(Region any, Xml item) {
        String name = item.text("regionName");
        List<String> known = NAMES.getOrDefault(name, List.of(name, "", ""));
        return Place.builder(new Region(any.cloud(), name))
                .title(known.get(0))
                .country(known.get(1))
                .partition(Partition.of(name).place())
                .open(!item.text("optInStatus", "").equals("not-opted-in"))
                .build();
    }

    @Override
    public List<Zone> zones(Region region, Call call) {
        Form form = Form.ec2("DescribeAvailabilityZones")
                .filter(1, "zone-type", List.of("availability-zone"))
                .filter(2, "state", List.of("available"));
        return aws.ec2(region, form, call).items("availabilityZoneInfo.item").stream()
                .map(zone -> Checked.read(zone, () -> new Zone(region, zone.text("zoneName"))))
                .toList();
    }

    private static Map<String, List<String>> names() {
        try (InputStream in = AwsPlaces.class.getResourceAsStream("regions.tsv")) {
            if (in == null) {
                throw new IllegalStateException("the table regions.tsv is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t", -1)))
                    .collect(Collectors.toUnmodifiableMap(row -> row.get(0), row -> row.subList(1, 3)));
        } catch (IOException e) {
            throw new IllegalStateException("the table regions.tsv cannot be read", e);
        }
    }
}
