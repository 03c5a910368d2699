package io.shiyun.finops.advice;

import io.shiyun.Gathered;
import io.shiyun.Missing;
import io.shiyun.Shiyun;
import io.shiyun.model.Address;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Layer;
import io.shiyun.model.MetricSeries;
import io.shiyun.model.Price;
import io.shiyun.model.Purchase;
import io.shiyun.model.Region;
import io.shiyun.model.Statistic;
import io.shiyun.model.Volume;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.MetricQuery;
import io.shiyun.spi.Metrics;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is there, and what is known of its use and price: what advice rests on.
 *
 * @param hosts the hosts
 * @param measures what was measured of them
 * @param prices what they cost, where it is known better than by the catalogue
 * @param volumes the volumes
 * @param addresses the reserved addresses
 * @param missing what could not be asked; nothing is advised on it
 */
public record Estate(
        List<Host> hosts,
        Map<HostId, HostMeasures> measures,
        Map<HostId, Price> prices,
        List<Volume> volumes,
        List<Address> addresses,
        List<String> missing) {
    private static final int MOST_PAGES = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public Estate {
        hosts = List.copyOf(hosts);
        measures = Map.copyOf(measures);
        prices = Map.copyOf(prices);
        volumes = List.copyOf(volumes);
        addresses = List.copyOf(addresses);
        missing = List.copyOf(missing);
    }

    /**
     * Which metrics tell the use of hosts. Values in percent are divided by a hundred; bytes by the host's memory.
     *
     * @param cpu the processors in use, in percent of all the host's
     * @param memory the memory in use, in percent or bytes; empty when there is none
     * @param hostLabel the label whose value is the cloud's id of the host
     */
    public record UseMetrics(String cpu, String memory, String hostLabel) {}

    /**
     * Asks all clouds. Hosts, volumes and addresses of a cloud that does not answer are not there, and {@link #missing}
     * says so.
     *
     * @param metrics the metrics by cloud; the use of hosts of other clouds is not known
     * @param now the end of the window
     * @param window how far back to look
     * @param step the time from one sample to the next
     */
    public static Estate of(
            Shiyun shiyun, Map<CloudId, UseMetrics> metrics, Instant now, Duration window, Duration step) {
        List<String> missing = new ArrayList<>();
        List<Host> hosts = all("hosts", shiyun.hosts().list(), missing);
        Map<HostId, HostMeasures> measures = new HashMap<>();
        Map<Region, List<Host>> places = new LinkedHashMap<>();
        hosts.forEach(host -> places.computeIfAbsent(host.region(), region -> new ArrayList<>())
                .add(host));
        places.forEach((region, there) -> {
            UseMetrics names = metrics.get(region.cloud());
            if (names != null) {
                measure(new Asked(shiyun, region, names, now, window, step, missing), there, measures);
            }
        });
        List<Volume> volumes = all("volumes", shiyun.volumes().list(), missing);
        return new Estate(hosts, measures, Map.of(), volumes, addresses(shiyun, missing), missing);
    }

    private static <T> List<T> all(String what, Gathered<T> gathered, List<String> missing) {
        for (Missing one : gathered.missing()) {
            missing.add(what + ": " + one);
        }
        return gathered.items();
    }

    /** A question for the use of the hosts of one region. */
    private record Asked(
            Shiyun shiyun,
            Region region,
            UseMetrics names,
            Instant now,
            Duration window,
            Duration step,
            List<String> missing) {
        Map<String, List<MetricSeries>> series(String metric) {
            Map<String, List<MetricSeries>> byHost = new HashMap<>();
            MetricQuery query = new MetricQuery(
                    metric, Map.of(names.hostLabel(), ""), now.minus(window), now, step, Statistic.AVERAGE);
            try {
                List<MetricSeries> all = shiyun.service(region.cloud().name(), Metrics.class)
                        .query(region, List.of(query), shiyun.call(PATIENCE));
                for (MetricSeries one : all) {
                    byHost.computeIfAbsent(one.labels().getOrDefault(names.hostLabel(), ""), host -> new ArrayList<>())
                            .add(one);
                }
            } catch (CloudException e) {
                missing.add("metric " + metric + " of " + region + ": " + e.getMessage());
            }
            return byHost;
        }
    }

    private static void measure(Asked asked, List<Host> hosts, Map<HostId, HostMeasures> measures) {
        Map<String, List<MetricSeries>> cpu = asked.series(asked.names.cpu());
        Map<String, List<MetricSeries>> memory =
                asked.names.memory().isEmpty() ? Map.of() : asked.series(asked.names.memory());
        for (Host host : hosts) {
            String id = host.id().value();
            double whole = host.memory().map(size -> (double) size.count()).orElse(Double.NaN);
            List<Double> busy = shares(cpu.getOrDefault(id, List.of()), 1);
            if (!busy.isEmpty()) {
                List<Double> full = shares(memory.getOrDefault(id, List.of()), whole);
                measures.put(
                        host.id(),
                        new HostMeasures(
                                busy,
                                full,
                                asked.window,
                                Hourly.of(cpu.getOrDefault(id, List.of()), memory.getOrDefault(id, List.of()), whole)));
            }
        }
    }

    private static List<Double> shares(List<MetricSeries> series, double whole) {
        List<Double> shares = new ArrayList<>();
        for (MetricSeries one : series) {
            double divisor = divisor(one, whole);
            for (int i = 0; i < one.size() && Double.isFinite(divisor); i++) {
                shares.add(one.value(i) / divisor);
            }
        }
        return shares;
    }

    /** Returns by what the samples are divided to be shares: NaN when that is not known. */
    static double divisor(MetricSeries series, double whole) {
        return series.unit().equals("%") ? 100 : whole;
    }

    /**
     * Returns what a host costs: by {@link #prices}, or else by the catalogue's price of its size on demand. Empty when
     * neither knows, or knows no time that it is for.
     */
    public static Optional<Price> price(Map<HostId, Price> prices, OfferCatalogue catalogue, Host host) {
        Price known = prices.get(host.id());
        if (known != null) {
            return Optional.of(known);
        }
        return host.shape().stream()
                .flatMap(shape ->
                        catalogue.detail(host.cloud().name(), host.region().name(), shape.name()).stream())
                .filter(offer -> offer.layer() == Layer.HOST && offer.purchase() == Purchase.ON_DEMAND)
                .flatMap(offer -> offer.price().stream())
                .filter(price -> price.money().amount().signum() > 0)
                .findFirst()
                .filter(price -> price.per().isTime());
    }

    private static List<Address> addresses(Shiyun shiyun, List<String> missing) {
        List<Address> all = new ArrayList<>();
        for (io.shiyun.model.Place place : shiyun.places().items()) {
            Region region = place.region();
            if (!shiyun.capabilities(region.cloud().name())
                    .of(Operation.NETWORKS_ADDRESSES)
                    .usable()) {
                continue;
            }
            try {
                Networks networks = shiyun.service(region.cloud().name(), Networks.class);
                Cursor from = Cursor.START;
                for (int pages = 0; pages < MOST_PAGES; pages++) {
                    Page<Address> page = networks.addresses(region, from, shiyun.call(PATIENCE));
                    all.addAll(page.items());
                    if (page.next().isEmpty()) {
                        break;
                    }
                    from = page.next().get();
                }
            } catch (CloudException e) {
                missing.add("addresses of " + region + ": " + e.getMessage());
            }
        }
        return all;
    }
}
