package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Network;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Intent;
import io.shiyun.spi.NetworkOrder;
import io.shiyun.spi.Networks;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Networks: created and deleted by intent. */
public final class NetworkKind extends ServiceResource<Networks, Network> {
    /** Those of these clouds. */
    public NetworkKind(Clouds clouds) {
        super(
                clouds,
                Networks.class,
                "NETWORK",
                NetworkId.class,
                Operation.NETWORKS_CREATE,
                Operation.NETWORKS_LIST,
                Operation.NETWORKS_DELETE);
    }

    @Override
    Progress<Network> create(Fields.Reader fields, Intent intent, Call call) {
        NetworkOrder order = NetworkOrder.read(fields);
        return at(order).create(order, intent, call);
    }

    @Override
    Progress<Network> delete(Id id, Call call) {
        return at(id).delete((NetworkId) id, call);
    }

    @Override
    Progress<Network> proceed(Ticket ticket, Intent intent, Call call) {
        return found(at(ticket).proceed(ticket, intent, call), call);
    }

    @Override
    public Page<Network> list(Region region, Map<String, String> tags, Cursor from, Call call) {
        return at(region).list(region, from, call);
    }

    @Override
    public Network get(Id id, Call call) {
        return at(id).get((NetworkId) id, call);
    }

    @Override
    public Id id(Network network) {
        return network.id();
    }

    @Override
    public Map<String, String> tags(Network network) {
        return network.tags();
    }

    @Override
    public Stand stand(Network network) {
        return stand(network.state());
    }

    @Override
    public Problem problem(Network network) {
        return problem(Optional.empty(), network);
    }

    @Override
    public Optional<Instant> created(Network network) {
        return Optional.empty();
    }

    @Override
    public Network departed(Id id) {
        return Network.builder((NetworkId) id, id.value())
                .state(ResourceState.DELETED)
                .build();
    }
}
