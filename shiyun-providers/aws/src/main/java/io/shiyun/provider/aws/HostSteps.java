package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Xml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What hosts are on their way to, step by step. Each step first looks where the instance is, so that repeating it is harmless. */
final class HostSteps {
    static final String RUN = "run";
    static final String STOP = "stop";
    static final String GONE = "gone";
    static final String NAME = "name";

    private final AwsClient aws;
    private final Instances instances;
    private final Pace pace;
    private final Duration visibleWithin;
    private final Resizing resizing;

    HostSteps(AwsClient aws, Instances instances, Pace pace, Duration visibleWithin) {
        this.aws = aws;
        this.instances = instances;
        this.pace = pace;
        this.visibleWithin = visibleWithin;
        this.resizing = new Resizing(aws, pace);
    }

    /** Follows a host until it runs. */
    Progress<Host> running(Host host) {
        return Progress.ongoing(pace.begin(host.region(), RUN, host.id().value()), Duration.ofMillis(500), host);
    }

    /** Follows a host until it is stopped. */
    Progress<Host> stopped(Host host) {
        Ticket ticket = pace.begin(host.region(), STOP, host.id().value());
        return host.state() == HostState.STOPPED
                ? Progress.done(host)
                : Progress.ongoing(ticket, pace.next(ticket), host);
    }

    /** Gives one of several hosts its own name, then follows it. */
    Progress<Host> naming(Host host, String name) {
        Ticket ticket = pace.begin(host.region(), NAME, host.id().value(), Tags.named(name));
        return Progress.ongoing(ticket, Duration.ZERO, host);
    }

    Progress<Host> resize(Host host, Shape shape, Call call) {
        return resizing.begin(host, shape, call);
    }

    Progress<Host> proceed(Ticket ticket, Call call) {
        if (ticket.args().isEmpty()) {
            throw unknown(ticket);
        }
        HostId id = new HostId(ticket.region(), ticket.arg(0));
        Optional<Xml> seen = instances.find(id, call);
        if (ticket.step().equals(GONE)) {
            return gone(ticket, id, seen);
        }
        if (seen.isEmpty()) {
            return notSeen(ticket, id);
        }
        Host host = HostFacts.read(id.region(), seen.get());
        if (host.state() == HostState.DELETED || host.state() == HostState.DELETING) {
            return ended(host, seen.get());
        }
        return switch (ticket.step()) {
            case RUN, STOP -> Progress.of(host, ticket, pace.next(ticket));
            case NAME -> named(ticket, host, call);
            default -> resizing.proceed(ticket, host, call).orElseThrow(() -> unknown(ticket));
        };
    }

    private Progress<Host> gone(Ticket ticket, HostId id, Optional<Xml> seen) {
        if (seen.isEmpty()) {
            return Progress.done(Instances.deleted(id));
        }
        Host host = HostFacts.read(id.region(), seen.get());
        return host.state() == HostState.DELETED
                ? Progress.done(host)
                : Progress.ongoing(ticket, pace.next(ticket), host);
    }

    /** A new instance is not in every answer at once. */
    private Progress<Host> notSeen(Ticket ticket, HostId id) {
        if (pace.since(ticket).compareTo(visibleWithin) <= 0) {
            return Progress.ongoing(ticket, pace.next(ticket));
        }
        return Progress.failed(Problem.of(Reason.NOT_FOUND, "the instance " + id + " is gone"));
    }

    /** It ended on its way: the cloud could not start it, or somebody deleted it. Nothing remains of it. */
    private static Progress<Host> ended(Host host, Xml instance) {
        Problem why = HostFacts.failure(instance)
                .orElseGet(() ->
                        Problem.of(Reason.NOT_FOUND, "the instance " + host.id() + " was terminated by somebody else"));
        return Progress.failed(why.scope() == Scope.REQUEST && why.reason().movable() ? why.within(Scope.SHAPE) : why);
    }

    private Progress<Host> named(Ticket ticket, Host host, Call call) {
        String name = ticket.arg(1);
        if (!host.name().equals(name)) {
            Form form =
                    Form.ec2("CreateTags").list("ResourceId", List.of(host.id().value()));
            aws.ec2(host.region(), Tags.put(form, "Tag", Map.of("Name", name)), call);
        }
        return running(host);
    }

    private static CloudException unknown(Ticket ticket) {
        return CloudException.notSent(Reason.INVALID, "'" + ticket.step() + "' is no step of hosts")
                .build();
    }
}
