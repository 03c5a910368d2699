package io.shiyun.provider.ssh;

import io.shiyun.model.CloudException;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Images;
import io.shiyun.spi.Page;
import java.util.List;

/** The systems that are on the machines of the pool, by the names that the hosts file gives them. None is ever put on a machine. */
final class SshImages implements Images {
    private final Desk desk;
    private final Inventory inventory;

    SshImages(Desk desk, Inventory inventory) {
        this.desk = desk;
        this.inventory = inventory;
    }

    @Override
    public Page<Image> list(Region region, Cursor from, Call call) {
        return desk.ask(region, call, () -> Page.last(all()));
    }

    @Override
    public Image get(ImageId id, Call call) {
        return desk.ask(
                id,
                call,
                () -> all().stream()
                        .filter(image -> image.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> Problems.notFound(id)));
    }

    @Override
    public Image resolve(Region region, String name, Call call) {
        return desk.ask(
                region,
                call,
                () -> all().stream()
                        .filter(image -> image.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> CloudException.rejected(
                                        Reason.NOT_FOUND,
                                        "no machine of the pool has '" + name + "' on it; there are "
                                                + all().stream()
                                                        .map(Image::name)
                                                        .toList())
                                .build()));
    }

    private List<Image> all() {
        return inventory.all().stream()
                .filter(Machine::pool)
                .map(Machine::image)
                .distinct()
                .sorted()
                .map(name -> Image.builder(new ImageId(desk.region(), name), name, ResourceState.READY)
                        .system(name)
                        .build())
                .toList();
    }
}
