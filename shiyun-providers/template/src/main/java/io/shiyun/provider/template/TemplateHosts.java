package io.shiyun.provider.template;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hosts of the tiny cloud. Each method sends what it says, once, and answers how far that is: the caller waits, and comes
 * back with the ticket, maybe in another process.
 */
final class TemplateHosts implements Hosts {
    private static final Duration ASK_AGAIN = Duration.ofMillis(200);
    private static final String WATCH = "watch";
    private static final String WATCH_DELETE = "watch-delete";

    private final TinyApi api;
    private final Region region;

    TemplateHosts(TinyApi api, Region region) {
        this.api = api;
        this.region = region;
    }

    /** The intent's token makes the create single at the cloud; its tags tell later whose the host is. */
    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        Map<String, String> tags = new TreeMap<>(order.tags());
        tags.putAll(intent.tags());
        JsonWriter body = JsonWriter.object()
                .put("name", order.name())
                .put("size", order.shape().name())
                .put("image", order.image().value())
                .put("tags", tags);
        Request request = Request.json("POST", api.address("/hosts"), body).header("Idempotency-Key", intent.token());
        Host made = host(api.send(request, call).json());
        return Progress.of(made, Ticket.of(region, WATCH, made.id().value()), ASK_AGAIN);
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        Json page = api.send(Request.get(api.address("/hosts?after=" + encoded(from.value()))), call)
                .json();
        return Paging.page(
                page.items("hosts").stream()
                        .map(this::host)
                        .filter(host -> query.matches(host.tags()))
                        .toList(),
                from,
                page.optional("next"));
    }

    @Override
    public Host get(HostId id, Call call) {
        return host(api.send(Request.get(address(id)), call).json());
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        try {
            api.send(Request.delete(address(id)), call);
        } catch (CloudException refusal) {
            if (refusal.reason() == Reason.NOT_FOUND) {
                return Progress.done(gone(id));
            }
            throw refusal;
        }
        return Progress.ongoing(Ticket.of(region, WATCH_DELETE, id.value()), ASK_AGAIN);
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        HostId id = new HostId(ticket.region(), ticket.arg(0));
        boolean deleting = ticket.step().equals(WATCH_DELETE);
        Host now;
        try {
            now = get(id, call);
        } catch (CloudException refusal) {
            if (refusal.reason() != Reason.NOT_FOUND) {
                throw refusal;
            }
            return deleting
                    ? Progress.done(gone(id))
                    : Progress.failed(Problem.of(Reason.NOT_FOUND, "host " + id + " was deleted by somebody else"));
        }
        return deleting ? Progress.ongoing(ticket, ASK_AGAIN, now) : Progress.of(now, ticket, ASK_AGAIN);
    }

    private URI address(HostId id) {
        return api.address("/hosts/" + encoded(id.value()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Host gone(HostId id) {
        return Host.builder(id, id.value(), HostState.DELETED)
                .nativeState("gone")
                .build();
    }

    private Host host(Json json) {
        String state = json.text("state");
        return Host.builder(new HostId(region, json.text("id")), json.text("name"), state(state))
                .nativeState(state)
                .shape(new Shape(json.text("size")))
                .image(new ImageId(region, json.text("image")))
                .tags(json.textMap("tags"))
                .build();
    }

    /** A word that is not known is no error: clouds learn new ones. */
    private static HostState state(String word) {
        return switch (word) {
            case "building" -> HostState.PENDING;
            case "running" -> HostState.RUNNING;
            case "deleting" -> HostState.DELETING;
            case "failed" -> HostState.ERROR;
            default -> HostState.UNKNOWN;
        };
    }
}
