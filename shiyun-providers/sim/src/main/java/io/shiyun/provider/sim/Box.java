package io.shiyun.provider.sim;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.FileInfo;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The files of one host or replica. Thread-safe. */
final class Box {
    private static final int LARGEST = 64 << 20;

    private final ConcurrentSkipListMap<String, Content> files = new ConcurrentSkipListMap<>();

    private record Content(byte[] bytes, String permissions, Instant modified) {}

    /** Returns the path without dots, doubled and outer slashes; INVALID when it leads out of the box. */
    static String path(String text) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : text.split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    throw CloudException.rejected(Reason.INVALID, "'" + text + "' leads out of the host")
                            .code("BadPath")
                            .build();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    void write(String path, byte[] bytes, String permissions, Instant now) {
        if (bytes.length > LARGEST) {
            throw CloudException.rejected(Reason.QUOTA, "a file has at most 64 MiB here")
                    .code("FileTooLarge")
                    .build();
        }
        files.put(path(path), new Content(bytes.clone(), permissions, now));
    }

    byte[] read(String path) {
        Content content = files.get(path(path));
        if (content == null) {
            throw missing(path);
        }
        return content.bytes.clone();
    }

    /** Deletes a file, or a folder with all in it. */
    void remove(String path) {
        String name = path(path);
        files.keySet().removeIf(key -> key.equals(name) || key.startsWith(name + "/") || name.isEmpty());
    }

    /** Lists a folder by name. */
    List<FileInfo> list(String path) {
        String folder = path(path);
        String prefix = folder.isEmpty() ? "" : folder + "/";
        TreeMap<String, FileInfo> found = new TreeMap<>();
        files.tailMap(prefix).forEach((key, content) -> {
            if (!key.startsWith(prefix)) {
                return;
            }
            int end = key.indexOf('/', prefix.length());
            String child = end < 0 ? key : key.substring(0, end);
            found.putIfAbsent(child, info(child, end >= 0, content));
        });
        if (found.isEmpty() && !folder.isEmpty()) {
            throw missing(path);
        }
        return new ArrayList<>(found.values());
    }

    private static FileInfo info(String path, boolean directory, Content content) {
        return FileInfo.builder(path)
                .directory(directory)
                .size(Bytes.of(directory ? 0 : content.bytes.length))
                .permissions(directory ? "rwxr-xr-x" : content.permissions)
                .modified(content.modified)
                .build();
    }

    private static CloudException missing(String path) {
        return CloudException.rejected(Reason.NOT_FOUND, "there is no '" + path + "'")
                .code("NoSuchFile")
                .build();
    }
}
