package io.shiyun.call;

import static io.shiyun.spi.Operation.COSTS_CHARGES;

import io.shiyun.model.Charge;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.ChargeQuery;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import java.util.function.Supplier;

/** {@link Costs} by way of the pipeline. */
final class GuardedCosts extends Guarded<Costs> implements Costs {
    GuardedCosts(Pipeline pipeline, Costs costs, Supplier<Capabilities> abilities) {
        super(pipeline, costs, abilities);
    }

    @Override
    public Page<Charge> charges(ChargeQuery query, Cursor from, Call call) {
        return ask(COSTS_CHARGES, query, from, call, Costs::charges);
    }
}
