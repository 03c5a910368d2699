package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Page;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonItems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lists servers page by page. A page goes on behind a marker, and Nova refuses a marker that was deleted meanwhile; so a cursor
 * names the last few servers of its page, the last first, and the first of them that still exists is gone on from.
 */
final class ServerList {
    private static final int MARKERS = 8;

    private final Api nova;
    private final HostQuery query;
    private final Servers.Sizes sizes;
    private final int size;

    ServerList(Api nova, HostQuery query, Servers.Sizes sizes, int size) {
        this.nova = nova;
        this.query = query;
        this.sizes = sizes;
        this.size = size;
    }

    Page<Host> page(Cursor from) {
        if (from.atStart()) {
            return page("", Set.of());
        }
        List<String> markers = List.of(from.value().split(","));
        CloudException gone = null;
        for (String marker : markers) {
            try {
                return page(marker, Set.copyOf(markers));
            } catch (CloudException e) {
                if (!MarkerGone.is(e)) {
                    throw e;
                }
                gone = e;
            }
        }
        throw gone == null ? new IllegalArgumentException("the cursor is empty") : gone;
    }

    private Page<Host> page(String marker, Set<String> seen) {
        List<Host> hosts = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<Problem> missing = new ArrayList<>();
        Path path =
                Path.of("servers", "detail").with("limit", String.valueOf(size)).withAny("marker", marker);
        Json rest = nova.stream(
                path,
                (head, body) -> JsonItems.each(body, head.source(), "servers", server -> {
                    Host host = Servers.host(nova.region(), server, sizes);
                    String id = host.id().value();
                    ids.add(id);
                    if (seen.contains(id)) {
                        return;
                    }
                    if (outOfReach(server)) {
                        missing.add(Problem.of(
                                Reason.UNAVAILABLE,
                                "host " + id + " lies in a part of Nova that does not answer just now"));
                    }
                    if (query.matches(host.tags())) {
                        hosts.add(host);
                    }
                }));
        return new Page<>(hosts, next(rest, marker, ids), missing);
    }

    /** A server in a cell that is down is told of by its id only (since 2.69). */
    private static boolean outOfReach(Json server) {
        return server.text("status", "").equals("UNKNOWN")
                && server.at("metadata").missing();
    }

    private static Optional<Cursor> next(Json rest, String marker, List<String> ids) {
        Optional<String> next = Flavors.next(rest, "servers_links");
        if (next.isEmpty() || ids.isEmpty() || ids.get(ids.size() - 1).equals(marker)) {
            return Optional.empty();
        }
        List<String> last = new ArrayList<>(ids.subList(Math.max(0, ids.size() - MARKERS), ids.size()));
        java.util.Collections.reverse(last);
        return Optional.of(new Cursor(String.join(",", last)));
    }
}
