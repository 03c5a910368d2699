package io.shiyun.intent;

import io.shiyun.call.Clouds;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Machine images: taken of a host and deleted by intent. */
public final class ImageKind extends ServiceResource<Images, Image> {
    /** Those of these clouds. */
    public ImageKind(Clouds clouds) {
        super(
                clouds,
                Images.class,
                "IMAGE",
                ImageId.class,
                Operation.IMAGES_CREATE,
                Operation.IMAGES_LIST,
                Operation.IMAGES_DELETE);
    }

    @Override
    Progress<Image> create(Fields.Reader fields, Intent intent, Call call) {
        ImageOrder order = ImageOrder.read(fields);
        return at(order).create(order, intent, call);
    }

    @Override
    Progress<Image> delete(Id id, Call call) {
        return at(id).delete((ImageId) id, call);
    }

    @Override
    Progress<Image> proceed(Ticket ticket, Intent intent, Call call) {
        return at(ticket).proceed(ticket, intent, call);
    }

    /** Own images alone: those that others share come behind them, and may be a hundred thousand. */
    @Override
    public Page<Image> list(Region region, Map<String, String> tags, Cursor from, Call call) {
        Page<Image> page = at(region).list(region, from, call);
        List<Image> own = page.items().stream().filter(image -> !image.shared()).toList();
        return own.size() == page.items().size() ? page : new Page<>(own, Optional.empty(), page.missing());
    }

    @Override
    public Image get(Id id, Call call) {
        return at(id).get((ImageId) id, call);
    }

    @Override
    public Id id(Image image) {
        return image.id();
    }

    @Override
    public Map<String, String> tags(Image image) {
        return image.tags();
    }

    @Override
    public Stand stand(Image image) {
        return stand(image.state());
    }

    @Override
    public Problem problem(Image image) {
        return problem(image.problem(), image);
    }

    @Override
    public Optional<Instant> created(Image image) {
        return image.created();
    }

    @Override
    public Image departed(Id id) {
        return Image.builder((ImageId) id, id.value(), ResourceState.DELETED).build();
    }
}
