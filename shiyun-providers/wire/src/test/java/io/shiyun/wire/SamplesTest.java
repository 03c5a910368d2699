package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shiyun.model.CloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The published and recorded replies of clouds, found by the environment variable SHIYUN_ORACLES: all of them can be read, but those that
 * are no JSON as published.
 */
class SamplesTest {
    /** Commas and quotes are missing in these, and one is empty; another parser refuses the same. */
    private static final List<String> NO_JSON = List.of(
            "cluster-resize-req.json",
            "cluster-upgrade-req.json",
            "delete_floating_ip_167_138_123_111.json",
            "domain-config-default-response.json",
            "domain-config-group-default-response.json",
            "domain-specific-role-create-request.json",
            "group-users-list-response.json",
            "role-assignments-effective-list-include-names-response.json");

    @Test
    void everySampleIsRead() throws IOException {
        String oracles = System.getenv("SHIYUN_ORACLES");
        assumeTrue(oracles != null, "SKIPPED: SHIYUN_ORACLES does not name the folder with the samples");
        List<String> unread = new ArrayList<>();
        int json = 0;
        int xml = 0;
        try (Stream<Path> found = Files.walk(Path.of(oracles))) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String name = file.getFileName().toString();
                try {
                    if (name.endsWith(".json")) {
                        Json.read(Files.readAllBytes(file), Source.named(name));
                        json++;
                    } else if (name.endsWith(".xml")) {
                        Xml.read(Files.readAllBytes(file), Source.named(name));
                        xml++;
                    }
                } catch (CloudException e) {
                    unread.add(name);
                }
            }
        }
        System.out.println(
                "Samples read: " + json + " of JSON, " + xml + " of XML; refused as no JSON: " + unread.size());
        assertThat(json + xml).isGreaterThan(500);
        assertThat(unread).containsExactlyInAnyOrderElementsOf(NO_JSON);
    }
}
