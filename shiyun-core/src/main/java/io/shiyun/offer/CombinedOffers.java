package io.shiyun.offer;

import io.shiyun.model.Offer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Several sources as one table. Of two prices for one offer the one of the later date stays, and of the same date the one
 * of the later list. What a connected cloud says goes before all lists, except that a list lends its price where the cloud
 * names none: to the same offer, or to one of a zone from its region.
 */
final class CombinedOffers {
    private final OfferTable table = new OfferTable();
    private final Repeats known;
    /** Rows whose price live offers took: these stand for them, and know more. */
    private final Set<Integer> lent = new HashSet<>();
    /** How many rows are of lists. */
    private int listed;

    private CombinedOffers(int rows) {
        this.known = new Repeats(table, rows);
    }

    static OfferTable of(List<PriceList> lists, List<Offer> live) {
        if (lists.size() == 1 && live.isEmpty() && lists.get(0).repeats() == 0) {
            return lists.get(0).table();
        }
        int rows = live.size() * 2 + lists.stream().mapToInt(PriceList::size).sum();
        CombinedOffers all = new CombinedOffers(rows);
        lists.forEach(all::add);
        all.listed = all.table.rows;
        live.forEach(all::add);
        all.lent.forEach(row -> all.table.seller[row] = Repeats.GONE);
        return all.table;
    }

    private void add(PriceList list) {
        OfferTable other = list.table();
        int[] ids = table.ids(other.texts);
        for (int from = 0; from < other.rows; from++) {
            if (other.seller[from] == Repeats.GONE) {
                continue;
            }
            int row = table.begin();
            table.copy(row, other, from, ids);
            int former = known.put(row);
            if (former >= 0) {
                table.rows--;
                boolean later = other.asOf[from] >= table.asOf[former];
                if ((later && other.priced(from)) || !table.priced(former)) {
                    table.copy(former, other, from, ids);
                }
            }
        }
    }

    private void add(Offer offer) {
        int row = table.add(offer);
        if (table.price[row] == Amounts.NONE) {
            lend(row);
            return;
        }
        int former = known.put(row);
        if (former >= 0) {
            table.copy(former, table, row, null);
            table.rows--;
        }
    }

    /** Gives a live offer without a price those of the lists, one row a currency. */
    private void lend(int row) {
        int to = row;
        for (int from : prices(row)) {
            if (to < 0) {
                to = table.begin();
                table.copy(to, table, row, null);
            }
            table.priceFrom(to, table, from, null);
            table.os[to] = table.os[from];
            lent.add(from);
            to = -1;
        }
    }

    /** Returns the rows of the lists that tell the price of this one: its own, or those of its region or of Linux. */
    private List<Integer> prices(int row) {
        int zone = table.zone[row];
        int os = table.os[row];
        int otherOs = os == 0 ? table.texts.id("linux") : os;
        List<Integer> found = new ArrayList<>();
        int[][] looks = {{zone, os}, {zone, otherOs}, {0, os}, {0, otherOs}};
        for (int i = 0; i < looks.length && found.isEmpty(); i++) {
            table.zone[row] = looks[i][0];
            table.os[row] = looks[i][1];
            known.each(row, from -> {
                if (from < listed && table.price[from] != Amounts.NONE) {
                    found.add(from);
                }
            });
        }
        table.zone[row] = zone;
        table.os[row] = os;
        return found;
    }
}
