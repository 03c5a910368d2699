package io.shiyun.provider.jclouds;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Scope;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jclouds.compute.domain.Hardware;
import org.jclouds.compute.domain.Image;
import org.jclouds.compute.domain.Processor;
import org.jclouds.compute.domain.Volume;
import org.jclouds.domain.Location;
import org.jclouds.domain.LocationScope;
import org.jspecify.annotations.Nullable;

/** The sizes and images of a cloud of jclouds, region by region. */
final class Catalogue {
    private final Session session;

    Catalogue(Session session) {
        this.session = session;
    }

    /** Returns whether a thing at this place lies in this region. */
    static boolean in(Region region, @Nullable Location place) {
        return JcloudsOptions.whole(region)
                || place == null
                || path(place).anyMatch(each -> each.getId().equals(region.name()));
    }

    /** Returns the zone among this place and those around it. */
    static Optional<Zone> zone(Region region, @Nullable Location place) {
        return place == null
                ? Optional.empty()
                : path(place)
                        .filter(each -> each.getScope() == LocationScope.ZONE)
                        .findFirst()
                        .map(each -> new Zone(region, each.getId()));
    }

    private static Stream<Location> path(Location place) {
        return Stream.iterate(place, each -> each != null, Location::getParent);
    }

    List<Hardware> sizes(Region region) {
        return session.compute().hardware().get().stream()
                .filter(size -> in(region, size.getLocation()))
                .sorted(Comparator.comparing(Hardware::getId))
                .<Hardware>map(size -> size)
                .toList();
    }

    List<Image> images(Region region) {
        return session.compute().images().get().stream()
                .filter(image -> in(region, image.getLocation()))
                .sorted(Comparator.comparing(Image::getId))
                .<Image>map(image -> image)
                .toList();
    }

    /** Returns the name of a size; its id where the cloud gave no name. */
    static Shape shape(Hardware size) {
        String name = size.getName();
        return new Shape(name == null || name.isBlank() ? size.getId() : name);
    }

    /** Returns the size of this name or id. NOT_SOLD when there is none. */
    Hardware size(Region region, Shape shape) {
        List<Hardware> found = sizes(region).stream()
                .filter(size -> shape.equals(shape(size))
                        || shape.name().equals(size.getId())
                        || shape.name().equals(size.getProviderId()))
                .toList();
        if (found.isEmpty()) {
            throw CloudException.rejected(
                            Reason.NOT_SOLD, "there is no size '" + shape.name() + "' in " + region.name())
                    .scope(Scope.SHAPE)
                    .build();
        }
        return found.stream()
                .filter(size -> found.size() == 1 || shape.name().equals(size.getId()))
                .findFirst()
                .orElseThrow(
                        () -> Session.invalid("the size '" + shape.name() + "' is ambiguous; name it by its id, one of "
                                + found.stream().map(Hardware::getId).toList()));
    }

    /** Returns where to make a host of this image and size. */
    Location place(Region region, Image image, Hardware size) {
        return Stream.of(image.getLocation(), size.getLocation())
                .filter(place -> place != null && place.getScope() != LocationScope.PROVIDER)
                .findFirst()
                .orElseGet(() -> session.compute().locations().stream()
                        .filter(place -> in(region, place))
                        .min(Comparator.comparing(Location::getId))
                        .<Location>map(place -> place)
                        .orElseThrow(() -> Session.invalid("there is no place to make hosts in " + region.name())));
    }

    static Optional<Cpu> cpu(Hardware size) {
        double cores =
                size.getProcessors().stream().mapToDouble(Processor::getCores).sum();
        return cores > 0 ? Optional.of(new Cpu(Math.round(cores * 1000))) : Optional.empty();
    }

    static Optional<Bytes> memory(Hardware size) {
        return size.getRam() > 0 ? Optional.of(Bytes.mib(size.getRam())) : Optional.empty();
    }

    static Optional<Bytes> disk(Hardware size) {
        double gib = size.getVolumes().stream()
                .map(Volume::getSize)
                .filter(each -> each != null)
                .mapToDouble(Float::doubleValue)
                .sum();
        return gib > 0 ? Optional.of(new Bytes(Math.round(gib * (1L << 30)))) : Optional.empty();
    }

    static Architecture architecture(@Nullable String word) {
        return switch (String.valueOf(word).toLowerCase(Locale.ROOT)) {
            case "x86_64", "amd64", "x64" -> Architecture.X86_64;
            case "aarch64", "arm64" -> Architecture.ARM64;
            case "riscv64" -> Architecture.RISCV64;
            case "ppc64le" -> Architecture.PPC64LE;
            case "s390x" -> Architecture.S390X;
            default -> Architecture.UNKNOWN;
        };
    }
}
