package io.shiyun.call;

import static io.shiyun.spi.Operation.QUOTAS_LIST;

import io.shiyun.model.Quota;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Quotas;
import java.util.List;
import java.util.function.Supplier;

/** {@link Quotas} by way of the pipeline. */
final class GuardedQuotas extends Guarded<Quotas> implements Quotas {
    GuardedQuotas(Pipeline pipeline, Quotas quotas, Supplier<Capabilities> abilities) {
        super(pipeline, quotas, abilities);
    }

    @Override
    public List<Quota> list(Region region, Call call) {
        return ask(QUOTAS_LIST, region, call, Quotas::list);
    }
}
