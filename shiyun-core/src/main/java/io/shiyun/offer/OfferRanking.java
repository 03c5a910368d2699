package io.shiyun.offer;

import java.math.BigDecimal;
import java.util.Comparator;

/** Compares rows by something else than the price alone. */
final class OfferRanking implements Comparator<Integer> {
    private final OfferTable table;
    private final OfferFilter.Parts filter;
    private final OfferOrder order;

    OfferRanking(OfferTable table, OfferFilter.Parts filter, OfferOrder order) {
        if (order == OfferOrder.BEST_FIT && filter.minCpu <= 0 && filter.minMemory <= 0) {
            throw new IllegalArgumentException("The best fit is to a size; say atLeast(cpu, memory)");
        }
        this.table = table;
        this.filter = filter;
        this.order = order;
    }

    /** Returns whether enough is known of a row to rank it. */
    boolean ranks(int row) {
        return order == OfferOrder.BEST_FIT ? table.cpu[row] >= 0 && table.memory[row] >= 0 : table.cpu[row] > 0;
    }

    @Override
    public int compare(Integer a, Integer b) {
        int by = order == OfferOrder.BEST_FIT ? Double.compare(excess(a), excess(b)) : byVcpu(a, b);
        by = by != 0 ? by : table.comparePrices(a, b);
        return by != 0 ? by : OfferScan.compareNames(table, a, b);
    }

    private double excess(int row) {
        double cpu = filter.minCpu <= 0 ? 0 : (double) table.cpu[row] / filter.minCpu;
        double memory = filter.minMemory <= 0 ? 0 : (double) table.memory[row] / filter.minMemory;
        return cpu + memory;
    }

    /** Compares exactly: the price of one against the processors of the other. */
    private int byVcpu(int a, int b) {
        BigDecimal one = table.amount(a).multiply(BigDecimal.valueOf(table.cpu[b]));
        return one.compareTo(table.amount(b).multiply(BigDecimal.valueOf(table.cpu[a])));
    }
}
