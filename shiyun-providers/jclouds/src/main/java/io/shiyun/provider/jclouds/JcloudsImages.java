package io.shiyun.provider.jclouds;

import io.shiyun.model.CloudException;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jclouds.compute.domain.OperatingSystem;
import org.jclouds.compute.domain.OsFamily;
import org.jclouds.compute.extensions.ImageExtension;

/** Machine images through jclouds. */
final class JcloudsImages implements Images {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Session session;
    private final Catalogue catalogue;

    JcloudsImages(Session session, Catalogue catalogue) {
        this.session = session;
        this.catalogue = catalogue;
    }

    @Override
    public Page<Image> list(Region region, Cursor from, Call call) {
        return session.read(region, call, () -> Page.last(all(region)));
    }

    private List<Image> all(Region region) {
        return catalogue.images(region).stream()
                .map(image -> fact(region, image))
                .toList();
    }

    @Override
    public Image get(ImageId id, Call call) {
        return session.read(
                id,
                call,
                () -> find(id).orElseThrow(() -> CloudException.rejected(Reason.NOT_FOUND, "there is no " + id.text())
                        .build()));
    }

    private Optional<Image> find(ImageId id) {
        return Optional.ofNullable(session.compute().image().getImage(id.value()))
                .map(image -> fact(id.region(), image))
                .filter(image -> image.state() != ResourceState.DELETED);
    }

    @Override
    public Image resolve(Region region, String name, Call call) {
        return session.read(region, call, () -> {
            List<Image> ready = all(region).stream()
                    .filter(image -> image.state() == ResourceState.READY)
                    .toList();
            return ready.stream()
                    .filter(image -> image.id().value().equals(name))
                    .findFirst()
                    .or(() -> ready.stream()
                            .filter(image -> image.name().equals(name))
                            .findFirst())
                    .or(() -> ready.stream()
                            .filter(image -> image.system().equals(name))
                            .findFirst())
                    .orElseThrow(() -> CloudException.rejected(
                                    Reason.NOT_FOUND,
                                    "no image is named '" + name + "'; there are "
                                            + ready.stream()
                                                    .map(Image::name)
                                                    .distinct()
                                                    .limit(20)
                                                    .toList())
                            .build());
        });
    }

    @Override
    public Progress<Image> delete(ImageId id, Call call) {
        return session.write(id, call, () -> {
            Optional<Image> before = find(id);
            if (before.isEmpty()) {
                return Progress.done(gone(id, id.value()));
            }
            ImageExtension extension = session.compute()
                    .imageExtension()
                    .orElseThrow(() -> CloudException.unsupported(
                            "jclouds deletes no images at '" + session.kind().id() + "'"));
            if (!extension.deleteImage(id.value()) && find(id).isPresent()) {
                Exchange exchange = Exchange.current();
                throw session.failures()
                        .silent(
                                exchange == null ? 0 : exchange.lastChange(),
                                "the cloud did not delete " + id.text() + "; jclouds does not pass on why");
            }
            return look(id, before.get().name());
        });
    }

    @Override
    public Progress<Image> proceed(Ticket ticket, Intent intent, Call call) {
        return session.read(ticket, call, () -> look(new ImageId(ticket.region(), ticket.arg(0)), ticket.arg(1)));
    }

    private Progress<Image> look(ImageId id, String name) {
        return find(id).isPresent()
                ? Progress.ongoing(Ticket.of(id.region(), "delete", id.value(), name), SOON)
                : Progress.done(gone(id, name));
    }

    private static Image gone(ImageId id, String name) {
        return Image.builder(id, name, ResourceState.DELETED).build();
    }

    private static Image fact(Region region, org.jclouds.compute.domain.Image image) {
        String name = image.getName() == null || image.getName().isBlank() ? image.getId() : image.getName();
        Image.Builder fact = Image.builder(new ImageId(region, image.getId()), name, state(image.getStatus()))
                .tags(image.getUserMetadata());
        OperatingSystem system = image.getOperatingSystem();
        if (system != null) {
            fact.architecture(Catalogue.architecture(system.getArch())).system(system(system));
        }
        return fact.build();
    }

    private static String system(OperatingSystem system) {
        OsFamily family = system.getFamily();
        if (family == null || family == OsFamily.UNRECOGNIZED) {
            return "";
        }
        String version = system.getVersion();
        return family.value().toLowerCase(Locale.ROOT) + (version == null || version.isBlank() ? "" : "-" + version);
    }

    private static ResourceState state(org.jclouds.compute.domain.Image.Status status) {
        return switch (status) {
            case PENDING -> ResourceState.PENDING;
            case AVAILABLE -> ResourceState.READY;
            case DELETED -> ResourceState.DELETED;
            case ERROR -> ResourceState.ERROR;
            default -> ResourceState.UNKNOWN;
        };
    }
}
