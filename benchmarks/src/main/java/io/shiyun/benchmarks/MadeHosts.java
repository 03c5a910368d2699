package io.shiyun.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One made host for each kind of fault: quiet days to learn from, then days with a fault each, as {@link MadeHost} makes them. */
final class MadeHosts {
    private static final int QUIET_DAYS = 3;
    private static final int FAULTS = 6;
    private static final long FIRST_SEED = 200;
    private static final long MINUTE = 60_000;

    private MadeHosts() {}

    static List<MetricTable> all() {
        List<MetricTable> all = new ArrayList<>();
        for (MadeHost.Fault fault : MadeHost.Fault.values()) {
            all.add(table(fault));
        }
        return all;
    }

    private static MetricTable table(MadeHost.Fault fault) {
        MadeHost host = MadeHost.faulty(fault, QUIET_DAYS, FAULTS, FIRST_SEED + fault.ordinal());
        int known = QUIET_DAYS * MadeHost.DAY;
        double[][] train = Arrays.copyOf(host.rows(), known);
        double[][] test = Arrays.copyOfRange(host.rows(), known, host.rows().length);
        boolean[] labels = new boolean[test.length];
        host.faults().forEach(each -> Arrays.fill(labels, each.first() - known, each.last() - known + 1, true));
        return new MetricTable(fault.name(), MINUTE, train, test, labels, LabelledRange.of(labels));
    }
}
