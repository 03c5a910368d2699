package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.Fields;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hosts: created, adopted, resized and deleted by intent. */
public final class HostKind extends ServiceResource<Hosts, Host> {
    private final IntentKind<Host> adoption =
            work("ADOPT", Operation.HOSTS_ADOPT, (order, intent, call) -> adopt(HostAddress.read(order), intent, call));
    private final IntentKind<Host> resizing = work("RESIZE", Operation.HOSTS_RESIZE, (order, intent, call) -> {
        HostId id = Id.parse(HostId.class, order.text("id"));
        return at(id).resize(id, new Shape(order.text("shape")), intent, call);
    });

    /** Hosts of these clouds. */
    public HostKind(Clouds clouds) {
        super(
                clouds,
                Hosts.class,
                "HOST",
                HostId.class,
                Operation.HOSTS_CREATE,
                Operation.HOSTS_LIST,
                Operation.HOSTS_DELETE);
    }

    /** Returns the work whose order is a {@link HostAddress}. */
    public IntentKind<Host> adoption() {
        return adoption;
    }

    /** Returns the work whose order is that of {@link #resizeOrder}. */
    public IntentKind<Host> resizing() {
        return resizing;
    }

    /** Returns the order to give a host another size. */
    public static Fields resizeOrder(HostId id, Shape shape) {
        return Fields.of(fields -> {
            fields.put("id", id.text());
            fields.put("shape", shape.name());
        });
    }

    @Override
    Progress<Host> create(Fields.Reader fields, Intent intent, Call call) {
        HostOrder order = HostOrder.read(fields);
        return at(order).create(order, intent, call);
    }

    private Progress<Host> adopt(HostAddress address, Intent intent, Call call) {
        return at(address).adopt(address, intent, call);
    }

    @Override
    Progress<Host> delete(Id id, Call call) {
        return at(id).delete((HostId) id, call);
    }

    @Override
    Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        return at(ticket).proceed(ticket, intent, call);
    }

    @Override
    public Page<Host> list(Region region, Map<String, String> tags, Cursor from, Call call) {
        return at(region).list(new HostQuery(region, tags), from, call);
    }

    @Override
    public Host get(Id id, Call call) {
        return at(id).get((HostId) id, call);
    }

    @Override
    public Id id(Host host) {
        return host.id();
    }

    @Override
    public Map<String, String> tags(Host host) {
        return host.tags();
    }

    @Override
    public Stand stand(Host host) {
        HostState state = host.state();
        if (state == HostState.ERROR) {
            return Stand.BROKEN;
        }
        if (state == HostState.DELETED) {
            return Stand.GONE;
        }
        return state.passing() ? Stand.PASSING : Stand.READY;
    }

    @Override
    public Problem problem(Host host) {
        return problem(host.problem(), host);
    }

    @Override
    public Optional<Instant> created(Host host) {
        return host.created();
    }

    @Override
    public Optional<Charged> charged(Host host) {
        if (!host.billed()) {
            return Optional.empty();
        }
        return Optional.of(new Charged(
                host.zone().map(Zone::name).orElse(""),
                host.shape().map(Shape::name).orElse(""),
                BigDecimal.ONE));
    }

    @Override
    public Host departed(Id id) {
        return Host.builder((HostId) id, id.value(), HostState.DELETED).build();
    }

    @Override
    public List<IntentKind<Host>> intents() {
        return List.of(creation(), adoption, resizing, deletion());
    }
}
