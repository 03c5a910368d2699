package io.shiyun.spi;

import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Region;

/**
 * Machine images (镜像).
 */
public interface Images extends CloudService {
    /**
     * Lists own images, then those that others share.
     */
    Page<Image> list(Region region, Cursor from, Call call);

    /**
     * Returns the image. NOT_FOUND when there is none.
     */
    Image get(ImageId id, Call call);

    /**
     * Returns the newest usable image of this id, name or family, such as debian-12. NOT_FOUND names what comes
     * near.
     */
    Image resolve(Region region, String name, Call call);

    /**
     * Takes an image of a host.
     */
    default Progress<Image> create(ImageOrder order, Intent intent, Call call) {
        throw Unsupported.operation("Images", "create");
    }

    /**
     * Copies an image to another region of the same cloud.
     */
    default Progress<Image> copy(ImageId id, Region to, Intent intent, Call call) {
        throw Unsupported.operation("Images", "copy");
    }

    /**
     * Deletes an own image with the disks behind it; gone already is done.
     */
    default Progress<Image> delete(ImageId id, Call call) {
        throw Unsupported.operation("Images", "delete");
    }

    /**
     * Goes on with an operation of this service: at most one change, harmless to repeat. The intent is that of
     * the operation, since a later step may make a child with its token and tags.
     */
    default Progress<Image> proceed(Ticket ticket, Intent intent, Call call) {
        throw Unsupported.operation("Images", "proceed");
    }
}
