package io.shiyun.call;

import static io.shiyun.spi.Operation.IMAGES_COPY;
import static io.shiyun.spi.Operation.IMAGES_CREATE;
import static io.shiyun.spi.Operation.IMAGES_DELETE;
import static io.shiyun.spi.Operation.IMAGES_GET;
import static io.shiyun.spi.Operation.IMAGES_LIST;
import static io.shiyun.spi.Operation.IMAGES_PROCEED;
import static io.shiyun.spi.Operation.IMAGES_RESOLVE;

import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.util.function.Supplier;

/** {@link Images} by way of the pipeline. */
final class GuardedImages extends Guarded<Images> implements Images {
    GuardedImages(Pipeline pipeline, Images images, Supplier<Capabilities> abilities) {
        super(pipeline, images, abilities);
    }

    @Override
    public Page<Image> list(Region region, Cursor from, Call call) {
        return ask(IMAGES_LIST, region, from, call, Images::list);
    }

    @Override
    public Image get(ImageId id, Call call) {
        return ask(IMAGES_GET, id, call, Images::get);
    }

    @Override
    public Image resolve(Region region, String name, Call call) {
        return ask(IMAGES_RESOLVE, region, name, call, Images::resolve);
    }

    @Override
    public Progress<Image> create(ImageOrder order, Intent intent, Call call) {
        return ask(IMAGES_CREATE, order, intent, call, Images::create);
    }

    @Override
    public Progress<Image> copy(ImageId id, Region to, Intent intent, Call call) {
        return ask(IMAGES_COPY, id, intent, call, (images, attempt) -> images.copy(id, to, intent, attempt));
    }

    @Override
    public Progress<Image> delete(ImageId id, Call call) {
        return ask(IMAGES_DELETE, id, call, Images::delete);
    }

    @Override
    public Progress<Image> proceed(Ticket ticket, Intent intent, Call call) {
        return ask(IMAGES_PROCEED, ticket, intent, call, Images::proceed);
    }
}
