package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.wire.Json;
import io.shiyun.wire.Paging;
import java.util.List;
import java.util.Optional;

/** Reads the sizes that a project may use. */
final class Flavors {
    private Flavors() {}

    static Page<Flavor> page(Api nova, int size, Cursor from) {
        Json reply = nova.get(
                Path.of("flavors", "detail").with("limit", String.valueOf(size)).withAny("marker", from.value()));
        List<Flavor> flavors = reply.items("flavors").stream().map(Flavor::read).toList();
        return Paging.page(flavors, from, next(reply, "flavors_links"));
    }

    static List<Flavor> all(Api nova, int size, Call call) {
        return Paging.all(call, from -> page(nova, size, from));
    }

    /** Returns the size of this name, or else of this id. */
    static Flavor named(Api nova, Shape shape, int size, Call call) {
        List<Flavor> all = all(nova, size, call);
        Optional<Flavor> byName = all.stream()
                .filter(flavor -> flavor.name().equals(shape.name()))
                .findFirst();
        return byName.or(() -> all.stream()
                        .filter(flavor -> flavor.id().equals(shape.name()))
                        .findFirst())
                .orElseThrow(() -> CloudException.notSent(
                                Reason.NOT_SOLD,
                                "there is no flavor '" + shape + "' for this project; there are "
                                        + all.stream()
                                                .map(Flavor::name)
                                                .limit(20)
                                                .toList())
                        .scope(Scope.SHAPE)
                        .build());
    }

    /** Returns the marker of the next page: of its link only that, since behind a proxy host and scheme are often wrong. */
    static Optional<String> next(Json reply, String links) {
        return reply.items(links).stream()
                .filter(link -> link.text("rel", "").equals("next"))
                .findFirst()
                .flatMap(link -> Paging.parameter(link.text("href", ""), "marker"));
    }
}
