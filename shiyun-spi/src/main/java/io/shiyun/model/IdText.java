package io.shiyun.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text form of ids: {@code kind:part/part/...}, each part percent-encoded. */
final class IdText {
    private IdText() {}

    static String write(Id id) {
        StringBuilder text = new StringBuilder(64).append(kind(id)).append(':');
        text.append(id.cloud().name()).append('/');
        escape(id.region().name(), text);
        appendPath(id, text);
        return text.toString();
    }

    static Id read(String text) {
        int colon = text.indexOf(':');
        String[] parts = colon < 0 ? new String[0] : text.substring(colon + 1).split("/", -1);
        if (parts.length < 3) {
            throw new IllegalArgumentException("'" + text + "' is not the text of an id");
        }
        for (int i = 0; i < parts.length; i++) {
            parts[i] = unescape(parts[i]);
        }
        Region region = Region.of(parts[0], parts[1]);
        int deep = parts.length - 2;
        String kind = text.substring(0, colon);
        Id id = deep == 1
                ? flat(kind, region, parts[2])
                : deep == 2 ? second(kind, region, parts) : third(kind, region, parts);
        if (id == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not the text of an id: no kind '" + kind + "' with " + deep + " parts");
        }
        return id;
    }

    private static @Nullable Id flat(String kind, Region region, String value) {
        return switch (kind) {
            case "host" -> new HostId(region, value);
            case "cluster" -> new ClusterId(region, value);
            case "image" -> new ImageId(region, value);
            case "volume" -> new VolumeId(region, value);
            case "snapshot" -> new SnapshotId(region, value);
            case "network" -> new NetworkId(region, value);
            case "firewall" -> new FirewallId(region, value);
            case "address" -> new AddressId(region, value);
            case "balancer" -> new BalancerId(region, value);
            case "alert" -> new AlertId(region, value);
            case "project" -> new ProjectId(region, value);
            case "repository" -> new RepositoryId(region, value);
            case "bucket" -> new BucketId(region, value);
            case "middleware" -> new MiddlewareId(region, value);
            default -> null;
        };
    }

    private static @Nullable Id second(String kind, Region region, String[] parts) {
        return switch (kind) {
            case "pool" -> new PoolId(new ClusterId(region, parts[2]), parts[3]);
            case "app" -> new AppId(new ProjectId(region, parts[2]), parts[3]);
            case "service" -> new ServiceId(new ProjectId(region, parts[2]), parts[3]);
            case "job" -> new JobId(new ProjectId(region, parts[2]), parts[3]);
            default -> null;
        };
    }

    private static @Nullable Id third(String kind, Region region, String[] parts) {
        return parts.length == 5 && kind.equals("replica")
                ? new ReplicaId(new AppId(new ProjectId(region, parts[2]), parts[3]), parts[4])
                : null;
    }

    private static String kind(Id id) {
        String name = id.getClass().getSimpleName();
        return name.substring(0, name.length() - 2).toLowerCase(Locale.ROOT);
    }

    private static void appendPath(Id id, StringBuilder text) {
        if (id instanceof ReplicaId replica) {
            appendPath(replica.app(), text);
        } else if (id instanceof AppId app) {
            appendPath(app.project(), text);
        } else if (id instanceof ServiceId service) {
            appendPath(service.project(), text);
        } else if (id instanceof JobId job) {
            appendPath(job.project(), text);
        } else if (id instanceof PoolId pool) {
            appendPath(pool.cluster(), text);
        }
        text.append('/');
        escape(id.value(), text);
    }

    private static void escape(String part, StringBuilder text) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%' || c == '/') {
                text.append(c == '%' ? "%25" : "%2F");
            } else {
                text.append(c);
            }
        }
    }

    private static String unescape(String part) {
        return part.replace("%2F", "/").replace("%25", "%");
    }
}
