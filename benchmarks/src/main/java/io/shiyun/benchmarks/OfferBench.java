package io.shiyun.benchmarks;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.offer.CatalogueOffer;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.offer.OfferFilter;
import io.shiyun.offer.OfferPlace;
import io.shiyun.offer.PriceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * The ten cheapest offers of random sizes in random places: ours beside DuckDB and Java streams, in one run, and their
 * answers compared. Prints figures for {@link Record}.
 */
public final class OfferBench {
    private static final int QUERIES = 2_000;
    private static final int PEER_QUERIES = 200;

    private OfferBench() {}

    private record Query(int vcpu, int gib, List<OfferPlace> places) {
        OfferFilter filter() {
            return OfferFilter.in("USD")
                    .atLeast(Cpu.vcpus(vcpu), Bytes.gib(gib))
                    .at(places);
        }
    }

    private record Plain(
            String provider,
            String region,
            String type,
            double vcpu,
            double memory,
            String option,
            String currency,
            BigDecimal price) {}

    /** {@code CATALOGUE}: a gzip CSV as {@code docs/offers.md} describes, within SHIYUN_DATA if that is set. */
    public static void main(String[] args) throws Exception {
        Path file = CpuTime.data(args[0]);
        long before = CpuTime.process();
        long own = CpuTime.thread();
        OfferCatalogue catalogue = OfferCatalogue.of(PriceFile.reader().read(file));
        double cold = (CpuTime.process() - before) / 1e9;
        CpuTime.figure(
                "catalogue load, cold JVM, the loading thread", (CpuTime.thread() - own) / 1e9, "CPU s", "under 0.5");
        CpuTime.figure(
                "catalogue load, " + catalogue.size() + " rows gzip, cold JVM, its compiler included",
                cold,
                "CPU s",
                "");
        double warm =
                CpuTime.bestOf(8, () -> OfferCatalogue.of(PriceFile.reader().read(file)));
        CpuTime.figure("catalogue load, warm, best of 8", warm, "CPU s", "under 0.5");
        List<Query> queries = queries(catalogue);
        ours(catalogue, queries);
        List<Plain> rows = rows(file);
        streams(catalogue, rows, queries);
        duckdb(catalogue, file, queries);
    }

