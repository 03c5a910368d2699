package io.shiyun.provider.openstack;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.wire.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads Glance's images. */
final class GlanceImages {
    /** The fields of Glance's own schema; every other one is a property that somebody set. */
    private static final Set<String> OWN = Set.of(
            "id",
            "name",
            "status",
            "visibility",
            "protected",
            "checksum",
            "owner",
            "size",
            "virtual_size",
            "container_format",
            "disk_format",
            "created_at",
            "updated_at",
            "tags",
            "direct_url",
            "min_disk",
            "min_ram",
            "self",
            "locations",
            "file",
            "schema",
            "os_hidden",
            "os_hash_algo",
            "os_hash_value",
            "stores");

    private GlanceImages() {}

    static Image image(Region region, Json image, String project) {
        return Facts.read(image, json -> build(region, json, project));
    }

    private static Image build(Region region, Json image, String project) {
        String id = Facts.id(image, "id");
        String status = image.text("status", "");
        ResourceState state = state(status);
        String owner = image.text("owner", "");
        Image.Builder built = Image.builder(new ImageId(region, id), image.text("name", id), state)
                .architecture(architecture(image.text("architecture", image.text("hw_architecture", ""))))
                .system(system(image))
                .shared(!owner.equals(project))
                .tags(properties(image));
        if (image.whole("size", 0) > 0) {
            built.size(new Bytes(image.whole("size")));
        }
        Facts.time(image, "created_at").ifPresent(built::created);
        if (state == ResourceState.ERROR) {
            built.problem(Problem.of(Reason.UNKNOWN, "image " + id + " is " + status + "; make another"));
        }
        return built.build();
    }

    static ResourceState state(String status) {
        return switch (status) {
            case "active" -> ResourceState.READY;
            case "queued", "saving", "uploading", "importing" -> ResourceState.PENDING;
            case "killed", "deactivated" -> ResourceState.ERROR;
            case "pending_delete" -> ResourceState.DELETING;
            case "deleted" -> ResourceState.DELETED;
            default -> ResourceState.UNKNOWN;
        };
    }

    static Architecture architecture(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "x86_64", "amd64" -> Architecture.X86_64;
            case "aarch64", "arm64" -> Architecture.ARM64;
            case "riscv64" -> Architecture.RISCV64;
            case "ppc64le" -> Architecture.PPC64LE;
            case "s390x" -> Architecture.S390X;
            case "loongarch64" -> Architecture.LOONGARCH64;
            default -> Architecture.UNKNOWN;
        };
    }

    private static String system(Json image) {
        String distro = image.text("os_distro", "");
        String version = image.text("os_version", "");
        return version.isEmpty() ? distro : distro + "-" + version;
    }

    private static Map<String, String> properties(Json image) {
        Map<String, String> properties = new TreeMap<>();
        image.fields().forEach((key, value) -> {
            if (!OWN.contains(key) && !value.missing() && !value.isObject() && !value.isList()) {
                properties.put(key, value.text());
            }
        });
        return properties;
    }
}
