package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostState;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.List;
import java.util.Optional;

/**
 * A host changes its size while it is stopped: stop, change, start. A size that its zone does not sell is refused before the host is
 * stopped. When the new size cannot be started for want of stock or quota, the host gets its old one back and the change has failed.
 */
final class Resizing {
    private static final String STOPPING = "resize-stop";
    private static final String STARTING = "resize-start";
    private static final String BACK = "resize-back";

    private final AwsClient aws;
    private final Pace pace;

    Resizing(AwsClient aws, Pace pace) {
        this.aws = aws;
        this.pace = pace;
    }

    Progress<Host> begin(Host host, Shape shape, Call call) {
        String old = host.shape().map(Shape::name).orElse("");
        if (old.equals(shape.name()) && !host.state().passing()) {
            return Progress.done(host);
        }
        sold(host, shape, call);
        boolean ran = host.state() != HostState.STOPPED && host.state() != HostState.STOPPING;
        Ticket ticket =
                pace.begin(host.region(), STOPPING, host.id().value(), shape.name(), old, Boolean.toString(ran));
        return host.state() == HostState.STOPPED ? change(ticket, host, call) : stop(ticket, host, call);
    }

    /** Goes on; nothing when the step is not one of these. */
    Optional<Progress<Host>> proceed(Ticket ticket, Host host, Call call) {
        return switch (ticket.step()) {
            case STOPPING -> Optional.of(stop(ticket, host, call));
            case STARTING -> Optional.of(start(ticket, host, call));
            case BACK -> Optional.of(back(ticket, host, call));
            default -> Optional.empty();
        };
    }

    private void sold(Host host, Shape shape, Call call) {
        Form form = Form.ec2("DescribeInstanceTypeOfferings").put("LocationType", "availability-zone");
        form.filter(1, "instance-type", List.of(Tags.plain(shape.name())));
        String zone = host.zone().map(place -> place.name()).orElse("");
        boolean there = aws.ec2(host.region(), form, call).items("instanceTypeOfferingSet.item").stream()
                .anyMatch(offering -> offering.text("location", "").equals(zone));
        if (!there) {
            throw CloudException.rejected(
                            Reason.NOT_SOLD, "the size " + shape.name() + " is not on sale in the zone " + zone)
                    .scope(Scope.SHAPE)
                    .build();
        }
    }

    private Progress<Host> stop(Ticket ticket, Host host, Call call) {
        return switch (host.state()) {
            case STOPPED -> change(ticket, host, call);
            case RUNNING -> {
                if (host.shape().map(Shape::name).orElse("").equals(ticket.arg(1))) {
                    yield Progress.done(host);
                }
                act("StopInstances", host, call);
                yield Progress.ongoing(ticket, pace.next(ticket), host);
            }
            default -> Progress.ongoing(ticket, pace.next(ticket), host);
        };
    }

    private Progress<Host> change(Ticket ticket, Host host, Call call) {
        if (!host.shape().map(Shape::name).orElse("").equals(ticket.arg(1))) {
            modify(host, ticket.arg(1), call);
        }
        if (ticket.arg(3).equals("false")) {
            return Progress.done(
                    host.toBuilder().shape(new Shape(ticket.arg(1))).build());
        }
        Ticket next = pace.begin(ticket.region(), STARTING, ticket.arg(0), ticket.arg(1), ticket.arg(2), ticket.arg(3));
        return Progress.ongoing(next, pace.next(next), host);
    }

    private Progress<Host> start(Ticket ticket, Host host, Call call) {
        if (host.state() == HostState.RUNNING) {
            return Progress.done(host);
        }
        if (host.state() == HostState.STOPPED) {
            try {
                act("StartInstances", host, call);
            } catch (CloudException refusal) {
                if (refusal.reason() != Reason.STOCK
                        && refusal.reason() != Reason.QUOTA
                        && refusal.reason() != Reason.NOT_SOLD) {
                    throw refusal;
                }
                Problem why = refusal.problem();
                String words =
                        why.message().substring(0, Math.min(300, why.message().length()));
                Ticket back = pace.begin(ticket.region(), BACK, ticket.arg(0), ticket.arg(2), why.code(), words);
                return Progress.ongoing(back, pace.next(back), host);
            }
        }
        return Progress.ongoing(ticket, pace.next(ticket), host);
    }

    private Progress<Host> back(Ticket ticket, Host host, Call call) {
        boolean old = host.shape().map(Shape::name).orElse("").equals(ticket.arg(1));
        if (host.state() == HostState.STOPPED) {
            if (!old) {
                modify(host, ticket.arg(1), call);
            } else {
                act("StartInstances", host, call);
            }
            return Progress.ongoing(ticket, pace.next(ticket), host);
        }
        return host.state() == HostState.RUNNING
                ? Progress.failed(AwsErrors.problem(ticket.arg(2), ticket.arg(3)))
                : Progress.ongoing(ticket, pace.next(ticket), host);
    }

    private void modify(Host host, String shape, Call call) {
        aws.ec2(
                host.region(),
                Form.ec2("ModifyInstanceAttribute")
                        .put("InstanceId", host.id().value())
                        .put("InstanceType.Value", shape),
                call);
    }

    private void act(String action, Host host, Call call) {
        aws.ec2(
                host.region(),
                Form.ec2(action).list("InstanceId", List.of(host.id().value())),
                call);
    }
}