    private static List<Query> queries(OfferCatalogue catalogue) {
        Random random = new Random(42);
        List<OfferPlace> places = catalogue.places();
        int[] sizes = {1, 2, 4, 8, 16, 32, 48, 64, 96};
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            int vcpu = sizes[random.nextInt(sizes.length)];
            List<OfferPlace> some = random.ints(1 + random.nextInt(6), 0, places.size())
                    .mapToObj(places::get)
                    .toList();
            queries.add(new Query(vcpu, vcpu * (1 << random.nextInt(4)), some));
        }
        return queries;
    }

    private static void ours(OfferCatalogue catalogue, List<Query> queries) {
        List<OfferFilter> filters = queries.stream().map(Query::filter).toList();
        long sum = 0;
        for (int round = 0; round < 30; round++) {
            sum += search(catalogue, filters);
            sum += searchAndRead(catalogue, queries);
        }
        double best = Double.MAX_VALUE;
        double read = Double.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long allocated = CpuTime.allocated();
            long start = CpuTime.thread();
            sum += search(catalogue, filters);
            best = Math.min(best, (CpuTime.thread() - start) / 1e3 / filters.size());
            bytes = Math.min(bytes, (CpuTime.allocated() - allocated) / filters.size());
            start = CpuTime.thread();
            sum += searchAndRead(catalogue, queries);
            read = Math.min(read, (CpuTime.thread() - start) / 1e3 / filters.size());
        }
        CpuTime.figure("top ten, ours, 2,000 random queries, mean", best, "CPU us", "at most 10, aim 5");
        CpuTime.figure("the same, making the filter and reading every price and age", read, "CPU us", "");
        CpuTime.figure("bytes allocated a query", bytes, "B", "");
        if (sum == 0) {
            throw new IllegalStateException("nothing was found");
        }
    }

    private static long search(OfferCatalogue catalogue, List<OfferFilter> filters) {
        long found = 0;
        for (OfferFilter filter : filters) {
            found += catalogue.cheapest(filter, 10).size();
        }
        return found;
    }

    private static long searchAndRead(OfferCatalogue catalogue, List<Query> queries) {
        long found = 0;
        for (Query query : queries) {
            for (CatalogueOffer offer : catalogue.cheapest(query.filter(), 10)) {
                found += offer.price().isPresent() && offer.asOf().isPresent() ? 1 : 2;
            }
        }
        return found;
    }

    private static List<Plain> rows(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(OfferBench::plain)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Plain plain(String[] f) {
        return new Plain(f[0], f[1], f[2], number(f[3]), number(f[4]), f[9], f[11], new BigDecimal(f[10]));
    }

    private static double number(String text) {
        return text.isEmpty() ? -1 : Double.parseDouble(text);
    }

    private static List<String> stream(List<Plain> rows, Query query) {
        return rows.stream()
                .filter(row -> row.vcpu >= query.vcpu && row.memory >= query.gib)
                .filter(row -> row.option.equals("on_demand") && row.currency.equals("USD") && row.price.signum() > 0)
                .filter(row -> query.places.stream()
                        .anyMatch(p ->
                                p.seller().equals(row.provider) && p.region().equals(row.region)))
                .sorted(Comparator.comparing(Plain::price)
                        .thenComparing(Plain::provider)
                        .thenComparing(Plain::region)
                        .thenComparing(Plain::type))
                .limit(10)
                .map(row -> row.provider + "/" + row.region + "/" + row.type)
                .toList();
    }

    private static List<String> answer(OfferCatalogue catalogue, Query query) {
        return catalogue.cheapest(query.filter(), 10).stream()
                .map(offer -> offer.seller() + "/" + offer.region() + "/" + offer.shape())
                .toList();
    }

    private static void check(List<String> ours, List<String> theirs, Query query) {
        if (!ours.equals(theirs)) {
            throw new IllegalStateException(query + ": ours " + ours + ", theirs " + theirs);
        }
    }

    private static void streams(OfferCatalogue catalogue, List<Plain> rows, List<Query> queries) {
        List<Query> some = queries.subList(0, PEER_QUERIES);
        some.forEach(query -> check(answer(catalogue, query), stream(rows, query), query));
        long start = CpuTime.thread();
        some.forEach(query -> stream(rows, query));
        CpuTime.figure(
                "top ten, Java streams over objects", (CpuTime.thread() - start) / 1e3 / PEER_QUERIES, "CPU us", "");
    }

    private static void duckdb(OfferCatalogue catalogue, Path file, List<Query> queries) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement make = duck.createStatement()) {
            make.execute("SET threads = 1");
            make.execute("CREATE TABLE offers AS SELECT provider, region, instance_type, vcpu::DOUBLE vcpu,"
                    + " memory_gib::DOUBLE memory, purchase_option, currency, price_per_hour::DECIMAL(28,16) price"
                    + " FROM read_csv('" + file + "', all_varchar = true)");
            List<Query> some = queries.subList(0, PEER_QUERIES);
            for (Query query : some) {
                try (PreparedStatement statement = prepare(duck, query)) {
                    check(answer(catalogue, query), ask(statement, query), query);
                }
            }
            PreparedStatement[] ready = new PreparedStatement[7];
            for (Query query : some) {
                int places = query.places.size();
                ready[places] = ready[places] == null ? prepare(duck, query) : ready[places];
            }
            long start = CpuTime.process();
            for (Query query : some) {
                ask(ready[query.places.size()], query);
            }
            CpuTime.figure(
                    "top ten, DuckDB, prepared, one thread",
                    (CpuTime.process() - start) / 1e3 / PEER_QUERIES,
                    "CPU us",
                    "");
            for (PreparedStatement statement : ready) {
                if (statement != null) {
                    statement.close();
                }
            }
        }
    }

    private static PreparedStatement prepare(Connection duck, Query query) throws SQLException {
        String places = query.places.stream()
                .map(place -> "(provider = ? AND region = ?)")
                .collect(Collectors.joining(" OR "));
        return duck.prepareStatement(
                "SELECT provider, region, instance_type FROM offers WHERE vcpu >= ? AND memory >= ?"
                        + " AND purchase_option = 'on_demand' AND currency = 'USD' AND price > 0 AND (" + places
                        + ") ORDER BY price, provider, region, instance_type LIMIT 10");
    }

    private static List<String> ask(PreparedStatement statement, Query query) throws SQLException {
        statement.setInt(1, query.vcpu);
        statement.setInt(2, query.gib);
        int at = 3;
        for (OfferPlace place : query.places) {
            statement.setString(at++, place.seller());
            statement.setString(at++, place.region());
        }
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(String.join("/", Arrays.asList(rows.getString(1), rows.getString(2), rows.getString(3))));
            }
        }
        return found;
    }
}
