package io.shiyun.provider.openstack;

import io.shiyun.model.Bytes;
import io.shiyun.model.Shape;
import io.shiyun.wire.Json;
import java.util.Map;
import java.util.Optional;

/**
 * A size of Nova.
 *
 * @param id what Nova wants in an order
 * @param name what people call it, which is its shape here
 * @param vcpus its processors
 * @param memory its memory
 * @param disk its first disk; zero when that is as large as the image
 * @param extra what else is said of it, such as GPUs
 * @param onSale whether it can be ordered
 */
record Flavor(String id, String name, long vcpus, Bytes memory, Bytes disk, Map<String, String> extra, boolean onSale) {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final long MOST_VCPUS = 1_000_000;

    static Flavor read(Json json) {
        String id = json.text("id");
        return Facts.read(json, flavor -> read(flavor, id, flavor.text("name", id)));
    }

    /** Reads the copy of a flavor that a server holds, which has no id. */
    static Flavor embedded(Json json, String name) {
        return read(json, name, name);
    }

    private static Flavor read(Json json, String id, String name) {
        return new Flavor(
                id,
                new Shape(name).name(),
                vcpus(json),
                size(json, "ram", MIB),
                size(json, "disk", GIB),
                json.textMap("extra_specs"),
                !json.flag("OS-FLV-DISABLED:disabled"));
    }

    private static long vcpus(Json json) {
        long number = json.whole("vcpus", 0);
        if (number < 0 || number > MOST_VCPUS) {
            throw json.at("vcpus").wrong("a number of processors");
        }
        return number;
    }

    /** Sizes beyond all measure are not believed. */
    private static Bytes size(Json json, String path, long unit) {
        long number = json.whole(path, 0);
        if (number < 0 || number > Long.MAX_VALUE / unit) {
            throw json.at(path).wrong("a size");
        }
        return new Bytes(number * unit);
    }

    /** Returns how many graphics processors are passed through, by Nova's own extra spec for them. */
    int gpus() {
        return Optional.ofNullable(extra.get("resources:VGPU"))
                .or(() -> Optional.ofNullable(extra.get("pci_passthrough:alias"))
                        .map(alias -> alias.substring(alias.lastIndexOf(':') + 1)))
                .filter(count -> count.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(0);
    }
}
