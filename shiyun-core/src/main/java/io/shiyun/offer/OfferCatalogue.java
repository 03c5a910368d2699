package io.shiyun.offer;

import io.shiyun.model.Offer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * What is sold, indexed: price lists, live offers of connected clouds, and negotiated prices. Immutable and safe for use by
 * several threads.
 *
 * <p>Of two prices for one offer the one of the later date stands; what a connected cloud says goes before all lists, and a
 * list lends its price where the cloud names none. Searches never return what has no price or a price of zero.
 */
public final class OfferCatalogue {
    private static final int MOST = 100_000;

    private final OfferIndex index;

    private OfferCatalogue(OfferIndex index) {
        this.index = index;
    }

    /** Returns the catalogue of these price lists. */
    public static OfferCatalogue of(PriceList... lists) {
        return of(List.of(lists), List.of(), List.of());
    }

    /**
     * Returns a catalogue.
     *
     * @param lists price lists
     * @param live what connected clouds say they sell
     * @param adjustments negotiated prices, in the order in which they are applied
     * @throws IllegalArgumentException when an adjustment leaves nothing of a price
     */
    public static OfferCatalogue of(List<PriceList> lists, List<Offer> live, List<PriceAdjustment> adjustments) {
        OfferTable table = CombinedOffers.of(lists, live);
        if (!adjustments.isEmpty()) {
            OfferTable own = table.ordered(rows(table.rows));
            PriceAdjustment.applyAll(adjustments, own);
            table = own;
        }
        return new OfferCatalogue(new OfferIndex(table));
    }

    private static int[] rows(int count) {
        int[] rows = new int[count];
        Arrays.setAll(rows, row -> row);
        return rows;
    }

    /** Returns how many offers it has, those without a price included. */
    public int size() {
        return index.table.rows;
    }

    /** Returns the places that anything is sold in. */
    public List<OfferPlace> places() {
        return index.places().stream()
                .sorted(Comparator.comparing(OfferPlace::seller).thenComparing(OfferPlace::region))
                .toList();
    }

    /** Returns the cheapest offers that the filter lets through, cheapest first, at most so many. */
    public List<CatalogueOffer> cheapest(OfferFilter filter, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("The limit is " + limit + "; it is 1 to " + MOST);
        }
        OfferScan scan = new OfferScan(index, filter.parts);
        CatalogueOffer[] found = new CatalogueOffer[Math.min(limit, index.table.rows)];
        int count = 0;
        while (count < found.length) {
            int row = scan.poll();
            if (row < 0) {
                break;
            }
            found[count++] = new CatalogueOffer(index.table, row);
        }
        return Collections.unmodifiableList(Arrays.asList(count == found.length ? found : Arrays.copyOf(found, count)));
    }

    /**
     * Returns the first offers of this order that the filter lets through, at most so many.
     *
     * @throws IllegalArgumentException when the best fit is asked for and the filter names no size
     */
    public List<CatalogueOffer> search(OfferFilter filter, OfferOrder order, int limit) {
        if (order == OfferOrder.PRICE) {
            return cheapest(filter, limit);
        }
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("The limit is " + limit + "; it is 1 to " + MOST);
        }
        OfferRanking ranking = new OfferRanking(index.table, filter.parts, order);
        PriorityQueue<Integer> best = new PriorityQueue<>(ranking.reversed());
        OfferScan scan = new OfferScan(index, filter.parts);
        for (int row = scan.poll(); row >= 0; row = scan.poll()) {
            if (!ranking.ranks(row)) {
                continue;
            }
            if (best.size() < limit) {
                best.add(row);
            } else if (ranking.compare(row, best.element()) < 0) {
                best.remove();
                best.add(row);
            }
        }
        return best.stream()
                .sorted(ranking)
                .map(row -> new CatalogueOffer(index.table, row))
                .toList();
    }

    /** Returns how many offers the filter lets through. */
    public int count(OfferFilter filter) {
        OfferScan scan = new OfferScan(index, filter.parts);
        int count = 0;
        while (scan.poll() >= 0) {
            count++;
        }
        return count;
    }

    /** Returns all that is known of one thing on sale: each way to buy it, in each currency, also without a price. */
    public List<CatalogueOffer> detail(String seller, String region, String shape) {
        OfferTable table = index.table;
        int wanted = table.texts.find(shape);
        int place = index.place(new OfferPlace(seller, region));
        List<CatalogueOffer> found = new ArrayList<>();
        if (wanted < 0 || place < 0) {
            return found;
        }
        for (OfferIndex.Group group : index.groups) {
            int list = group.listOf()[place];
            for (int row = list < 0 ? 0 : index.from[list]; list >= 0 && row < index.to[list]; row++) {
                if (table.shape[row] == wanted) {
                    found.add(new CatalogueOffer(table, row));
                }
            }
        }
        return List.copyOf(found);
    }

    /** Returns how old the prices of each source are, of each seller. */
    public List<SourceAge> sources() {
        OfferTable table = index.table;
        Map<String, long[]> ages = new TreeMap<>();
        Map<String, int[]> names = new TreeMap<>();
        for (int row = 0; row < table.rows; row++) {
            int[] pair = {table.source[row], table.seller[row]};
            String key = table.texts.get(pair[0]) + "\n" + table.texts.get(pair[1]);
            names.putIfAbsent(key, pair);
            long[] age = ages.computeIfAbsent(key, k -> new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE});
            age[0]++;
            if (table.asOf[row] != OfferTable.NEVER) {
                age[1] = Math.min(age[1], table.asOf[row]);
                age[2] = Math.max(age[2], table.asOf[row]);
            }
        }
        return ages.entrySet().stream()
                .map(entry -> {
                    int[] pair = names.getOrDefault(entry.getKey(), new int[2]);
                    long[] age = entry.getValue();
                    boolean dated = age[2] != Long.MIN_VALUE;
                    return new SourceAge(
                            table.texts.get(pair[0]),
                            table.texts.get(pair[1]),
                            (int) age[0],
                            dated ? Optional.of(Instant.ofEpochSecond(age[1])) : Optional.empty(),
                            dated ? Optional.of(Instant.ofEpochSecond(age[2])) : Optional.empty());
                })
                .toList();
    }
}
