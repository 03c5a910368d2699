package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Machine images by Glance; Nova takes them of hosts. */
final class OpenStackImages implements Images {
    private static final String TAKE = "take";
    private static final String DELETE = "delete";
    private static final Duration SOON = Duration.ofSeconds(2);

    /** The two halves of a list: own images, then those of others. */
    private static final String OWN = "own:";

    private static final String OTHERS = "others:";

    private final Desk desk;

    OpenStackImages(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Page<Image> list(Region region, Cursor from, Call call) {
        Api glance = desk.api(ServiceType.IMAGE, region, call);
        String project = desk.login(call).project();
        boolean own = from.atStart() ? !project.isEmpty() : from.value().startsWith(OWN);
        String marker = from.value().substring(from.value().indexOf(':') + 1);
        Path path = Path.of("images")
                .with("limit", String.valueOf(desk.options().pageSize()))
                .withAny("owner", own ? project : "")
                .withAny("marker", marker);
        Json reply = glance.get(path);
        List<Image> images = reply.items("images").stream()
                .map(image -> GlanceImages.image(region, image, project))
                .filter(image -> own || image.shared() || project.isEmpty())
                .toList();
        Optional<String> next = Paging.parameter(reply.text("next", ""), "marker");
        if (next.isPresent()) {
            return Paging.page(images, from, next.map(text -> (own ? OWN : OTHERS) + text));
        }
        return own ? Page.of(images, new Cursor(OTHERS)) : Page.last(images);
    }

    @Override
    public Image get(ImageId id, Call call) {
        return find(id, call)
                .orElseThrow(() -> CloudException.rejected(
                                Reason.NOT_FOUND, "there is no image " + id + " for this project, or it was deleted")
                        .build());
    }

    /** An id, a name, or a system such as debian-12; of several the newest, own ones first. */
    @Override
    public Image resolve(Region region, String name, Call call) {
        if (name.matches("[0-9a-fA-F-]{32,36}")) {
            Optional<Image> byId = find(new ImageId(region, name), call).filter(OpenStackImages::ready);
            if (byId.isPresent()) {
                return byId.get();
            }
        }
        List<Image> listed = Paging.all(call, from -> list(region, from, call));
        List<Image> all = listed.stream()
                .filter(OpenStackImages::ready)
                .sorted(Comparator.comparing(Image::shared)
                        .thenComparing(image -> image.created().orElse(Instant.EPOCH), Comparator.reverseOrder()))
                .toList();
        return all.stream()
                .filter(image -> image.name().equals(name))
                .findFirst()
                .or(() -> all.stream()
                        .filter(image -> image.system().equals(name))
                        .findFirst())
                .orElseThrow(() -> listed.stream()
                        .filter(image ->
                                image.name().equals(name) || image.id().value().equals(name))
                        .findFirst()
                        .map(OpenStackImages::notReady)
                        .orElseGet(() -> unknown(name, all)));
    }

    @Override
    public Progress<Image> create(ImageOrder order, Intent intent, Call call) {
        Map<String, String> tags = ServerOrder.tags(order.tags(), intent.tags());
        tags.forEach(ServerOrder::checkTag);
        Reply reply = desk.compute(order.region(), call)
                .post(
                        Path.of("servers", order.host().value(), "action"),
                        JsonWriter.object()
                                .object(
                                        "createImage",
                                        image -> image.put("name", order.name()).put("metadata", tags)));
        return Progress.ongoing(Ticket.of(order.region(), TAKE, made(reply)), SOON);
    }

    @Override
    public Progress<Image> delete(ImageId id, Call call) {
        desk.api(ServiceType.IMAGE, id.region(), call).delete(Path.of("images", id.value()));
        return deleted(id, call);
    }

    @Override
    public Progress<Image> proceed(Ticket ticket, Intent intent, Call call) {
        ImageId id = new ImageId(ticket.region(), ticket.arg(0));
        if (ticket.step().equals(DELETE)) {
            return deleted(id, call);
        }
        Optional<Image> image = find(id, call);
        if (image.isEmpty()) {
            return Progress.failed(Problem.of(
                    Reason.NOT_FOUND,
                    "image " + id + " is gone: taking it failed in Nova, or somebody deleted it in the middle"));
        }
        ResourceState state = image.get().state();
        if (state == ResourceState.READY) {
            return Progress.done(image.get());
        }
        return state == ResourceState.ERROR || state == ResourceState.DELETED || state == ResourceState.DELETING
                ? Progress.failed(
                        image.get().problem().orElse(Problem.of(Reason.UNKNOWN, "image " + id + " was deleted")), id)
                : Progress.ongoing(ticket, SOON, image.get());
    }

    private Progress<Image> deleted(ImageId id, Call call) {
        Optional<Image> left = find(id, call).filter(image -> image.state() != ResourceState.DELETED);
        return left.isPresent()
                ? Progress.ongoing(Ticket.of(id.region(), DELETE, id.value()), SOON, left.get())
                : Progress.done(
                        Image.builder(id, id.value(), ResourceState.DELETED).build());
    }

    private Optional<Image> find(ImageId id, Call call) {
        String project = desk.login(call).project();
        return desk.api(ServiceType.IMAGE, id.region(), call)
                .find(Path.of("images", id.value()))
                .map(image -> GlanceImages.image(id.region(), image, project));
    }

    /** Since microversion 2.45 the reply names the image; before, a header leads to it. */
    private static String made(Reply reply) {
        if (reply.body().length > 0) {
            return Facts.id(reply.json(), "image_id");
        }
        String location = reply.header("location").orElse("");
        String id = location.substring(location.lastIndexOf('/') + 1);
        if (!id.matches("[0-9A-Za-z-]{1,64}")) {
            throw CloudException.of(reply.doubt(), Reason.UNKNOWN, "Nova took an image and did not say which")
                    .requestId(reply.requestId())
                    .build();
        }
        return id;
    }

    private static boolean ready(Image image) {
        return image.state() == ResourceState.READY;
    }

    private static CloudException notReady(Image image) {
        return CloudException.rejected(
                        Reason.NOT_FOUND,
                        "the image '" + image.name() + "' (" + image.id().value()
                                + ") is there and cannot be used, since it is " + image.state()
                                + "; wait until it is active, or upload what it is to hold")
                .build();
    }

    private static CloudException unknown(String name, List<Image> all) {
        String wanted = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z].*", "");
        List<String> near = all.stream()
                .map(Image::name)
                .filter(each ->
                        !wanted.isEmpty() && each.toLowerCase(Locale.ROOT).contains(wanted))
                .distinct()
                .limit(10)
                .toList();
        List<String> some = near.isEmpty()
                ? all.stream().map(Image::name).distinct().limit(10).toList()
                : near;
        return CloudException.rejected(
                        Reason.NOT_FOUND,
                        "no image that can be used has the id, name or system '" + name + "'; there are " + some)
                .build();
    }
}
