package io.shiyun.finops;

import io.shiyun.model.Charge;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Clouds whose bills are what a test says. A cloud called {@code bare} has none. */
public final class BillProvider implements CloudProvider {
    /** The bill of all clouds. */
    static final List<Charge> BILL = new CopyOnWriteArrayList<>();
    /** The regions that do not answer. */
    static final Set<Region> DOWN = new HashSet<>();
    /** The regions that break off after the first page. */
    static final Set<Region> BROKEN = new HashSet<>();

    /** How often it was asked what its clouds can do. */
    static final AtomicInteger ASKED = new AtomicInteger();

    private static final int PAGE = 3;

    @Override
    public String id() {
        return "bills";
    }

    @Override
    public Capabilities capabilities() {
        ASKED.incrementAndGet();
        return Capabilities.builder().full(Operation.COSTS_CHARGES).build();
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Cloud connect(CloudConfig config) {
        boolean bare = config.cloud().name().equals("bare");
        List<Region> regions = List.of(new Region(config.cloud(), "north"), new Region(config.cloud(), "south"));
        return new Cloud() {
            @Override
            public List<CloudService> services() {
                return bare ? List.of() : List.of((Costs) BillProvider::page);
            }

            @Override
            public void check(Call call) {}

            @Override
            public List<Region> regions() {
                return regions;
            }

            @Override
            public Capabilities narrow(Capabilities atBest, Call call) {
                return bare ? Capabilities.builder().build() : atBest;
            }

            @Override
            public void close() {}
        };
    }

    private static Page<Charge> page(ChargeQuery query, Cursor from, Call call) {
        int first = from.atStart() ? 0 : Integer.parseInt(from.value());
        if (DOWN.contains(query.region()) || (BROKEN.contains(query.region()) && first > 0)) {
            throw CloudException.notSent(Reason.DENIED, "the bill is closed to this account")
                    .build();
        }
        List<Charge> rows = new ArrayList<>();
        for (Charge charge : BILL) {
            if (charge.region().equals(query.region())
                    && !charge.from().isBefore(query.from())
                    && charge.from().isBefore(query.to())) {
                rows.add(charge);
            }
        }
        int end = Math.min(first + PAGE, rows.size());
        List<Charge> page = rows.subList(Math.min(first, end), end);
        return end < rows.size() ? Page.of(page, new Cursor(Integer.toString(end))) : Page.last(page);
    }
}
