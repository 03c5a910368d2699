package io.shiyun.call;

import static io.shiyun.spi.Operation.HOSTS_ADOPT;
import static io.shiyun.spi.Operation.HOSTS_CONSOLE;
import static io.shiyun.spi.Operation.HOSTS_CREATE;
import static io.shiyun.spi.Operation.HOSTS_CREATE_MANY;
import static io.shiyun.spi.Operation.HOSTS_DELETE;
import static io.shiyun.spi.Operation.HOSTS_GET;
import static io.shiyun.spi.Operation.HOSTS_LIST;
import static io.shiyun.spi.Operation.HOSTS_PROCEED;
import static io.shiyun.spi.Operation.HOSTS_REBOOT;
import static io.shiyun.spi.Operation.HOSTS_RESIZE;
import static io.shiyun.spi.Operation.HOSTS_START;
import static io.shiyun.spi.Operation.HOSTS_STOP;
import static io.shiyun.spi.Operation.HOSTS_TAG;

import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Shape;
import io.shiyun.spi.Batch;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Console;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import io.shiyun.spi.Ticket;
import java.util.Map;
import java.util.function.Supplier;

/** {@link Hosts} by way of the pipeline. */
final class GuardedHosts extends Guarded<Hosts> implements Hosts {
    GuardedHosts(Pipeline pipeline, Hosts hosts, Supplier<Capabilities> abilities) {
        super(pipeline, hosts, abilities);
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        return ask(HOSTS_CREATE, order, intent, call, Hosts::create);
    }

    @Override
    public Batch<Progress<Host>> createMany(HostOrder order, int count, Intent intent, Call call) {
        return ask(
                HOSTS_CREATE_MANY,
                order,
                intent,
                call,
                (hosts, attempt) -> hosts.createMany(order, count, intent, attempt));
    }

    @Override
    public Progress<Host> adopt(HostAddress address, Intent intent, Call call) {
        return ask(HOSTS_ADOPT, address, intent, call, Hosts::adopt);
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        return ask(HOSTS_LIST, query, from, call, Hosts::list);
    }

    @Override
    public Host get(HostId id, Call call) {
        return ask(HOSTS_GET, id, call, Hosts::get);
    }

    @Override
    public Progress<Host> start(HostId id, Call call) {
        return ask(HOSTS_START, id, call, Hosts::start);
    }

    @Override
    public Progress<Host> stop(HostId id, Stop keep, Call call) {
        return ask(HOSTS_STOP, id, call, (hosts, attempt) -> hosts.stop(id, keep, attempt));
    }

    @Override
    public Progress<Host> reboot(HostId id, Call call) {
        return ask(HOSTS_REBOOT, id, call, Hosts::reboot);
    }

    @Override
    public Progress<Host> resize(HostId id, Shape shape, Intent intent, Call call) {
        return ask(HOSTS_RESIZE, id, intent, call, (hosts, attempt) -> hosts.resize(id, shape, intent, attempt));
    }

    @Override
    public Host tag(HostId id, Map<String, String> tags, Call call) {
        return ask(HOSTS_TAG, id, call, (hosts, attempt) -> hosts.tag(id, tags, attempt));
    }

    @Override
    public Console console(HostId id, Call call) {
        return ask(HOSTS_CONSOLE, id, call, Hosts::console);
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        return ask(HOSTS_DELETE, id, call, Hosts::delete);
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        return ask(HOSTS_PROCEED, ticket, intent, call, Hosts::proceed);
    }
}
