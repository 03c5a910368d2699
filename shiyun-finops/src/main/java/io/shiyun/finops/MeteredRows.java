package io.shiyun.finops;

import io.shiyun.Shiyun;
import io.shiyun.cost.CostRow;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.FocusColumn;
import io.shiyun.finops.focus.Part;
import io.shiyun.model.CloudId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The library's own metering of a cloud that has no bill, as rows of a cube: all four costs are what it costs by its price. */
final class MeteredRows {
    /** The code of ISO 4217 for no currency, which the metering gives to what has no known price. */
    private static final String UNPRICED = "XXX";

    private final CubeSpec spec;
    private final Shiyun shiyun;
    private final CloudId cloud;
    private long unpriced;

    MeteredRows(CubeSpec spec, Shiyun shiyun, CloudId cloud) {
        this.spec = spec;
        this.shiyun = shiyun;
        this.cloud = cloud;
    }

    /** Names the part of a region and day. */
    interface Parts {
        Part of(String cloud, String region, LocalDate day);
    }

    long add(LocalDate from, LocalDate to, CubeFeed feed, Parts parts) {
        List<io.shiyun.cost.Dimension> by =
                new ArrayList<>(List.of(io.shiyun.cost.Dimension.DAY, io.shiyun.cost.Dimension.REGION));
        List<Integer> places = new ArrayList<>();
        for (Dimension dimension : spec.dimensions()) {
            io.shiyun.cost.Dimension own = own(dimension);
            if (own != null && !by.contains(own)) {
                by.add(own);
            }
            places.add(own == null ? -1 : by.indexOf(own));
        }
        List<CostRow> rows = shiyun.costs()
                .of(from, to)
                .where(io.shiyun.cost.Dimension.CLOUD, cloud.name())
                .by(by.toArray(new io.shiyun.cost.Dimension[0]))
                .rows();
        long priced = 0;
        for (CostRow row : rows) {
            if (row.cost().currency().getCurrencyCode().equals(UNPRICED)) {
                unpriced++;
                continue;
            }
            priced++;
            LocalDate day = LocalDate.parse(row.key().get(0));
            List<String> values = places.stream()
                    .map(place -> place < 0 ? "" : row.key().get(place))
                    .toList();
            feed.add(
                    parts.of(cloud.name(), row.key().get(1), day),
                    day.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                    row.cost().currency().getCurrencyCode(),
                    values,
                    Collections.nCopies(spec.costs().size(), row.cost().amount()));
        }
        return priced;
    }

    /** Returns what is not known of the use; empty when all is. */
    Optional<String> note() {
        return unpriced == 0
                ? Optional.empty()
                : Optional.of(
                        unpriced + " rows of use of " + cloud.name() + " have no known price; they count nothing");
    }

    /** Returns what the metering calls a dimension of the cube; null when it knows none. */
    private io.shiyun.cost.@Nullable Dimension own(Dimension dimension) {
        if (dimension.equals(Dimension.PROJECT)) {
            return io.shiyun.cost.Dimension.PROJECT;
        }
        if (dimension.equals(Dimension.APP)) {
            return io.shiyun.cost.Dimension.APP;
        }
        Dimension source = spec.source(dimension);
        if (source.kind() == Dimension.Kind.TAG) {
            return io.shiyun.cost.Dimension.tag(source.name());
        }
        FocusColumn column = source.kind() == Dimension.Kind.COLUMN ? FocusColumn.ofHeader(source.name()) : null;
        if (column == null) {
            return null;
        }
        return switch (column) {
            case PROVIDER_NAME -> io.shiyun.cost.Dimension.CLOUD;
            case REGION_ID -> io.shiyun.cost.Dimension.REGION;
            case AVAILABILITY_ZONE -> io.shiyun.cost.Dimension.ZONE;
            case SERVICE_NAME -> io.shiyun.cost.Dimension.KIND;
            case RESOURCE_ID -> io.shiyun.cost.Dimension.RESOURCE;
            case SKU_ID -> io.shiyun.cost.Dimension.SHAPE;
            default -> null;
        };
    }
}
