package io.shiyun.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Pages of servers in the form of Nova's API, each server with the fields that a Nova of 2022 fills. */
final class NovaPages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();

    NovaPages(String base) {
        this.base = base;
    }

    byte[] token() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode token = root.putObject("token");
        token.put("expires_at", "2099-01-01T00:00:00.000000Z").put("issued_at", "2098-12-31T00:00:00.000000Z");
        token.putArray("methods").add("password");
        token.putArray("audit_ids").add("audit");
        token.putObject("user")
                .put("id", "u1")
                .put("name", "demo")
                .putObject("domain")
                .put("id", "default")
                .put("name", "Default");
        token.putObject("project")
                .put("id", "p1")
                .put("name", "demo")
                .putObject("domain")
                .put("id", "default")
                .put("name", "Default");
        ObjectNode nova = token.putArray("catalog")
                .addObject()
                .put("type", "compute")
                .put("name", "nova")
                .put("id", "c1");
        ArrayNode endpoints = nova.putArray("endpoints");
        for (String face : new String[] {"public", "internal", "admin"}) {
            endpoints
                    .addObject()
                    .put("id", "e-" + face)
                    .put("interface", face)
                    .put("region", "RegionOne")
                    .put("region_id", "RegionOne")
                    .put("url", base + "/v2.1");
        }
        return JSON.writeValueAsBytes(root);
    }

    byte[] version() {
        String text =
                "{\"version\": {\"id\": \"v2.1\", \"status\": \"CURRENT\", \"version\": \"2.93\", \"min_version\": \"2.1\","
                        + " \"updated\": \"2013-07-23T11:33:21Z\", \"links\": [], \"media-types\": []}}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] page(int limit, String marker) throws IOException {
        byte[] known = pages.get(limit + marker);
        if (known == null) {
            int first = marker.isEmpty() ? 0 : Integer.parseInt(marker.substring(marker.length() - 6)) + 1;
            known = make(first, limit);
            pages.put(limit + marker, known);
        }
        return known;
    }

    private static String id(int number) {
        return String.format("6f70656e-7374-6163-6b00-%012d", number);
    }

    private byte[] make(int first, int limit) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode servers = root.putArray("servers");
        int end = Math.min(Replay.HOSTS, first + limit);
        for (int i = first; i < end; i++) {
            server(servers.addObject(), i);
        }
        if (end < Replay.HOSTS) {
            root.putArray("servers_links")
                    .addObject()
                    .put("rel", "next")
                    .put("href", base + "/v2.1/servers/detail?limit=" + limit + "&marker=" + id(end - 1));
        }
        return JSON.writeValueAsBytes(root);
    }

    private void server(ObjectNode server, int i) {
        String id = id(i);
        server.put("id", id).put("name", "web-" + i).put("status", i % 7 == 0 ? "SHUTOFF" : "ACTIVE");
        server.put("tenant_id", "p1").put("user_id", "u1").put("hostId", "aa".repeat(28));
        server.putObject("metadata")
                .put("shiyun-op", id)
                .put("team", "team-" + i % 20)
                .put("stage", "production");
        server.putObject("image")
                .put("id", "70a599e0-31e7-49b7-b260-868f441e862b")
                .putArray("links");
        ObjectNode flavor = server.putObject("flavor");
        flavor.put("id", "2")
                .put("original_name", "m1.small")
                .put("vcpus", 1)
                .put("ram", 2048)
                .put("disk", 20);
        flavor.put("ephemeral", 0).put("swap", 0).putObject("extra_specs");
        flavor.putArray("links");
        server.put("created", "2026-10-01T10:00:00Z").put("updated", "2026-10-01T10:01:00Z");
        ArrayNode addresses = server.putObject("addresses").putArray("private");
        addresses
                .addObject()
                .put("version", 4)
                .put("addr", "10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256)
                .put("OS-EXT-IPS:type", "fixed")
                .put("OS-EXT-IPS-MAC:mac_addr", "fa:16:3e:00:00:01");
        server.put("accessIPv4", "").put("accessIPv6", "");
        ArrayNode links = server.putArray("links");
        links.addObject().put("rel", "self").put("href", base + "/v2.1/servers/" + id);
        links.addObject().put("rel", "bookmark").put("href", base + "/servers/" + id);
        server.put("OS-DCF:diskConfig", "AUTO").put("progress", 0).put("OS-EXT-AZ:availability_zone", "nova");
        server.put("config_drive", "").putNull("key_name").put("OS-SRV-USG:launched_at", "2026-10-01T10:00:30.000000");
        server.putNull("OS-SRV-USG:terminated_at");
        server.putArray("security_groups").addObject().put("name", "default");
        server.putNull("OS-EXT-STS:task_state");
        server.put("OS-EXT-STS:vm_state", "active").put("OS-EXT-STS:power_state", 1);
        server.putArray("os-extended-volumes:volumes_attached");
        server.put("locked", false).putNull("description");
        server.putArray("tags");
    }
}
