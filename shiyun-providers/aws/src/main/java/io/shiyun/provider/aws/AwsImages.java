package io.shiyun.provider.aws;

import io.shiyun.model.Architecture;
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
import io.shiyun.wire.Paging;
import io.shiyun.wire.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Machine images are AMIs. Of the many that others publish, only those of the owners in the settings are looked at: everybody may give an
 * image any name.
 */
final class AwsImages implements Images {
    private static final String MADE = "made";
    private static final String TAGGED = "tag";
    private static final String CLEARED = "clear";
    private static final String PUBLIC = "public";

    private final AwsClient aws;
    private final Pace pace;
    private final AwsSettings settings;

    AwsImages(AwsClient aws, AwsSettings settings, Pace pace) {
        this.aws = aws;
        this.settings = settings;
        this.pace = pace;
    }

    /** Two pages: one's own with those that others let this account use, then those of the families in the settings. */
    @Override
    public Page<Image> list(Region region, Cursor from, Call call) {
        Map<ImageId, Image> images = new LinkedHashMap<>();
        if (from.equals(Cursor.START)) {
            add(region, Form.ec2("DescribeImages").list("Owner", List.of("self")), true, images, call);
            add(region, Form.ec2("DescribeImages").list("ExecutableBy", List.of("self")), false, images, call);
            return Paging.page(List.copyOf(images.values()), from, Optional.of(PUBLIC));
        }
        if (!settings.imageOwners().isEmpty()) {
            Form form = Form.ec2("DescribeImages")
                    .list("Owner", settings.imageOwners())
                    .filter(1, "name", settings.imageNames())
                    .filter(2, "state", List.of("available"))
                    .filter(3, "is-public", List.of("true"));
            add(region, form, true, images, call);
        }
        return Page.last(List.copyOf(images.values()));
    }

    private void add(Region region, Form form, boolean shared, Map<ImageId, Image> images, Call call) {
        aws.ec2Items(
                region,
                form,
                "imagesSet.item",
                xml -> {
                    Image image = ImageFacts.read(region, xml);
                    if (shared || !image.shared()) {
                        images.putIfAbsent(image.id(), image);
                    }
                },
                call);
    }

    @Override
    public Image get(ImageId id, Call call) {
        return find(id, call).map(image -> ImageFacts.read(id.region(), image)).orElseThrow(() -> gone(id.toString()));
    }

