package io.shiyun.provider.aws;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.Layer;
import io.shiyun.model.Money;
import io.shiyun.model.Offer;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.model.Stock;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.DiskOrder;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.OfferQuery;
import io.shiyun.spi.Offers;
import io.shiyun.spi.Page;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Xml;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What EC2 sells: instance types, in each zone that has them, on demand by the price list and on the spot market by its price history.
 * AWS does not tell its stock.
 */
final class AwsOffers implements Offers {
    private static final int PAGE = 100;
    private static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);

    private final AwsClient aws;
    private final Prices prices;
    private final InstantSource clock;

    AwsOffers(AwsClient aws, InstantSource clock) {
        this.aws = aws;
        this.prices = new Prices(aws);
        this.clock = clock;
    }

    @Override
    public Page<Offer> list(OfferQuery query, Cursor from, Call call) {
        if (query.layer() != Layer.HOST) {
            return Page.last(List.of());
        }
        Region region = query.region();
        Optional<String> shape = query.shape().map(Shape::name);
        Map<String, Price> hourly = new LinkedHashMap<>();
        Map<String, Xml> types = new LinkedHashMap<>();
        Optional<String> next;
        if (Partition.of(region.name()).home(Service.PRICING, region.name()).isPresent()) {
            Page<Map.Entry<String, Price>> page = prices.hosts(region, shape, from, call);
            page.items().forEach(entry -> hourly.putIfAbsent(entry.getKey(), entry.getValue()));
            next = page.next().map(Cursor::value);
            if (!hourly.isEmpty()) {
                types(region, hourly.keySet(), Cursor.START, types, call);
            }
        } else {
            next = types(region, shape.map(Set::of).orElse(Set.of()), from, types, call);
        }
        List<Offer> offers = types.isEmpty() ? List.of() : offers(query, types, hourly, call);
        return Paging.page(offers.stream().filter(query::matches).toList(), from, next);
    }

    /** Adds what is known of these types, or of all; answers where the next page begins. */
    private Optional<String> types(Region region, Set<String> names, Cursor from, Map<String, Xml> types, Call call) {
        Form form = Form.ec2("DescribeInstanceTypes").put("MaxResults", PAGE);
        if (!names.isEmpty()) {
            form.filter(1, "instance-type", names.stream().map(Tags::plain).toList());
        }
        if (!from.equals(Cursor.START)) {
            form.put("NextToken", from.value());
        }
        Xml rest = aws.ec2Items(
                region, form, "instanceTypeSet.item", type -> types.put(type.text("instanceType"), type), call);
        return rest.optional("nextToken");
    }

    private List<Offer> offers(OfferQuery query, Map<String, Xml> types, Map<String, Price> hourly, Call call) {
        Region region = query.region();
        List<String> names = List.copyOf(types.keySet());
        boolean demand = query.purchase().map(Purchase.ON_DEMAND::equals).orElse(true);
        boolean spot = query.purchase().map(Purchase.SPOT::equals).orElse(true);
        Map<Place, Price> market = spot ? market(region, names, call) : Map.of();
        List<Offer> offers = new ArrayList<>();
        for (Place place : sold(region, names, call)) {
            Xml type = types.get(place.type);
            if (type == null) {
                continue;
            }
            Offer.Builder offer = offer(region, place.zone, type).asOf(clock.instant());
            Price price = hourly.get(place.type);
            if (demand && usable(type, "on-demand")) {
                if (price != null) {
                    offer.price(price);
                }
                offers.add(offer.purchase(Purchase.ON_DEMAND)
                        .source("AWS price list")
                        .build());
            }
            if (spot && usable(type, "spot") && market.containsKey(place)) {
                offers.add(offer.purchase(Purchase.SPOT)
                        .price(market.get(place))
                        .source("EC2 spot price history")
                        .build());
            }
        }
        return offers;
    }

    private record Place(String type, String zone) {}

    private static boolean usable(Xml type, String usage) {
        List<Xml> classes = type.items("supportedUsageClasses.item");
        return classes.isEmpty()
                || classes.stream().anyMatch(item -> item.text().equals(usage));
    }

    /** Returns which of these types each zone has. */
    private List<Place> sold(Region region, List<String> types, Call call) {
        return Paging.all(call, cursor -> {
            Form form = Form.ec2("DescribeInstanceTypeOfferings")
                    .put("LocationType", "availability-zone")
                    .put("MaxResults", 1000)
                    .filter(1, "instance-type", types.stream().map(Tags::plain).toList());
            if (!cursor.equals(Cursor.START)) {
                form.put("NextToken", cursor.value());
            }
            Xml reply = aws.ec2(region, form, call);
            List<Place> places = reply.items("instanceTypeOfferingSet.item").stream()
                    .map(item -> new Place(item.text("instanceType"), item.text("location")))
                    .toList();
            return Paging.page(places, cursor, reply.optional("nextToken"));
        });
    }

    /** Returns the newest spot price of each type in each zone. */
    private Map<Place, Price> market(Region region, List<String> types, Call call) {
        Instant now = clock.instant();
        Map<Place, Instant> newest = new LinkedHashMap<>();
        Map<Place, Price> found = new LinkedHashMap<>();
        Paging.all(call, cursor -> {
            Form form = Form.ec2("DescribeSpotPriceHistory")
                    .put("StartTime", now)
                    .put("EndTime", now)
                    .put("MaxResults", 1000)
                    .list("ProductDescription", List.of("Linux/UNIX"))
                    .list("InstanceType", types);
            if (!cursor.equals(Cursor.START)) {
                form.put("NextToken", cursor.value());
            }
            Xml reply = aws.ec2(region, form, call);
            for (Xml item : reply.items("spotPriceHistorySet.item")) {
                Place place = new Place(item.text("instanceType"), item.text("availabilityZone"));
                Instant at = item.instant("timestamp").orElse(Instant.EPOCH);
                if (!at.isBefore(newest.getOrDefault(place, Instant.MIN))) {
                    newest.put(place, at);
                    found.put(place, Checked.read(item, () -> Price.hourly(item.text("spotPrice"), currency(region))));
                }
            }
            return Paging.page(List.<Place>of(), cursor, reply.optional("nextToken"));
        });
        return found;
    }

    private static String currency(Region region) {
        return Partition.of(region.name()).id().equals("aws-cn") ? "CNY" : "USD";
    }

    private static Offer.Builder offer(Region region, String zone, Xml type) {
        return Checked.read(type, () -> offerOf(new Zone(region, zone), type));
    }

    private static Offer.Builder offerOf(Zone zone, Xml type) {
        Offer.Builder offer = Offer.builder(zone.region(), new Shape(type.text("instanceType")))
                .zone(zone)
                .stock(Stock.UNKNOWN)
                .architecture(type.items("processorInfo.supportedArchitectures.item").stream()
                        .map(item -> ImageFacts.architecture(item.text()))
                        .filter(found -> found != Architecture.UNKNOWN)
                        .findFirst()
                        .orElse(Architecture.UNKNOWN))
                .gpus((int) type.items("gpuInfo.gpus.item").stream()
                        .mapToLong(gpu -> gpu.whole("count", 0))
                        .sum())
                .gpuModel(type.text("gpuInfo.gpus.item.name", ""))
                .attributes(Map.of(
                        "currentGeneration", type.text("currentGeneration", ""),
                        "network", type.text("networkInfo.networkPerformance", "")));
        long cpus = type.whole("vCpuInfo.defaultVCpus", 0);
        long mib = type.whole("memoryInfo.sizeInMiB", 0);
        long disk = type.whole("instanceStorageInfo.totalSizeInGB", 0);
        if (cpus > 0) {
            offer.cpu(Cpu.vcpus(cpus));
        }
        if (mib > 0) {
            offer.memory(Bytes.mib(mib));
        }
        if (disk > 0) {
            offer.disk(Bytes.gigabytes(disk));
        }
        return offer;
    }

    /** AWS says where a type is sold, not whether any is left. */
    @Override
    public Optional<Boolean> inStock(Zone zone, Shape shape, Call call) {
        boolean there = sold(zone.region(), List.of(shape.name()), call).contains(new Place(shape.name(), zone.name()));
        return there ? Optional.empty() : Optional.of(false);
    }

    @Override
    public Price quote(HostOrder order, Call call) {
        Region region = order.region();
        String type = order.shape().name();
        Money sum = order.purchase() == Purchase.SPOT
                ? spot(order, call).money()
                : prices.host(region, type, call)
                        .orElseThrow(() -> notSold(order))
                        .money();
        List<DiskOrder> disks = new ArrayList<>(order.disks());
        order.disk().ifPresent(size -> disks.add(new DiskOrder(size, "")));
        for (DiskOrder disk : disks) {
            sum = sum.plus(hourly(region, disk, call));
        }
        if (order.publicAddress()) {
            sum = sum.plus(prices.address(region, call)
                    .orElseThrow(() -> Prices.unknown("a public address"))
                    .money());
        }
        return new Price(sum, Per.HOUR);
    }

    private Price spot(HostOrder order, Call call) {
        String type = order.shape().name();
        return market(order.region(), List.of(type), call).entrySet().stream()
                .filter(entry -> order.zone()
                        .map(zone -> zone.name().equals(entry.getKey().zone))
                        .orElse(true))
                .map(Map.Entry::getValue)
                .max(Price::compareTo)
                .orElseThrow(() -> notSold(order));
    }

    private Money hourly(Region region, DiskOrder disk, Call call) {
        String kind = disk.kind().isEmpty() ? "gp3" : disk.kind();
        Money month = prices.volume(region, kind, call)
                .orElseThrow(() -> Prices.unknown("volumes of kind " + kind))
                .money();
        BigDecimal amount = month.amount()
                .multiply(BigDecimal.valueOf(HostOrders.gib(disk.size())))
                .divide(HOURS_A_MONTH, 18, RoundingMode.HALF_EVEN);
        return new Money(amount, month.currency());
    }

    private static CloudException notSold(HostOrder order) {
        return CloudException.rejected(
                        Reason.NOT_SOLD,
                        "the size " + order.shape().name() + " is not on sale " + order.purchase() + " in "
                                + order.region())
                .scope(Scope.SHAPE)
                .build();
    }
}
