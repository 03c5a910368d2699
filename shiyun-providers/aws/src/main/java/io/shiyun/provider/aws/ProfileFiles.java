package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that AWS's tools share, {@code ~/.aws/credentials} and {@code ~/.aws/config} ("Configuration and credential file
 * settings" of the AWS CLI): sections in brackets, with {@code key = value} lines. Of a profile in both, the first file counts.
 */
final class ProfileFiles {
    private static final long LARGEST = 1 << 20;

    private ProfileFiles() {}

    /** Returns the values of a profile by key; empty when no file has it. */
    static Map<String, String> profile(AwsSettings settings, String name) {
        Map<String, String> values = new LinkedHashMap<>();
        section(file(settings, "AWS_CONFIG_FILE", "config"), name, true).ifPresent(values::putAll);
        section(file(settings, "AWS_SHARED_CREDENTIALS_FILE", "credentials"), name, false)
                .ifPresent(values::putAll);
        return values;
    }

    private static Path file(AwsSettings settings, String variable, String usual) {
        return settings.variable(variable)
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "."), ".aws", usual));
    }

    private static Optional<Map<String, String>> section(Path file, String name, boolean prefixed) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return parse(read(file), name, prefixed);
    }

    /** Returns the section of a profile; in the config file all but the default one begin with {@code profile}. */
    static Optional<Map<String, String>> parse(String text, String name, boolean prefixed) {
        String wanted = prefixed && !name.equals("default") ? "profile " + name : name;
        Map<String, String> values = new LinkedHashMap<>();
        boolean seen = false;
        boolean inside = false;
        for (String line : text.split("\\R", -1)) {
            String trimmed = line.strip();
            if (trimmed.startsWith("[")) {
                String header = trimmed.substring(1, Math.max(1, trimmed.indexOf(']')))
                        .strip()
                        .replaceAll("\\s+", " ");
                inside = header.equals(wanted) || (prefixed && header.equals("profile " + name));
                seen |= inside;
            } else if (inside && !trimmed.startsWith("#") && !trimmed.startsWith(";") && trimmed.indexOf('=') > 0) {
                // A line that is indented belongs to a nested setting, such as those of s3.
                if (line.equals(line.stripLeading())) {
                    int equals = trimmed.indexOf('=');
                    values.put(
                            trimmed.substring(0, equals).strip(),
                            trimmed.substring(equals + 1).strip());
                }
            }
        }
        return seen ? Optional.of(values) : Optional.empty();
    }

    /** Returns the text of a small file. */
    static String read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw unreadable(file, "it is larger than 1 MiB", null);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(file, e.getClass().getSimpleName(), e);
        }
    }

    private static CloudException unreadable(Path file, String why, @Nullable IOException cause) {
        CloudException.Builder failure = CloudException.notSent(
                Reason.UNAUTHENTICATED, "the credentials file " + file + " cannot be read: " + why);
        return (cause == null ? failure : failure.cause(cause)).build();
    }
}
