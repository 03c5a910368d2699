package io.shiyun.provider.sim;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Fields;
import io.shiyun.model.Host;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Order;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Machine images: a few that everybody has, and those taken of hosts. */
final class SimImages implements Images {
    private static final List<String> SHARED =
            List.of("debian-12", "ubuntu-24.04", "alpine-3", "debian-12-arm", "empty");

    private final SimWorld world;
    private final Wire wire;

    SimImages(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    /** Puts the shared images into a region that has none yet. */
    static void stock(SimWorld world, Region region) {
        for (String name : SHARED) {
            ImageId id = new ImageId(region, name);
            if (world.images.find(id).isPresent()) {
                continue;
            }
            Architecture architecture = name.endsWith("-arm") ? Architecture.ARM64 : Architecture.X86_64;
            world.images.add(
                    Image.builder(id, name, ResourceState.READY)
                            .architecture(architecture)
                            .system(name.replace("-arm", ""))
                            .shared(true)
                            .size(Bytes.gib(2))
                            .created(world.now())
                            .build(),
                    "");
        }
    }

    @Override
    public Page<Image> list(Region region, Cursor from, Call call) {
        return wire.ask(Operation.IMAGES_LIST, region, call, () -> world.images.page(region, image -> true, from));
    }

    @Override
    public Image get(ImageId id, Call call) {
        return wire.ask(
                Operation.IMAGES_GET, id, call, () -> world.images.get(id).value());
    }

    @Override
    public Image resolve(Region region, String name, Call call) {
        return wire.ask(Operation.IMAGES_RESOLVE, region, call, () -> {
            Optional<Image> newest = world.images.all().stream()
                    .map(Row::value)
                    .filter(image -> image.region().equals(region) && image.state() == ResourceState.READY)
                    .filter(image -> image.id().value().equals(name)
                            || image.name().equals(name)
                            || image.system().equals(name))
                    .reduce((older, newer) ->
                            older.name().equals(name) && !newer.name().equals(name) ? older : newer);
            return newest.orElseThrow(() -> CloudException.rejected(
                            Reason.NOT_FOUND, "there is no image '" + name + "' in " + region + "; there are " + SHARED)
                    .code("NoSuchImage")
                    .build());
        });
    }

    @Override
    public Progress<Image> create(ImageOrder order, Intent intent, Call call) {
        return wire.ask(Operation.IMAGES_CREATE, order, call, () -> {
            HostDesk.checkName(order.name());
            Host host = world.hosts.get(order.host()).value();
            Architecture architecture = host.image()
                    .flatMap(world.images::find)
                    .map(row -> row.value().architecture())
                    .orElse(Architecture.X86_64);
            String system = host.image().map(ImageId::value).orElse("unknown").replace("-arm", "");
            return make(order, order.name(), Tags.joined(order.tags(), intent.tags()), intent, architecture, system);
        });
    }

    @Override
    public Progress<Image> copy(ImageId id, Region to, Intent intent, Call call) {
        return wire.ask(Operation.IMAGES_COPY, to, call, () -> {
            Image image = world.images.get(id).value();
            return make(
                    new CopyOrder(to, id),
                    image.name(),
                    Tags.joined(image.tags(), intent.tags()),
                    intent,
                    image.architecture(),
                    image.system());
        });
    }

    /** What a copy is asked with, so that a token is held to it. */
    private record CopyOrder(Region region, ImageId of) implements Order {
        @Override
        public void write(Fields.Writer fields) {
            fields.putRegion("region", region);
            fields.put("of", of.text());
        }
    }

    private Progress<Image> make(
            Order order,
            String name,
            Map<String, String> tags,
            Intent intent,
            Architecture architecture,
            String system) {
        Row<Image> row = world.images.create(
                order,
                name,
                intent.token(),
                value -> Image.builder(new ImageId(order.region(), value), name, ResourceState.PENDING)
                        .architecture(architecture)
                        .system(system)
                        .size(Bytes.gib(2))
                        .created(world.now())
                        .tags(tags)
                        .build(),
                made -> world.images.later(
                        made,
                        image -> Optional.of(
                                image.toBuilder().state(ResourceState.READY).build())));
        return progress(row);
    }

    @Override
    public Progress<Image> delete(ImageId id, Call call) {
        return wire.ask(Operation.IMAGES_DELETE, id, call, () -> {
            Optional<Row<Image>> row = world.images.find(id);
            if (row.isPresent() && row.get().value().shared()) {
                throw CloudException.rejected(Reason.DENIED, id + " belongs to everybody and cannot be deleted")
                        .code("NotYours")
                        .build();
            }
            world.images.remove(id);
            return Progress.done(
                    row
                            .map(Row::value)
                            .orElseGet(() ->
                                    Image.builder(id, "", ResourceState.DELETED).build())
                            .toBuilder()
                            .state(ResourceState.DELETED)
                            .build());
        });
    }

    @Override
    public Progress<Image> proceed(Ticket ticket, Intent intent, Call call) {
        return wire.ask(
                Operation.IMAGES_PROCEED,
                ticket,
                call,
                () -> progress(world.images.get(new ImageId(ticket.region(), ticket.arg(0)))));
    }

    private Progress<Image> progress(Row<Image> row) {
        Image image = row.value();
        return world.images.progress(
                row, Ticket.of(image.region(), "wait", image.id().value()));
    }
}