    private Optional<Xml> find(ImageId id, Call call) {
        Form form = Form.ec2("DescribeImages").list("ImageId", List.of(id.value()));
        try {
            return aws.ec2(id.region(), form, call).items("imagesSet.item").stream()
                    .filter(image -> !image.text("imageState", "").equals("deregistered"))
                    .findFirst();
        } catch (CloudException refusal) {
            if (refusal.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private static CloudException gone(String what) {
        return CloudException.rejected(Reason.NOT_FOUND, "there is no image " + what)
                .build();
    }

    /** An exact name comes before a family; of a family, x86-64 before others unless the name says so, then the newest. */
    @Override
    public Image resolve(Region region, String name, Call call) {
        if (name.matches("ami-[0-9a-f]+")) {
            Image image = get(new ImageId(region, name), call);
            if (image.state() != ResourceState.READY) {
                throw CloudException.rejected(
                                Reason.NOT_FOUND,
                                "the image " + name + " is there and cannot be used, since it is " + image.state()
                                        + "; wait until it is available, or make it anew")
                        .build();
            }
            return image;
        }
        String plain = Tags.plain(name);
        List<String> from = new ArrayList<>(settings.imageOwners());
        from.add("self");
        Form form = Form.ec2("DescribeImages")
                .list("Owner", from)
                .filter(1, "state", List.of("available"))
                .filter(2, "name", List.of(plain, plain + "-*", "*/" + plain + "-*"));
        String lower = name.toLowerCase(Locale.ROOT);
        boolean arm = lower.contains("arm64") || lower.contains("aarch64");
        return aws.ec2(region, form, call).items("imagesSet.item").stream()
                .map(image -> ImageFacts.read(region, image))
                .max(Comparator.comparing((Image image) -> image.name().equals(name))
                        .thenComparing(image -> arm || image.architecture() == Architecture.X86_64)
                        .thenComparing(image -> image.created().orElse(Instant.EPOCH))
                        .thenComparing(image -> image.id().value()))
                .orElseThrow(() -> gone("or family of images '" + name + "' of " + from + " in " + region
                        + "; names begin like debian-12, al2023-ami or ubuntu-noble-24.04"));
    }

    /** The host goes on running, so that the image is what its disks hold at one moment, as after a loss of power. */
    @Override
    public Progress<Image> create(ImageOrder order, Intent intent, Call call) {
        Form form = Form.ec2("CreateImage")
                .put("InstanceId", order.host().value())
                .put("Name", order.name())
                .put("NoReboot", true);
        Tags.specify(form, Tags.of(order.name(), order.tags(), intent), "image", "snapshot");
        try {
            Xml made = aws.ec2(order.region(), form, call);
            return made(Checked.read(made, () -> new ImageId(order.region(), made.text("imageId"))));
        } catch (CloudException refusal) {
            Optional<Image> before = refusal.reason() == Reason.EXISTS
                    ? own(order.region(), order.name(), intent, call)
                    : Optional.empty();
            return made(before.orElseThrow(() -> refusal).id());
        }
    }

    /** Returns the image of this name that the same intent made before. */
    private Optional<Image> own(Region region, String name, Intent intent, Call call) {
        Form form =
                Form.ec2("DescribeImages").list("Owner", List.of("self")).filter(1, "name", List.of(Tags.plain(name)));
        return aws.ec2(region, form, call).items("imagesSet.item").stream()
                .map(image -> ImageFacts.read(region, image))
                .filter(image -> !intent.tags().isEmpty()
                        && image.tags().entrySet().containsAll(intent.tags().entrySet()))
                .findFirst();
    }

    private Progress<Image> made(ImageId id) {
        Ticket ticket = pace.begin(id.region(), MADE, id.value());
        return Progress.ongoing(ticket, pace.next(ticket));
    }

    /** The copy has the tags of its source and of the intent once it is there. */
    @Override
    public Progress<Image> copy(ImageId id, Region to, Intent intent, Call call) {
        Image source = get(id, call);
        Form form = Form.ec2("CopyImage")
                .put("SourceRegion", id.region().name())
                .put("SourceImageId", id.value())
                .put("Name", source.name())
                .put("ClientToken", intent.token());
        Xml made = aws.ec2(to, form, call);
        ImageId copy = Checked.read(made, () -> new ImageId(to, made.text("imageId")));
        Ticket ticket = pace.begin(to, TAGGED, copy.value(), id.region().name(), id.value());
        return Progress.ongoing(ticket, Duration.ZERO);
    }

    private Progress<Image> tagged(Ticket ticket, ImageId id, Intent intent, Call call) {
        ImageId source = new ImageId(new Region(id.cloud(), ticket.arg(1)), ticket.arg(2));
        Map<String, String> tags = find(source, call).map(Tags::read).orElse(Map.of());
        tags = Tags.of(tags.getOrDefault("Name", ""), tags, intent);
        tags.keySet().removeIf(key -> key.startsWith("aws:"));
        Form form = Form.ec2("CreateTags").list("ResourceId", List.of(id.value()));
        aws.ec2(id.region(), Tags.put(form, "Tag", tags), call);
        return made(id);
    }

    /** Its snapshots go with it, one a step. */
    @Override
    public Progress<Image> delete(ImageId id, Call call) {
        Optional<Xml> image = find(id, call);
        if (image.isEmpty()) {
            return Progress.done(deleted(id));
        }
        try {
            aws.ec2(id.region(), Form.ec2("DeregisterImage").put("ImageId", id.value()), call);
        } catch (CloudException refusal) {
            if (refusal.reason() != Reason.NOT_FOUND) {
                throw refusal;
            }
        }
        List<String> left = new ArrayList<>(List.of(id.value()));
        image.get()
                .items("blockDeviceMapping.item")
                .forEach(disk -> disk.optional("ebs.snapshotId").ifPresent(left::add));
        return left.size() == 1
                ? Progress.done(deleted(id))
                : Progress.ongoing(new Ticket(id.region(), CLEARED, left), Duration.ZERO);
    }

    private static Image deleted(ImageId id) {
        return Image.builder(id, "", ResourceState.DELETED).build();
    }

    private Progress<Image> cleared(Ticket ticket, ImageId id, Call call) {
        List<String> left = new ArrayList<>(ticket.args());
        if (left.size() > 1) {
            try {
                aws.ec2(id.region(), Form.ec2("DeleteSnapshot").put("SnapshotId", left.remove(1)), call);
            } catch (CloudException refusal) {
                if (refusal.reason() != Reason.NOT_FOUND) {
                    throw refusal;
                }
            }
        }
        return left.size() == 1
                ? Progress.done(deleted(id))
                : Progress.ongoing(new Ticket(id.region(), CLEARED, left), Duration.ZERO);
    }

    @Override
    public Progress<Image> proceed(Ticket ticket, Intent intent, Call call) {
        if (ticket.args().isEmpty()) {
            throw unknown(ticket);
        }
        ImageId id = new ImageId(ticket.region(), ticket.arg(0));
        return switch (ticket.step()) {
            case MADE -> follow(ticket, id, call);
            case TAGGED -> tagged(ticket, id, intent, call);
            case CLEARED -> cleared(ticket, id, call);
            default -> throw unknown(ticket);
        };
    }

    private static CloudException unknown(Ticket ticket) {
        return HostOrders.invalid("'" + ticket.step() + "' is no step of images");
    }

    private Progress<Image> follow(Ticket ticket, ImageId id, Call call) {
        Optional<Image> image = find(id, call).map(found -> ImageFacts.read(id.region(), found));
        if (image.isEmpty()) {
            return pace.since(ticket).compareTo(settings.visibleWithin()) <= 0
                    ? Progress.ongoing(ticket, pace.next(ticket))
                    : Progress.failed(Problem.of(Reason.NOT_FOUND, "the image " + id + " is gone"));
        }
        return switch (image.get().state()) {
            case READY -> Progress.done(image.get());
            case ERROR ->
                Progress.failed(
                        image.get()
                                .problem()
                                .orElseGet(() -> Problem.of(Reason.UNKNOWN, "the image " + id + " could not be made")),
                        id);
            default -> Progress.ongoing(ticket, pace.next(ticket), image.get());
        };
    }
}
