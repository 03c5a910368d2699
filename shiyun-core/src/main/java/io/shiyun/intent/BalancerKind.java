package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.Balancer;
import io.shiyun.model.BalancerId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.BalancerOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Load balancers: created and deleted by intent. */
public final class BalancerKind extends ServiceResource<Networks, Balancer> {
    /** Those of these clouds. */
    public BalancerKind(Clouds clouds) {
        super(
                clouds,
                Networks.class,
                "BALANCER",
                BalancerId.class,
                Operation.NETWORKS_CREATE_BALANCER,
                Operation.NETWORKS_BALANCERS,
                Operation.NETWORKS_DELETE_BALANCER);
    }

    @Override
    Progress<Balancer> create(Fields.Reader fields, Intent intent, Call call) {
        BalancerOrder order = BalancerOrder.read(fields);
        return at(order).createBalancer(order, intent, call);
    }

    @Override
    Progress<Balancer> delete(Id id, Call call) {
        return at(id).deleteBalancer((BalancerId) id, call);
    }

    @Override
    Progress<Balancer> proceed(Ticket ticket, Intent intent, Call call) {
        return found(at(ticket).proceed(ticket, intent, call), call);
    }

    @Override
    public Page<Balancer> list(Region region, Map<String, String> tags, Cursor from, Call call) {
        return at(region).balancers(region, from, call);
    }

    @Override
    public Balancer get(Id id, Call call) {
        Finder.Found<Balancer> all = Finder.find(this, id.region(), Map.of(), () -> call);
        return all.items().stream()
                .filter(balancer -> balancer.id().equals(id))
                .findFirst()
                .orElseThrow(() -> all.complete()
                        ? CloudException.rejected(Reason.NOT_FOUND, "There is no " + id.text())
                                .build()
                        : CloudException.rejected(Reason.UNAVAILABLE, "The list of load balancers has gaps")
                                .build());
    }

    @Override
    public Id id(Balancer balancer) {
        return balancer.id();
    }

    @Override
    public Map<String, String> tags(Balancer balancer) {
        return balancer.tags();
    }

    @Override
    public Stand stand(Balancer balancer) {
        return stand(balancer.state());
    }

    @Override
    public Problem problem(Balancer balancer) {
        return problem(balancer.problem(), balancer);
    }

    @Override
    public Optional<Instant> created(Balancer balancer) {
        return Optional.empty();
    }

    @Override
    public Optional<Charged> charged(Balancer balancer) {
        return Optional.of(new Charged("", "", BigDecimal.ONE));
    }

    @Override
    public Balancer departed(Id id) {
        return Balancer.builder((BalancerId) id, id.value(), ResourceState.DELETED)
                .build();
    }
}
