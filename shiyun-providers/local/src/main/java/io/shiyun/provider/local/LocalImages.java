package io.shiyun.provider.local;

import io.shiyun.model.CloudException;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.process.apps.Names;
import io.shiyun.process.apps.Pages;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.Optional;

/** Images that are folders and archives. Every operation is done when it answers. */
final class LocalImages implements Images {
    private final Desk desk;
    private final ImageStore images;

    LocalImages(Desk desk) {
        this.desk = desk;
        this.images = desk.world().images();
    }

    /** Own images sort before those that are there for everybody. */
    private static String rank(Image image) {
        return (image.shared() ? "1/" : "0/") + image.id().value();
    }

    @Override
    public Page<Image> list(Region region, Cursor from, Call call) {
        return desk.ask(region, call, () -> Pages.of(images.all(), LocalImages::rank, from));
    }

    @Override
    public Image get(ImageId id, Call call) {
        return desk.ask(id, call, () -> images.get(id));
    }

    @Override
    public Image resolve(Region region, String name, Call call) {
        return desk.ask(
                region,
                call,
                () -> images.newest(name)
                        .orElseThrow(() -> CloudException.rejected(
                                        Reason.NOT_FOUND,
                                        "there is no image '" + name + "'; there are "
                                                + images.all().stream()
                                                        .map(Image::name)
                                                        .toList())
                                .build()));
    }

    @Override
    public Progress<Image> create(ImageOrder order, Intent intent, Call call) {
        return desk.ask(order, call, () -> {
            Names.check("an image", order.name());
            HostTable hosts = desk.world().hosts();
            return Progress.done(images.take(
                    hosts.sandbox(hosts.get(order.host())).root(),
                    order.name(),
                    intent.token(),
                    order.host().value(),
                    Names.tags(order.tags(), intent.tags()),
                    desk.world().now()));
        });
    }

    @Override
    public Progress<Image> delete(ImageId id, Call call) {
        return desk.ask(id, call, () -> {
            Optional<Image> image =
                    images.all().stream().filter(each -> each.id().equals(id)).findFirst();
            if (image.isPresent() && image.get().shared()) {
                throw CloudException.rejected(
                                Reason.DENIED, id.text() + " is there for everybody; remove its file by hand")
                        .build();
            }
            images.delete(id.value());
            return Progress.done(image.map(Image::toBuilder)
                    .orElseGet(() -> Image.builder(id, id.value(), ResourceState.DELETED))
                    .state(ResourceState.DELETED)
                    .build());
        });
    }

    @Override
    public Progress<Image> proceed(Ticket ticket, Intent intent, Call call) {
        return desk.ask(ticket, call, () -> Progress.done(images.get(new ImageId(ticket.region(), ticket.arg(0)))));
    }
}
