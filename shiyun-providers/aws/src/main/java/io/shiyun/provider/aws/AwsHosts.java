package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.spi.Batch;
import io.shiyun.spi.Call;
import io.shiyun.spi.Console;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Outcome;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hosts are EC2's instances. Those that have ended count as gone, though EC2 tells of them for an hour. */
final class AwsHosts implements Hosts {
    private static final int PAGE = 1000;

    private final AwsClient aws;
    private final HostOrders orders;
    private final Instances instances;
    private final Pace pace;
    private final HostSteps steps;

    AwsHosts(AwsClient aws, AwsSettings settings, Pace pace) {
        this.aws = aws;
        this.pace = pace;
        this.orders = new HostOrders(aws);
        this.instances = new Instances(aws);
        this.steps = new HostSteps(aws, instances, pace, settings.visibleWithin());
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        Xml made = launch(order, 1, intent, call).get(0);
        return steps.running(HostFacts.read(order.region(), made));
    }

    @Override
    public Batch<Progress<Host>> createMany(HostOrder order, int count, Intent intent, Call call) {
        List<Outcome<Progress<Host>>> outcomes = new ArrayList<>();
        for (Xml made : launch(order, count, intent, call)) {
            Host host = HostFacts.read(order.region(), made);
            outcomes.add(new Outcome.Succeeded<>(steps.naming(host, order.name() + "-" + (outcomes.size() + 1))));
        }
        while (outcomes.size() < count) {
            Problem none = new Problem(
                    Reason.STOCK,
                    Scope.SHAPE,
                    "EC2 launched " + outcomes.size() + " of " + count + " "
                            + order.shape().name(),
                    "",
                    "");
            outcomes.add(new Outcome.Refused<>(none));
        }
        return new Batch<>(outcomes);
    }

    private List<Xml> launch(HostOrder order, int count, Intent intent, Call call) {
        call.check();
        List<Xml> made = HostOrders.launched(aws.ec2(order.region(), orders.launch(order, count, intent, call), call));
        if (made.isEmpty()) {
            throw CloudException.ambiguous(Reason.UNKNOWN, "EC2 accepted the launch and named no instance")
                    .build();
        }
        return made;
    }

    /** An instance is taken in by its id, one of its addresses or its name in the DNS. */
    @Override
    public Progress<Host> adopt(HostAddress address, Intent intent, Call call) {
        return Progress.done(instances.at(address.region(), address.address(), call));
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        Form form =
                Form.ec2("DescribeInstances").put("MaxResults", PAGE).filter(1, "instance-state-name", Instances.ALIVE);
        Tags.filter(form, 2, query.tags());
        if (!from.equals(Cursor.START)) {
            form.put("NextToken", from.value());
        }
        List<Host> hosts = new ArrayList<>();
        Xml rest = aws.ec2Items(
                query.region(),
                form,
                "reservationSet.item",
                reservation -> reservation
                        .items("instancesSet.item")
                        .forEach(instance -> hosts.add(HostFacts.read(query.region(), instance))),
                call);
        hosts.removeIf(host -> host.state() == HostState.DELETED || !query.matches(host.tags()));
        return Paging.page(hosts, from, rest.optional("nextToken"));
    }

    @Override
    public Host get(HostId id, Call call) {
        Host host = HostFacts.read(id.region(), instances.get(id, call));
        if (host.state() == HostState.DELETED) {
            throw Instances.gone(id);
        }
        return host;
    }

    @Override
    public Progress<Host> start(HostId id, Call call) {
        change("StartInstances", id, call);
        return steps.running(get(id, call));
    }

    /** EC2 always gives the machine back when an instance stops. */
    @Override
    public Progress<Host> stop(HostId id, Stop keep, Call call) {
        change("StopInstances", id, call);
        return steps.stopped(get(id, call));
    }

    @Override
    public Progress<Host> reboot(HostId id, Call call) {
        change("RebootInstances", id, call);
        return Progress.done(get(id, call));
    }

    @Override
    public Progress<Host> resize(HostId id, Shape shape, Intent intent, Call call) {
        return steps.resize(get(id, call), shape, call);
    }

    @Override
    public Host tag(HostId id, Map<String, String> tags, Call call) {
        Map<String, String> set = new TreeMap<>(tags);
        set.values().removeIf(String::isEmpty);
        List<String> removed = tags.keySet().stream()
                .filter(key -> !set.containsKey(key))
                .sorted()
                .toList();
        if (!set.isEmpty()) {
            Form form = Form.ec2("CreateTags").list("ResourceId", List.of(id.value()));
            aws.ec2(id.region(), Tags.put(form, "Tag", set), call);
        }
        if (!removed.isEmpty()) {
            Form form = Form.ec2("DeleteTags").list("ResourceId", List.of(id.value()));
            int number = 0;
            for (String key : removed) {
                form.put("Tag." + ++number + ".Key", key);
            }
            aws.ec2(id.region(), form, call);
        }
        return get(id, call);
    }

    @Override
    public Console console(HostId id, Call call) {
        Xml root = aws.ec2(id.region(), Form.ec2("GetConsoleOutput").put("InstanceId", id.value()), call);
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(root.text("output", ""));
            return new Console(id, new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw root.at("output").wrong("text in Base64");
        }
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        try {
            change("TerminateInstances", id, call);
        } catch (CloudException refusal) {
            if (refusal.reason() == Reason.NOT_FOUND) {
                return Progress.done(Instances.deleted(id));
            }
            throw refusal;
        }
        return steps.proceed(pace.begin(id.region(), HostSteps.GONE, id.value()), call);
    }

    private void change(String action, HostId id, Call call) {
        aws.ec2(id.region(), Form.ec2(action).list("InstanceId", List.of(id.value())), call);
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        return steps.proceed(ticket, call);
    }
}
