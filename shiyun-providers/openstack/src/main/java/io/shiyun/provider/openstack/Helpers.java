package io.shiyun.provider.openstack;

import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** What Nova wants to have by name before a host can use it: key pairs and server groups. Making one again finds the first. */
final class Helpers {
    /** How the names begin of what this provider makes for its hosts. */
    static final String PREFIX = "shiyun-";

    private static final Path KEY_PAIRS = Path.of("os-keypairs");
    private static final Path GROUPS = Path.of("os-server-groups");

    private final Api nova;

    Helpers(Api nova) {
        this.nova = nova;
    }

    /** Returns the name of the key pair of this public key, named after what the key is. */
    String keyPair(String publicKey) {
        String name = PREFIX + digest(publicKey.strip());
        Reply reply = nova.send(
                "POST",
                KEY_PAIRS,
                JsonWriter.object()
                        .object("keypair", pair -> pair.put("name", name).put("public_key", publicKey.strip())),
                request -> request);
        if (reply.status() != 409) {
            Api.ok(reply);
        }
        return name;
    }

    /** Returns the id of the server group of this word; among several of its name, made at the same moment, the first by id. */
    String group(String word) {
        String name = PREFIX + word;
        Optional<String> there = groupNamed(name);
        if (there.isPresent()) {
            return there.get();
        }
        boolean one = nova.version().atLeast(64);
        String policy = nova.version().atLeast(15) ? "soft-anti-affinity" : "anti-affinity";
        String made = nova.post(GROUPS, JsonWriter.object().object("server_group", group -> {
                    group.put("name", name);
                    if (one) {
                        group.put("policy", policy);
                    } else {
                        group.list("policies", policies -> policies.add(policy));
                    }
                }))
                .json()
                .at("server_group")
                .text("id");
        return groupNamed(name).orElse(made);
    }

    /** Deletes the server group if this provider made it and no host is left in it. */
    void dropEmptyGroup(String id) {
        nova.find(Path.of("os-server-groups", id))
                .map(reply -> reply.at("server_group"))
                .filter(group -> group.text("name", "").startsWith(PREFIX)
                        && group.items("members").isEmpty())
                .ifPresent(group -> nova.delete(Path.of("os-server-groups", id)));
    }

    private Optional<String> groupNamed(String name) {
        Json reply = nova.get(GROUPS);
        return reply.items("server_groups").stream()
                .filter(group -> group.text("name", "").equals(name))
                .map(group -> group.text("id"))
                .sorted()
                .findFirst();
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
