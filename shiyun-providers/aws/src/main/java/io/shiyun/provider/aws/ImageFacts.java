package io.shiyun.provider.aws;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.wire.Xml;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an Amazon machine image. */
final class ImageFacts {
    /** How publishers name their images; the first group, with what follows, is what the system is called here. */
    private static final List<Pattern> SYSTEMS = List.of(
            Pattern.compile("(debian)-(\\d+)"),
            Pattern.compile("(ubuntu)-\\w+-(\\d\\d\\.\\d\\d)"),
            Pattern.compile("(al)(2023)"),
            Pattern.compile("(amzn)(2)"),
            Pattern.compile("(rhel)-(\\d+)"),
            Pattern.compile("(sles)-(\\d+)"),
            Pattern.compile("(windows_server)-(\\d{4})"));

    private ImageFacts() {}

    static Image read(Region region, Xml image) {
        return Checked.read(image, () -> readOf(region, image));
    }

    private static Image readOf(Region region, Xml image) {
        String name = image.text("name", "");
        Image.Builder built = Image.builder(
                        new ImageId(region, image.text("imageId")), name, state(image.text("imageState", "")))
                .architecture(architecture(image.text("architecture", "")))
                .system(system(name, image.text("platformDetails", "")))
                .shared(image.flag("isPublic"))
                .tags(Tags.read(image));
        image.instant("creationDate").ifPresent(built::created);
        long gib = image.items("blockDeviceMapping.item").stream()
                .mapToLong(disk -> disk.whole("ebs.volumeSize", 0))
                .sum();
        if (gib > 0) {
            built.size(Bytes.gib(gib));
        }
        image.optional("stateReason.code")
                .filter(code -> state(image.text("imageState", "")) == ResourceState.ERROR)
                .ifPresent(code -> built.problem(AwsErrors.problem(code, image.text("stateReason.message", code))));
        return built.build();
    }

    static ResourceState state(String word) {
        return switch (word) {
            case "pending", "transient" -> ResourceState.PENDING;
            case "available" -> ResourceState.READY;
            case "deregistered" -> ResourceState.DELETED;
            case "failed", "error", "invalid" -> ResourceState.ERROR;
            default -> ResourceState.UNKNOWN;
        };
    }

    static Architecture architecture(String word) {
        return switch (word) {
            case "x86_64", "x86_64_mac" -> Architecture.X86_64;
            case "arm64", "arm64_mac" -> Architecture.ARM64;
            default -> Architecture.UNKNOWN;
        };
    }

    static String system(String name, String platform) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Pattern pattern : SYSTEMS) {
            Matcher matcher = pattern.matcher(lower);
            if (matcher.find()) {
                String family = matcher.group(1);
                boolean joined = family.equals("al") || family.equals("amzn");
                return family + (joined ? "" : "-") + matcher.group(2);
            }
        }
        return platform;
    }
}
