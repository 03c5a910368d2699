package io.shiyun.provider.openstack;

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
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** How what was begun with a host goes on: each step looks, and changes one thing at most. */
final class HostSteps {
    static final String BUILD = "build";
    static final String START = "start";
    static final String STOP = "stop";
    static final String REBOOT = "reboot";
    static final String RESIZE = "resize";

    /** The second argument of a build that ends with a public address. */
    static final String ADDRESS = "address";

    /** Nova gives no hint of when to ask again; a host takes some seconds. */
    static final Duration SOON = Duration.ofSeconds(1);

    private final Desk desk;
    private final HostId id;
    private final Ticket ticket;
    private final Server server;
    private final Call call;

    HostSteps(Desk desk, HostId id, Ticket ticket, Call call) {
        this.desk = desk;
        this.id = id;
        this.ticket = ticket;
        this.server = new Server(desk, id, call);
        this.call = call;
    }

    Progress<Host> build() {
        return withHost(host -> {
            boolean wantsAddress = ticket.args().size() > 1 && ticket.arg(1).equals(ADDRESS);
            if (host.state() == HostState.RUNNING
                    && wantsAddress
                    && host.publicAddresses().isEmpty()) {
                return new PublicAddress(desk, id, call).give(host);
            }
            return Progress.of(host, ticket, SOON);
        });
    }

    Progress<Host> start() {
        return withHost(host -> host.state() == HostState.STOPPED
                ? fell("is stopped again: its start failed, or somebody stopped it")
                : Progress.of(host, ticket, SOON));
    }

    /** Shelving passes through SHUTOFF without a task, and is over when the machine was given back. */
    Progress<Host> stop() {
        return withHost(host -> host.state() == HostState.RUNNING
                ? fell("runs again: its stop failed, or somebody started it")
                : Progress.of(host, ticket, SOON));
    }

    Progress<Host> reboot() {
        return withHost(host -> host.state() == HostState.STOPPED
                ? fell("is stopped: its reboot failed, or somebody stopped it")
                : Progress.of(host, ticket, SOON));
    }

    /** Nova keeps the old machine until the resize is confirmed, which is done here. */
    Progress<Host> resize() {
        Shape wanted = new Shape(ticket.arg(1));
        return withHost(host -> {
            if (host.nativeState().equals("VERIFY_RESIZE")) {
                confirm();
                return Progress.ongoing(ticket, SOON, host);
            }
            boolean settled = !host.state().passing() && host.state() != HostState.ERROR;
            boolean same = host.shape().map(wanted::equals).orElse(false);
            return settled && !same ? Progress.failed(resizeProblem(host)) : Progress.of(host, ticket, SOON);
        });
    }

    /** While a confirmation is carried out the server still waits for one; a second is a conflict, which the next look settles. */
    private void confirm() {
        try {
            server.action(JsonWriter.object().putNull("confirmResize"));
        } catch (CloudException e) {
            if (e.reason() != Reason.CONFLICT) {
                throw e;
            }
        }
    }

    /** Returns the action that starts a host of this state. */
    static String starting(Host host) {
        String word = host.nativeState();
        if (word.startsWith("SHELVED")) {
            return "unshelve";
        }
        return switch (word) {
            case "PAUSED" -> "unpause";
            case "SUSPENDED" -> "resume";
            default -> "os-start";
        };
    }

    private Progress<Host> withHost(Function<Host, Progress<Host>> step) {
        Optional<Json> found = server.find();
        return found.isPresent()
                ? step.apply(server.host(found.get()))
                : Progress.failed(
                        Problem.of(Reason.NOT_FOUND, "host " + id + " was deleted by somebody else in the middle"));
    }

    private Progress<Host> fell(String what) {
        return Progress.failed(Problem.of(Reason.CONFLICT, "host " + id + " " + what));
    }

    /** Nova tells of a resize that found no place only in the history of the server. */
    private Problem resizeProblem(Host host) {
        Json actions = server.nova().get(Path.of("servers", id.value(), "os-instance-actions"));
        boolean failed = actions.items("instanceActions").stream()
                .filter(action -> action.text("action", "").equals("resize"))
                .findFirst()
                .map(action -> action.text("message", "").equals("Error"))
                .orElse(false);
        String still = "host " + id + " still has the size "
                + host.shape().map(Shape::name).orElse("it had");
        return failed
                ? new Problem(Reason.STOCK, Scope.SHAPE, still + ": no place was found for the new one", "resize", "")
                : Problem.of(Reason.CONFLICT, still + ": the resize was undone by somebody else");
    }
}
