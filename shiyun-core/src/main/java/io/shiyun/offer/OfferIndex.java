package io.shiyun.offer;

import io.shiyun.model.Per;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of a table, sorted: by what can be compared (a {@link Group}), in it by place, in it by price. What has no
 * price stands behind what has one. Immutable but for a bounded memory of patterns; safe for use by several threads.
 */
final class OfferIndex {
    /** Rows to a block: the most that any row of a block has tells whether it can be passed over. */
    static final int BLOCK = 32;

    private static final int MOST_PATTERNS = 1_000;

    final OfferTable table;
    final Group[] groups;
    /** Of each list: its first row, the first without a price, and the end. */
    final int[] from;

    final int[] priced;
    final int[] to;
    final int[] maxCpu;
    final long[] maxMemory;
    /** Whether any row says that this account may not buy it. */
    final boolean restrictions;

    private final OfferPlace[] places;
    private final Map<OfferPlace, Integer> placeIds = new HashMap<>();
    private final Map<List<OfferPlace>, int[]> patterns = new ConcurrentHashMap<>();

    /**
     * What can be compared by price.
     *
     * @param layer the ordinal of the layer
     * @param purchase the ordinal of the purchase
     * @param unit what the price counts, by {@link Repeats#unit}
     * @param term months
     * @param currency the number of its code
     */
    record Key(byte layer, byte purchase, int unit, int term, int currency) {}

    /**
     * A group with the list of each place in it.
     *
     * @param key what is the same in it
     * @param currency the code
     * @param lists the numbers of its lists
     * @param listOf for each place its list, or -1
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Group(Key key, String currency, int[] lists, int[] listOf) {}

    OfferIndex(OfferTable rows) {
        Numbers keys = new Numbers();
        Numbers sites = new Numbers();
        Numbers lists = new Numbers();
        int[] listOf = new int[rows.rows];
        int kept = 0;
        for (int row = 0; row < rows.rows; row++) {
            listOf[row] = -1;
            if (rows.seller[row] != Repeats.GONE) {
                kept++;
                int group = keys.of(key(rows, row));
                int site = sites.of((long) rows.seller[row] << 32 | rows.region[row]);
                listOf[row] = lists.of((long) group << 32 | site);
            }
        }
        this.places = places(rows.texts, sites);
        for (int i = 0; i < places.length; i++) {
            placeIds.put(places[i], i);
        }
        int[] order = order(rows, listOf, lists.size(), kept);
        from = new int[lists.size()];
        to = new int[lists.size()];
        priced = new int[lists.size()];
        bounds(rows, order, listOf);
        table = rows.ordered(order);
        groups = groups(rows.texts, keys, lists);
        boolean any = false;
        for (int row = 0; row < kept; row++) {
            any |= table.restriction[row] != 0;
        }
        restrictions = any;
        int blocks = kept / BLOCK + 1;
        maxCpu = new int[blocks];
        maxMemory = new long[blocks];
        Arrays.fill(maxCpu, -1);
        Arrays.fill(maxMemory, -1);
        for (int row = 0; row < kept; row++) {
            maxCpu[row / BLOCK] = Math.max(maxCpu[row / BLOCK], table.cpu[row]);
            maxMemory[row / BLOCK] = Math.max(maxMemory[row / BLOCK], table.memory[row]);
        }
    }

    /** Returns what makes a {@link Key}, as one number. */
    private static long key(OfferTable rows, int row) {
        return (long) rows.currency[row] << 32
                | (rows.term[row] & 0xFFFFL) << 16
                | Repeats.unit(rows.per[row]) << 8
                | rows.layer[row] << 4
                | rows.purchase[row];
    }

    private static Key key(long packed) {
        return new Key(
                (byte) (packed >>> 4 & 0xF),
                (byte) (packed & 0xF),
                (int) (packed >>> 8 & 0xFF),
                (int) (packed >>> 16 & 0xFFFF),
                (int) (packed >>> 32));
    }

    private static OfferPlace[] places(Texts texts, Numbers sites) {
        OfferPlace[] places = new OfferPlace[sites.size()];
        for (int id = 0; id < places.length; id++) {
            long site = sites.value(id);
            places[id] = new OfferPlace(texts.get((int) (site >>> 32)), texts.get((int) site));
        }
        return places;
    }

    private static int[] order(OfferTable rows, int[] listOf, int lists, int kept) {
        int[] starts = new int[lists + 1];
        for (int list : listOf) {
            if (list >= 0) {
                starts[list + 1]++;
            }
        }
        for (int i = 0; i < lists; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = Arrays.copyOf(starts, lists);
        int[] order = new int[kept];
        for (int row = 0; row < rows.rows; row++) {
            if (listOf[row] >= 0) {
                order[next[listOf[row]]++] = row;
            }
        }
        RowSort sort = new RowSort(rows, order);
        for (int i = 0; i < lists; i++) {
            sort.sort(starts[i], starts[i + 1]);
        }
        return order;
    }

    private void bounds(OfferTable rows, int[] order, int[] listOf) {
        for (int i = 0; i < order.length; i++) {
            int list = listOf[order[i]];
            if (i == 0 || listOf[order[i - 1]] != list) {
                from[list] = i;
                priced[list] = i;
            }
            to[list] = i + 1;
            if (rows.priced(order[i])) {
                priced[list] = i + 1;
            }
        }
    }

    private Group[] groups(Texts texts, Numbers keys, Numbers lists) {
        Group[] all = new Group[keys.size()];
        for (int id = 0; id < all.length; id++) {
            int[] listOf = new int[places.length];
            Arrays.fill(listOf, -1);
            int[] own = new int[lists.size()];
            int count = 0;
            for (int list = 0; list < own.length; list++) {
                if ((int) (lists.value(list) >>> 32) == id) {
                    listOf[(int) lists.value(list)] = list;
                    own[count++] = list;
                }
            }
            Key key = key(keys.value(id));
            all[id] = new Group(key, texts.get(key.currency), Arrays.copyOf(own, count), listOf);
        }
        return all;
    }

    List<OfferPlace> places() {
        return List.of(places);
    }

    /** Returns the number of a place, or -1. */
    int place(OfferPlace place) {
        Integer id = placeIds.get(place);
        return id == null ? -1 : id;
    }

    /** Returns the numbers of the places that any of these patterns matches. */
    int[] places(List<OfferPlace> wanted) {
        int[] known = patterns.get(wanted);
        if (known != null) {
            return known;
        }
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            OfferPlace place = places[i];
            if (wanted.stream().anyMatch(pattern -> pattern.matches(place))) {
                found.add(i);
            }
        }
        int[] ids = found.stream().mapToInt(Integer::intValue).toArray();
        if (patterns.size() < MOST_PATTERNS) {
            patterns.put(wanted, ids);
        }
        return ids;
    }

    /** Returns whether a filter may look into a group. */
    static boolean speaksOf(Group group, OfferFilter.Parts filter) {
        Key key = group.key;
        return key.layer == filter.layer.ordinal()
                && (filter.purchase == null || key.purchase == filter.purchase.ordinal())
                && (filter.term < 0 || key.term == filter.term)
                && key.unit == unit(filter.per)
                && group.currency.equals(filter.currency);
    }

    private static int unit(Per per) {
        return Repeats.unit((byte) per.ordinal());
    }
}
